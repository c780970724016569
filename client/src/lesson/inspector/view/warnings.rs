//! The warnings.

use super::panel::Panel;
use crate::{
    components::part,
    i18n::{I18n, t_string, text, use_i18n},
    lesson::inspector::{state::InspectorState, texts, token::Dissected, warnings::Warning},
};
use leptos::prelude::*;

#[component]
pub fn Warnings(state: InspectorState) -> impl IntoView {
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
        <Panel id="warnings" title=text!(i18n, inspector.warning.title)>
            <div data-testid="warnings">{list}</div>
        </Panel>
    }
}

fn row(i18n: I18n, warning: Warning) -> AnyView {
    let (name, path) = (warning.kind.into_str(), warning.path.clone());
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
