//! How an exchange is drawn: which lane each part of it is in.
//!
//! All of it comes from what was sent and received. What the server did inside is in the header `Server-Timing` of its
//! response; without that header the diagram does not show it.

use crate::http::Exchange;
use lesson_shared::trace::{self, Trace};
use shared::{Check, ProblemCode, Stage, api::paths};
use std::time::Duration;

/// The credential of a request, by which the server knows its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentCredential {
    /// The user's name and password.
    Password,
    /// The token, added by this page.
    Token,
    /// Cookies, added by the browser.
    Cookie,
    Nothing,
}

/// A stage that the server reports in `Server-Timing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnStage {
    pub stage: Stage,
    pub took: Option<Duration>,
    /// Whether the server refused the request in this stage.
    pub refused: bool,
}

pub fn credential_of(exchange: &Exchange) -> SentCredential {
    let mut headers = exchange.request_headers.iter();
    if exchange.path == paths::LOGIN {
        SentCredential::Password
    } else if headers.any(|(name, _)| *name == "Authorization") {
        SentCredential::Token
    } else if exchange.cookies {
        SentCredential::Cookie
    } else {
        SentCredential::Nothing
    }
}

/// The server's report of its work, if it made one.
pub fn trace(exchange: &Exchange) -> Option<Trace> {
    exchange.answer()?.header(trace::HEADER)?.parse().ok()
}

/// The stages in the order in which they ended, without the sum of all.
pub fn stages(exchange: &Exchange, trace: &Trace) -> Vec<DrawnStage> {
    let refused = exchange.problem().and_then(|problem| match problem.check {
        Some(check) => Some(stage_of(check)),
        None => (problem.code == ProblemCode::WrongCredentials).then_some(Stage::Password),
    });
    let stages = trace.stages.iter();
    stages
        .filter(|(stage, _)| *stage != Stage::Total)
        .map(|&(stage, took)| DrawnStage { stage, took, refused: refused == Some(stage) })
        .collect()
}

/// Whether a stage takes place in the database; all others take place in the server.
pub const fn is_in_database(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::FindUser
            | Stage::FindSession
            | Stage::SessionRow
            | Stage::RenewalRow
            | Stage::EndRow
            | Stage::Db
    )
}

/// The stage that a check is part of.
const fn stage_of(check: Check) -> Stage {
    match check {
        Check::Signature => Stage::Signature,
        Check::PayloadJson
        | Check::Claims
        | Check::Issuer
        | Check::Audience
        | Check::NotBefore
        | Check::Lifetime
        | Check::Expiry => Stage::Claims,
        Check::Session => Stage::Revoked,
        _ => Stage::Parse,
    }
}

/// A duration with as many digits as matter: `24 ms`, `0.81 ms`, `7 µs`.
pub fn duration(took: Duration) -> String {
    let micros = took.as_micros();
    match micros {
        0..100 => format!("{micros} µs"),
        100..10_000 => format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10),
        _ => format!("{} ms", (micros + 500) / 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::Answer, lesson::exchanges::exchange_example};
    use shared::Problem;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn exchange(path: &str, timing: Option<&str>, body: String) -> Exchange {
        let timing = timing.map(|value| (trace::HEADER.to_owned(), value.to_owned()));
        Exchange {
            request_headers: vec![("Authorization", "Bearer x".into())],
            outcome: Ok(Answer {
                status: if body.is_empty() { 200 } else { 401 },
                headers: timing.into_iter().collect(),
                body,
            }),
            ..exchange_example(path)
        }
    }

    #[test]
    fn nothing_is_said_of_a_server_that_tells_nothing() {
        assert_eq!(trace(&exchange(paths::ME, None, String::new())), None);
    }

    #[test]
    fn a_refusal_is_drawn_at_the_stage_that_the_failed_check_is_part_of() {
        let mut problem = Problem::new(ProblemCode::TokenInvalid, "for the test");
        problem.check = Some(Check::Signature);
        let body = serde_json::to_string(&problem).unwrap();
        let timing = "parse;dur=0.01, signature;dur=0.02, total;dur=0.1, db;desc=\"0\"";
        let refused = exchange(paths::ME, Some(timing), body);
        let told = trace(&refused).unwrap();
        let drawn: Vec<_> =
            stages(&refused, &told).iter().map(|drawn| (drawn.stage, drawn.refused)).collect();
        assert_eq!(drawn, [(Stage::Parse, false), (Stage::Signature, true)], "the sum is no stage");
        assert_eq!(told.db, 0);
    }

    #[test]
    fn the_credential_of_a_request_is_named() {
        let mut one = exchange(paths::ME, None, String::new());
        assert_eq!(credential_of(&one), SentCredential::Token);
        one.request_headers.clear();
        assert_eq!(credential_of(&one), SentCredential::Cookie);
        one.cookies = false;
        assert_eq!(credential_of(&one), SentCredential::Nothing);
        one.path = paths::LOGIN.into();
        assert_eq!(credential_of(&one), SentCredential::Password);
    }

    #[test]
    fn short_and_long_durations_can_be_read() {
        let shown = |micros| duration(Duration::from_micros(micros));
        assert_eq!(shown(7), "7 µs");
        assert_eq!(shown(814), "0.81 ms");
        assert_eq!(shown(24_103), "24 ms");
    }
}
