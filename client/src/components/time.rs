//! Points in time.

use super::Ticks;
use crate::{i18n::use_i18n, times};
use leptos::prelude::*;

/// How far away a point in time is, and for whoever points at it the date. The page that shows it provides
/// the [`Ticks`] by which the distance grows.
#[component]
pub fn Ago(
    /// The point in time, in unix milliseconds.
    at: i64,
) -> impl IntoView {
    let i18n = use_i18n();
    let ticks = expect_context::<Ticks>();
    let distance = Memo::new(move |_| times::Distance::between(ticks.now(), at));
    let text = Signal::derive(move || times::relative(i18n, distance.get()));
    let title = Signal::derive(move || times::local(i18n, at));
    view! { <time class="time" datetime=times::utc(at) title=title>{text}</time> }
}

/// A date in the visitor's time zone, and for whoever points at it in UTC.
#[component]
pub fn At(
    /// The point in time, in unix milliseconds.
    at: i64,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = Signal::derive(move || times::local(i18n, at));
    view! { <time class="time" datetime=times::utc(at) title=times::utc(at)>{text}</time> }
}
