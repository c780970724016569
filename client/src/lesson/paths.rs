//! Where the pages of the lesson are.

use shared::Step;

pub const INSPECT: &str = "/inspect";
pub const LAB: &str = "/lab";
pub const WHEN_NOT: &str = "/when-not";

/// The walkthrough, opened at a step.
pub fn step(step: Step) -> String {
    format!("/?step={step}")
}

/// The inspector, opened with a token. The browser keeps what follows `#` to itself, so no server sees the token.
pub fn inspect(token: &str) -> String {
    format!("{INSPECT}#token={}", js_sys::encode_uri_component(token))
}

/// The lab, opened at an attack.
pub fn attack(id: &str) -> String {
    format!("{LAB}?attack={id}")
}
