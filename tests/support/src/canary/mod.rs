//! Uses every operation of the server once with values that can be recognized, and looks for them where they must
//! not be.
//!
//! A test that uses this is a program of its own, so that the log of the whole process is this one test's.

mod everything;

pub use crate::app::PASSWORD;
pub use everything::{Canary, do_everything, keep_a_profile};

use shared::api::paths;
use std::sync::Arc;
use tempfile::NamedTempFile;
use tracing_subscriber::EnvFilter;

pub const NEW_PASSWORD: &str = "canary: ten grey egrets";
pub const AGENT: &str = "canary-agent/1.0";
pub const PROFILE: [&str; 6] = [
    "canary-name",
    "canary@example.com",
    "+82-canary-2",
    "canary-note",
    "canary-field",
    "canary-value",
];

/// Whether an answer of the login may contain this token or this part of a profile.
pub fn belongs(operation: &str, secret: &str) -> bool {
    let is_of_profile = PROFILE.contains(&secret);
    let is_typed = [PASSWORD, NEW_PASSWORD, AGENT].contains(&secret);
    match operation {
        "get /api/me/profile" | "put /api/me/profile" => is_of_profile,
        "post /api/auth/login" | "post /api/auth/refresh" | "put /api/me/password" => {
            !is_of_profile && !is_typed
        }
        _ => false,
    }
}

/// Begins to keep the log of this process, at the level at which it says the most.
pub fn listen() -> NamedTempFile {
    let log = NamedTempFile::new().unwrap();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("trace,mio=off,polling=off"))
        .with_ansi(false)
        .with_writer(Arc::new(log.reopen().unwrap()))
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    log
}

/// Looks for everything that is secret, wherever the server writes, after every operation that it describes was asked.
pub async fn look_everywhere(
    canary: Canary,
    log: NamedTempFile,
    belongs: impl Fn(&str, &str) -> bool,
) {
    assert_nothing_was_left_out(&canary).await;
    canary.app.settle().await;
    let secrets = secrets(&canary);
    let places = places(&canary, &log).await;
    for (place, text) in &places {
        for secret in &secrets {
            let is_there = text.contains(secret.as_str());
            assert!(
                !is_there || belongs(place, secret),
                "{secret} is in {place}. Keep it out of there; or, if this operation is there to answer \
                 with it, say so in `belongs`, in tests/support/src/canary/mod.rs. What was found: {text}"
            );
        }
    }

    // The search itself works: it finds values in every place where they belong.
    let found = |place: &str, text: &str| {
        places.iter().any(|(name, content)| name.contains(place) && content.contains(text))
    };
    assert!(
        found("the log", "step=login")
            && found("the log", "INSERT INTO")
            && found("the log", "event=\"login_failed\"")
    );
    assert!(found("the metrics", "claimcheck_events_total"));
    assert!(found("claimcheck.db", "bob"));
    assert!(found("put /api/me/profile", PROFILE[0]));
    assert!(found("post /api/auth/login", &canary.token));
}

async fn assert_nothing_was_left_out(canary: &Canary) {
    let description = canary.app.get(paths::OPENAPI).await.json();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let operation = format!("{method} {path}");
            assert!(
                canary.asked.contains(&operation),
                "no request was sent to {operation}, so nothing says that it keeps secrets. Ask it in \
                 tests/support/src/canary/everything.rs: in the function for its part of the interface, with \
                 `canary.ask(…)`, and with the values of `PASSWORD` or `PROFILE` where it takes any"
            );
        }
    }
}

fn secrets(canary: &Canary) -> Vec<String> {
    let tokens = &canary.secrets;
    assert!(tokens.len() > 10);
    // A token is recognized by its seal, too.
    let seals = tokens.iter().filter_map(|token| Some(token.rsplit_once('.')?.1.to_owned()));
    let typed = [PASSWORD, NEW_PASSWORD, AGENT].into_iter().chain(PROFILE);
    tokens.iter().cloned().chain(seals).chain(typed.map(str::to_owned)).collect()
}

/// All that the server wrote, by the name of the place.
async fn places(canary: &Canary, log: &NamedTempFile) -> Vec<(String, String)> {
    let mut places = canary.answers.clone();
    places.push(("the log".into(), std::fs::read_to_string(log.path()).unwrap()));
    places.push(("the metrics".into(), canary.app.metrics().await));
    let files = canary.app.files().into_iter();
    places.extend(files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())));
    places
}
