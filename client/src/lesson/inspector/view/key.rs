//! The key: typed, pasted, or this server's.

use crate::{
    components::{Field, When},
    i18n::{I18n, t_string, text, use_i18n},
    lesson::inspector::{
        key::{KeyFault, KeyFormat, Parsed, SecretEncoding},
        keyring::{KeySource, Served},
        state::InspectorState,
        texts,
    },
    messages,
};
use leptos::prelude::*;

/// Where the key comes from, and the key.
#[component]
pub fn KeyFields(
    /// Where it lies.
    state: InspectorState,
) -> impl IntoView {
    let i18n = use_i18n();
    let keyring = state.keyring;
    let is = move |source: KeySource| Signal::derive(move || keyring.source.get() == source);
    let pasted = keyring.pasted;
    let wrong = Signal::derive(move || {
        let Some(Err(fault)) = keyring.parsed.get() else {
            return None;
        };
        Some(pasted.with(|text| texts::key_fault(i18n, text, &fault)))
    });
    let found = Signal::derive(move || match keyring.parsed.get() {
        Some(Ok(parsed)) if parsed.form != KeyFormat::Secret => Some(described(i18n, &parsed)),
        _ => None,
    });
    let outcome = Signal::derive(move || match keyring.parsed.get() {
        None => "none",
        Some(Ok(_)) => "read",
        Some(Err(fault)) => fault.name(),
    });
    view! {
        <section class="slip" aria-labelledby="key-title" data-testid="key-panel" data-state=outcome>
            <div class="slip__part">
                <h2 class="inspect__title" id="key-title">{text!(i18n, inspector.key.title)}</h2>
                <Sources source=keyring.source/>
                <When so=is(KeySource::Secret)>
                    <Field
                        id="secret"
                        label=text!(i18n, inspector.key.secret)
                        value=keyring.secret
                        autocomplete="off"
                        hint=Signal::derive(move || Some(t_string!(i18n, inspector.key.secret_hint).to_owned()))
                        error=wrong
                    />
                    <FormOfSecret form=keyring.form/>
                </When>
                <When so=is(KeySource::Pasted)>
                    <div class="field">
                        <label class="field__label" for="key">{text!(i18n, inspector.key.pasted)}</label>
                        <textarea
                            class="field__input inspect__key"
                            id="key"
                            data-testid="key"
                            rows="6"
                            spellcheck="false"
                            autocomplete="off"
                            autocapitalize="none"
                            aria-invalid=Signal::derive(move || wrong.get().is_some().to_string())
                            aria-describedby="key-hint key-error"
                            placeholder="-----BEGIN PUBLIC KEY-----"
                            prop:value=pasted
                            on:input=move |event| pasted.set(event_target_value(&event))
                        ></textarea>
                        <p class="field__hint" id="key-hint">{text!(i18n, inspector.key.pasted_hint)}</p>
                        <p class="field__error" id="key-error" data-testid="key-error" aria-live="polite">{wrong}</p>
                    </div>
                </When>
                <When so=is(KeySource::Server)>
                    <FromServer state=state/>
                </When>
                <p class="small" role="status" data-testid="key-found">{found}</p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Sources(source: RwSignal<KeySource>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |one: KeySource| {
        let id = format!("key-source-{}", one.name());
        let label = Signal::derive(move || match one {
            KeySource::Secret => t_string!(i18n, inspector.key.source.secret),
            KeySource::Pasted => t_string!(i18n, inspector.key.source.pasted),
            KeySource::Server => t_string!(i18n, inspector.key.source.server),
        });
        view! {
            <div class="choice choice--inline">
                <input
                    class="choice__input"
                    type="radio"
                    name="key-source"
                    id=id.clone()
                    data-testid=id.clone()
                    prop:checked=Signal::derive(move || source.get() == one)
                    on:change=move |_| source.set(one)
                />
                <label class="choice__label" for=id>{label}</label>
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, inspector.key.source.legend)}</legend>
            {KeySource::ALL.map(option).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn FormOfSecret(form: RwSignal<SecretEncoding>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |one: SecretEncoding| {
        let label = Signal::derive(move || texts::secret_form(i18n, one));
        view! { <option value=one.name() selected=Signal::derive(move || form.get() == one)>{label}</option> }
    };
    let choose = move |event| {
        if let Some(chosen) = SecretEncoding::from_name(&event_target_value(&event)) {
            form.set(chosen);
        }
    };
    view! {
        <div class="row">
            <label class="field__label" for="secret-form">{text!(i18n, inspector.key.form)}</label>
            <select class="select" id="secret-form" data-testid="secret-form" on:change=choose>
                {SecretEncoding::ALL.map(option).into_iter().collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// How far the question for the server's keys has come.
#[component]
fn FromServer(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let keyring = state.keyring;
    let told = Signal::derive(move || match (keyring.served.get(), keyring.parsed.get()) {
        (Served::Unasked | Served::Asking, _) => t_string!(i18n, inspector.key.asking).to_owned(),
        (Served::Failed(error), _) => messages::api_error(i18n, &error),
        (Served::Keys(_), Some(Err(KeyFault::NoKeys))) => {
            t_string!(i18n, inspector.key.no_public).to_owned()
        }
        (Served::Keys(_), _) => String::new(),
    });
    let failed =
        Signal::derive(move || keyring.served.with(|served| matches!(served, Served::Failed(_))));
    view! {
        <p class="small" role="status" data-testid="served-keys">{told}</p>
        <When so=failed>
            <button type="button" class="button button--small" on:click=move |_| keyring.ask()>
                {text!(i18n, inspector.key.again)}
            </button>
        </When>
    }
    .into_any()
}

/// What was read as a key, and what it is good for.
fn described(i18n: I18n, parsed: &Parsed) -> String {
    let form = match &parsed.form {
        KeyFormat::Jwks => {
            let count = parsed.keys.len().to_string();
            return t_string!(i18n, inspector.key.found_set, count = count);
        }
        KeyFormat::Secret | KeyFormat::Jwk => "JWK".to_owned(),
        KeyFormat::Der => "DER".to_owned(),
        KeyFormat::Pem(label) => format!("PEM ({label})"),
    };
    parsed.keys.first().map_or_else(String::new, |key| {
        let kind = texts::key_kind(i18n, key.kind, key.curve.as_deref());
        let found = t_string!(i18n, inspector.key.found_one, kind = kind, form = form);
        let use_ = if key.private {
            t_string!(i18n, inspector.key.private)
        } else {
            t_string!(i18n, inspector.key.public)
        };
        format!("{found} {use_}")
    })
}
