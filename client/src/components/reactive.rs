//! Views that change, made of few types.
//!
//! Leptos compiles the code that keeps a part of a page up to date anew for each type in it, and each closure
//! is a type: more than a kilobyte of WASM for each. So what changes in these pages is a [`Signal`], a
//! [`part`], or shown [`When`] something is so.

use leptos::prelude::*;

/// A part of a page that is built again when a signal that it reads changes.
pub fn part<V: IntoAny>(view: impl Fn() -> V + Send + 'static) -> Box<dyn Fn() -> AnyView + Send> {
    Box::new(move || view().into_any())
}

/// Shows its children while `so` is true.
#[component]
pub fn When(#[prop(into)] so: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    // The memo lets only a change of the value build the children again.
    let so = Memo::new(move |_| so.get());
    part(move || so.get().then(|| children()))
}

/// One text while `so` is true, and another while it is not.
pub fn either(
    so: impl Into<Signal<bool>>,
    yes: Signal<&'static str>,
    no: Signal<&'static str>,
) -> Signal<&'static str> {
    let so = so.into();
    Signal::derive(move || if so.get() { yes.get() } else { no.get() })
}

/// The value of an ARIA attribute, which is `true` or `false`.
pub fn aria(so: impl Fn() -> bool + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || so().to_string())
}
