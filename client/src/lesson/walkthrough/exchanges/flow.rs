//! How an exchange is drawn: which lane each part of it is in.
//!
//! All of it comes from what was sent and received. What the server did inside is in the header `Server-Timing` of its
//! response; without that header nothing is said about it.

use crate::http::Exchange;
use lesson_shared::trace::{self, Trace};
use shared::{Check, ProblemCode, Stage, api::paths};
use std::time::Duration;

/// Where a stage of a request takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Server,
    Database,
}

impl Lane {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Database => "database",
        }
    }
}

/// What tells the server who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
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

pub fn carries(exchange: &Exchange) -> Carries {
    let mut headers = exchange.request_headers.iter();
    if exchange.path == paths::LOGIN {
        Carries::Password
    } else if headers.any(|(name, _)| *name == "Authorization") {
        Carries::Token
    } else if exchange.cookies {
        Carries::Cookie
    } else {
        Carries::Nothing
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

pub const fn lane(stage: Stage) -> Lane {
    match stage {
        Stage::FindUser
        | Stage::FindSession
        | Stage::Limits
        | Stage::SessionRow
        | Stage::RenewalRow
        | Stage::EndRow
        | Stage::Db => Lane::Database,
        _ => Lane::Server,
    }
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
    fn what_tells_who_is_asking_is_named() {
        let mut one = exchange(paths::ME, None, String::new());
        assert_eq!(carries(&one), Carries::Token);
        one.request_headers.clear();
        assert_eq!(carries(&one), Carries::Cookie);
        one.cookies = false;
        assert_eq!(carries(&one), Carries::Nothing);
        one.path = paths::LOGIN.into();
        assert_eq!(carries(&one), Carries::Password);
    }

    #[test]
    fn short_and_long_durations_can_be_read() {
        let shown = |micros| duration(Duration::from_micros(micros));
        assert_eq!(shown(7), "7 µs");
        assert_eq!(shown(814), "0.81 ms");
        assert_eq!(shown(24_103), "24 ms");
    }
}
