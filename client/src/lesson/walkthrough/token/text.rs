//! A token in three colours.

use super::super::state::Forged;
use crate::i18n::{I18n, t_string, use_i18n};
use leptos::prelude::*;
use shared::compact::{Compact, Part};

/// Each part has its colour; a changed character is marked.
#[component]
pub fn TokenText(
    token: String,
    /// The change, if it was tampered with.
    #[prop(optional_no_strip)]
    forged: Option<Forged>,
    /// Whether tests find the parts here.
    #[prop(default = false)]
    testids: bool,
) -> impl IntoView {
    let Ok(segments) = Compact::segments(&token) else {
        return view! { <span class="token">{token}</span> }.into_any();
    };
    let changed = forged.map(|forged| forged.at);
    let mut start = 0;
    let parts: Vec<_> = Part::ALL
        .into_iter()
        .zip(segments)
        .map(|(part, segment)| {
            let mark = changed
                .and_then(|at| at.checked_sub(start))
                .filter(|at| *at < segment.len());
            start += segment.len() + 1;
            let name = part.name();
            view! {
                {(part != Part::Header).then(|| view! { <span class="token__dot">"."</span> })}
                <span class=format!("token__part token__part--{name}") data-testid=testids.then(|| format!("token-{name}"))>
                    {marked(segment, mark)}
                </span>
            }
        })
        .collect();
    view! { <span class="token">{parts}</span> }.into_any()
}

/// The names of the three parts, in their colours.
#[component]
pub fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    let item = move |part: Part| {
        view! { <li class=format!("legend__item part--{}", part.name())>{part_name(i18n, part)}</li> }
    };
    view! { <ul class="legend">{Part::ALL.map(item).into_iter().collect_view()}</ul> }
}

pub fn part_name(i18n: I18n, part: Part) -> Signal<&'static str> {
    Signal::derive(move || t_string!(i18n, walkthrough.token.part_by_id).text(part.name()))
}

/// A segment is base64url, so each of its characters is one byte.
fn marked(segment: &str, mark: Option<usize>) -> AnyView {
    match mark
        .and_then(|at| Some((segment.get(..at)?, segment.get(at..=at)?, segment.get(at + 1..)?)))
    {
        Some((before, changed, after)) => view! {
            {before.to_owned()} <mark>{changed.to_owned()}</mark> {after.to_owned()}
        }
        .into_any(),
        None => segment.to_owned().into_any(),
    }
}
