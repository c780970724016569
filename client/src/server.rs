//! What this page knows about the server: whether it answers, what it offers, and its clock.

use crate::{
    browser::clock,
    http::{ApiError, Call, Http},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    UnixSeconds,
    api::{ServerInfo, paths},
    credentials::PasswordRules,
};

/// How long to wait before asking a server again that did not answer, or could not.
pub(crate) const ASK_AGAIN_MS: i32 = 3_000;

#[derive(Clone, Copy, Debug)]
pub struct Server {
    http: Http,
    info: RwSignal<Option<ServerInfo>>,
    lacks_part: RwSignal<bool>,
    noted: StoredValue<Noted>,
}

/// What no view depends on.
#[derive(Clone, Copy, Debug, Default)]
struct Noted {
    /// The server's clock minus this computer's, in milliseconds.
    clock_offset: f64,
    /// Whether [`Server::wait_until_back`] runs.
    waiting: bool,
}

impl Server {
    pub fn new(http: Http) -> Self {
        Self {
            http,
            info: RwSignal::new(None),
            lacks_part: RwSignal::new(false),
            noted: StoredValue::new(Noted::default()),
        }
    }

    /// What the server has told about itself. Reactive.
    pub fn info(self) -> Option<ServerInfo> {
        self.info.get()
    }

    /// The rules for a new password. Reactive.
    pub fn password_rules(self) -> PasswordRules {
        let told = self.info.with(|info| info.as_ref().map(|info| info.password_min));
        told.map_or_else(PasswordRules::default, |min| PasswordRules { min })
    }

    /// Whether the server did not answer the last call. Reactive.
    pub fn is_away(self) -> bool {
        self.http.answering() == Some(false)
    }

    /// The same, and not reactive.
    pub fn is_away_now(self) -> bool {
        untrack(|| self.is_away())
    }

    /// The server's clock in milliseconds since 1970, so that a countdown is right on a computer whose
    /// clock is not.
    pub fn now_ms(self) -> f64 {
        clock::now_ms() + self.noted.get_value().clock_offset
    }

    /// The server's clock in whole seconds, as tokens count.
    pub fn now(self) -> UnixSeconds {
        seconds(self.now_ms())
    }

    /// Asks the server about itself and sets the clock by it.
    pub async fn ask(self) -> Result<(), ApiError> {
        let sent_ms = clock::now_ms();
        let info: ServerInfo = self.http.send(Call::get(paths::INFO).unrecorded()).await?;
        let received_ms = clock::now_ms();
        let offset = clock_offset(sent_ms, received_ms, info.now_ms);
        self.noted.update_value(|noted| noted.clock_offset = offset);
        self.info.set(Some(info));
        Ok(())
    }

    /// Whether the server answers and still could not send a part of this page. Reactive.
    pub fn lacks_part(self) -> bool {
        self.lacks_part.get()
    }

    /// Notes that a part of this page could not be loaded. Asks the server, which is away or has another version by now.
    pub async fn lost_part(self) {
        let there = self.ask().await.is_ok();
        self.lacks_part.set(there);
    }

    /// Notes that a part of this page was loaded.
    pub fn found_part(self) {
        if self.lacks_part.get_untracked() {
            self.lacks_part.set(false);
        }
    }

    /// Asks again every few seconds until the server is back. At most one such wait runs.
    pub fn wait_until_back(self) {
        if self.noted.get_value().waiting {
            return;
        }
        self.noted.update_value(|noted| noted.waiting = true);
        spawn_local(async move {
            while self.is_away_now() {
                clock::sleep_ms(ASK_AGAIN_MS).await;
                // A failure is seen in `is_away_now`.
                let _ = self.ask().await;
            }
            self.noted.update_value(|noted| noted.waiting = false);
        });
    }
}

/// Supposes that the server read its clock halfway between sending and receiving (Cristian's algorithm).
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 stay exact in f64 for 280 000 years"
)]
fn clock_offset(sent_ms: f64, received_ms: f64, server_ms: i64) -> f64 {
    server_ms as f64 - f64::midpoint(sent_ms, received_ms)
}

#[expect(clippy::cast_possible_truncation, reason = "rounding down to whole seconds is the point")]
fn seconds(milliseconds: f64) -> UnixSeconds {
    UnixSeconds((milliseconds / 1000.0).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_clock_is_read_halfway() {
        assert!((clock_offset(1_000.0, 1_200.0, 5_100) - 4_000.0).abs() < f64::EPSILON);
        assert!((clock_offset(9_000.0, 9_000.0, 1_000) + 8_000.0).abs() < f64::EPSILON);
        assert_eq!(seconds(1_999.9), UnixSeconds(1));
    }
}
