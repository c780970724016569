//! What a component finds in those around it.

use leptos::prelude::use_context;

/// The value of this type that a component around this one provides. The panic of `expect_context` names the type,
/// and with it comes code that prints any text: three kilobytes in the first load.
pub fn context<T: Clone + 'static>() -> T {
    use_context().expect("a component around this one provides it")
}
