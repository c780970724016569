//! Where the steps are.

use shared::Step;

/// The link to a step.
pub(super) fn step_path(step: Step) -> String {
    format!("/?step={step}")
}
