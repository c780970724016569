//! The visitor's expectations of a token: at first those of this server.

use crate::{auth::use_auth, components::Ticks};
use leptos::prelude::*;
use shared::{TokenPolicy, UnixSeconds, verify::PolicyError};

/// The fields of the verifier's expectations, as they are being edited.
#[derive(Clone, Copy)]
pub struct Expected {
    pub issuer: RwSignal<String>,
    pub audience: RwSignal<String>,
    /// In seconds.
    pub leeway: RwSignal<String>,
    /// In seconds.
    pub lifetime: RwSignal<String>,
    /// A point in time; empty for the server's clock.
    pub time: RwSignal<String>,
    /// All of it, or the first field that is not right.
    pub policy: Memo<Result<TokenPolicy, InvalidField>>,
    ticks: Ticks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidField {
    /// The server has not told yet what it expects.
    Unknown,
    Issuer,
    Audience,
    /// No number, or too large.
    Leeway,
    /// No number, or out of range.
    Lifetime,
}

impl Expected {
    /// The expectations of this server, as soon as the client knows them.
    pub fn of_server() -> Self {
        let field = || RwSignal::new(String::new());
        let (issuer, audience, leeway, lifetime) = (field(), field(), field(), field());
        let known = RwSignal::new(false);
        let policy = Memo::new(move |_| {
            if !known.get() {
                return Err(InvalidField::Unknown);
            }
            let leeway = leeway.get().trim().parse().map_err(|_| InvalidField::Leeway)?;
            let lifetime = lifetime.get().trim().parse().map_err(|_| InvalidField::Lifetime)?;
            let policy = TokenPolicy::new(issuer.get(), audience.get(), leeway, lifetime);
            policy.map_err(|error| match error {
                PolicyError::NoIssuer => InvalidField::Issuer,
                PolicyError::NoAudience => InvalidField::Audience,
                PolicyError::Leeway { .. } => InvalidField::Leeway,
                PolicyError::Lifetime { .. } => InvalidField::Lifetime,
            })
        });
        let expected = Self {
            issuer,
            audience,
            leeway,
            lifetime,
            time: field(),
            policy,
            ticks: expect_context(),
        };
        let server = use_auth().server;
        Effect::new(move || {
            if server.info().is_some() && !known.get_untracked() {
                expected.reset();
                known.set(true);
            }
        });
        expected
    }

    pub fn reset(self) {
        if let Some(info) = use_auth().server.info() {
            self.issuer.set(info.issuer);
            self.audience.set(info.audience);
            self.leeway.set(info.leeway.to_string());
            self.lifetime.set(info.access_lifetime.to_string());
        }
        self.time.set(String::new());
    }

    /// The time by which tokens are verified: the chosen one, else the server's. Reactive.
    pub fn now(self) -> UnixSeconds {
        match self.chosen_time() {
            Some(Ok(time)) => time,
            _ => self.ticks.now(),
        }
    }

    /// The time that the user has typed, if any; an error if it is none. Reactive.
    pub fn chosen_time(self) -> Option<Result<UnixSeconds, ()>> {
        self.time.with(|text| {
            let text = text.trim();
            (!text.is_empty()).then(|| parse_time(text).ok_or(()))
        })
    }
}

/// Seconds since 1970, or a date as browsers read it.
fn parse_time(text: &str) -> Option<UnixSeconds> {
    if let Ok(seconds) = text.parse() {
        return Some(UnixSeconds(seconds));
    }
    let milliseconds = js_sys::Date::parse(text);
    #[expect(clippy::cast_possible_truncation, reason = "dates reach 8.64e15 milliseconds")]
    let seconds = (milliseconds / 1000.0).floor() as i64;
    (!milliseconds.is_nan()).then_some(UnixSeconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_time_is_a_number_or_a_date() {
        assert_eq!(parse_time("1300819380"), Some(UnixSeconds(1_300_819_380)));
        assert_eq!(parse_time("2011-03-22T18:43:00Z"), Some(UnixSeconds(1_300_819_380)));
        assert_eq!(parse_time("soon"), None);
    }
}
