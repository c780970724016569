//! What the verifier expects, to change it.

use super::panel::Panel;
use crate::{
    components::{Field, part},
    i18n::{t_string, text, use_i18n},
    lesson::inspector::{expected::InvalidField, state::InspectorState},
};
use leptos::prelude::*;
use shared::TokenPolicy;

#[component]
pub fn ExpectedFields(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let expected = state.expected;
    let wrong = move |field: InvalidField| {
        Signal::derive(move || {
            let is_this = expected.policy.with(|policy| policy.as_ref().err() == Some(&field));
            is_this.then(|| match field {
                InvalidField::Leeway => {
                    let max = TokenPolicy::MAX_LEEWAY.to_string();
                    t_string!(i18n, inspector.expected.leeway_wrong, max = max)
                }
                InvalidField::Lifetime => {
                    let max = TokenPolicy::MAX_LIFETIME.to_string();
                    t_string!(i18n, inspector.expected.lifetime_wrong, max = max)
                }
                _ => t_string!(i18n, inspector.expected.empty).to_owned(),
            })
        })
    };
    let time_wrong = Signal::derive(move || {
        let wrong = expected.chosen_time() == Some(Err(()));
        wrong.then(|| t_string!(i18n, inspector.expected.time_wrong).to_owned())
    });
    let hint =
        Signal::derive(move || Some(t_string!(i18n, inspector.expected.time_hint).to_owned()));
    let summary = part(move || {
        let issuer = expected.issuer.get();
        let audience = expected.audience.get();
        view! { <code class="inspect__path">{format!("{issuer} → {audience}")}</code> }
    });
    view! {
        <Panel id="expected" title=text!(i18n, inspector.expected.title) lead=text!(i18n, inspector.expected.text)>
                <details class="options">
                    <summary data-testid="expected-open">{summary}</summary>
                    <div class="form">
                        <Field id="expected-issuer" label=text!(i18n, inspector.expected.issuer) value=expected.issuer autocomplete="off" error=wrong(InvalidField::Issuer)/>
                        <Field id="expected-audience" label=text!(i18n, inspector.expected.audience) value=expected.audience autocomplete="off" error=wrong(InvalidField::Audience)/>
                        <Field id="expected-leeway" label=text!(i18n, inspector.expected.leeway) value=expected.leeway autocomplete="off" error=wrong(InvalidField::Leeway)/>
                        <Field id="expected-lifetime" label=text!(i18n, inspector.expected.lifetime) value=expected.lifetime autocomplete="off" error=wrong(InvalidField::Lifetime)/>
                        <Field id="expected-time" label=text!(i18n, inspector.expected.time) value=expected.time autocomplete="off" hint=hint error=time_wrong/>
                        <button type="button" class="button button--small" data-testid="expected-reset" on:click=move |_| expected.reset()>
                            {text!(i18n, inspector.expected.reset)}
                        </button>
                    </div>
                </details>
        </Panel>
    }
}
