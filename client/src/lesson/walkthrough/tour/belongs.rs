//! Which exchanges a step is about.

use crate::http::Exchange;
use shared::{Step, api::paths};

/// The exchanges that have something to say about a step: the answer to a login is what step 2 is about, and
/// the calls of step 4 are what 5 and 6 explain.
pub(super) fn belongs(step: Step, exchange: &Exchange) -> bool {
    let of = |step| exchange.step == Some(step);
    match step {
        Step::Issue => of(Step::Login) && exchange.status() == Some(200),
        Step::Verify => of(Step::Verify) || (of(Step::Attach) && was_judged(exchange)),
        Step::Handle => exchange.path == paths::ME && exchange.status() == Some(200),
        _ => of(step),
    }
}

/// Whether a token came along, so that there is a verdict: all checks passed, or one refused.
fn was_judged(exchange: &Exchange) -> bool {
    match exchange.problem() {
        Some(problem) => problem.check.is_some(),
        None => exchange.path == paths::ME && exchange.status() == Some(200),
    }
}
