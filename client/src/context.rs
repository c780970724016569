//! Values that a component gets from those around it.

use leptos::prelude::use_context;

/// The value of this type that a component around this one provides. Panics without one, like `expect_context`, whose
/// panic prints the type and so adds three kilobytes to the first load.
pub fn context<T: Clone + 'static>() -> T {
    use_context().expect("a component around this one provides it")
}
