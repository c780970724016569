//! What there is to think about.

use crate::{
    components::part,
    i18n::{I18n, t_string, text, use_i18n},
    lesson::inspector::{state::InspectorState, texts, token::Dissected, warnings::Warning},
};
use leptos::prelude::*;

/// The list, or that it is empty.
#[component]
pub fn Warnings(
    /// Where the token lies.
    state: InspectorState,
) -> impl IntoView {
    let i18n = use_i18n();
    let warnings = Memo::new(move |_| state.warnings());
    let list = part(move || {
        let warnings = warnings.get();
        if warnings.is_empty() {
            let none = Signal::derive(move || {
                if state.dissected.with(Dissected::is_read) {
                    t_string!(i18n, inspector.warning.none)
                } else {
                    t_string!(i18n, inspector.part.none)
                }
            });
            return view! { <p class="small soft">{none}</p> }.into_any();
        }
        let rows = warnings.into_iter().map(move |warning| row(i18n, warning));
        view! { <ul class="stack stack--tight">{rows.collect_view()}</ul> }.into_any()
    });
    view! {
        <section class="slip" aria-labelledby="warnings-title">
            <div class="slip__part">
                <h2 class="inspect__title" id="warnings-title">{text!(i18n, inspector.warning.title)}</h2>
                <div data-testid="warnings">{list}</div>
            </div>
        </section>
    }
    .into_any()
}

fn row(i18n: I18n, warning: Warning) -> AnyView {
    let (name, path) = (warning.what.name(), warning.path.clone());
    let shown =
        (!path.is_empty()).then(|| view! { <code class="inspect__path">{path.clone()}</code> " " });
    let text = Signal::derive(move || texts::warning(i18n, &warning));
    view! {
        <li class="notice small" data-warning=name data-path=path>
            {shown} {text}
        </li>
    }
    .into_any()
}
