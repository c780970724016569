//! The key: typed, pasted, or this server's.

use super::panel::{Panel, select};
use crate::{
    components::{Field, When, radio},
    i18n::{I18n, t_string, text, use_i18n},
    lesson::inspector::{
        key::{KeyFault, KeyFormat, ParsedKeys, SecretEncoding},
        keyring::{KeySource, Keyring},
        state::InspectorState,
        texts,
    },
    messages,
};
use leptos::prelude::*;
use strum::VariantArray;

#[component]
pub fn KeyFields(state: InspectorState) -> impl IntoView {
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
        Some(Ok(parsed)) if parsed.format != KeyFormat::Secret => Some(described(i18n, &parsed)),
        _ => None,
    });
    let outcome = Signal::derive(move || match keyring.parsed.get() {
        None => "none",
        Some(Ok(_)) => "read",
        Some(Err(fault)) => fault.into_str(),
    });
    let encoding_name = move |one| Signal::derive(move || texts::secret_encoding(i18n, one));
    view! {
        <Panel id="key" title=text!(i18n, inspector.key.title) testid="key-panel" state=outcome>
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
                    <div class="row">
                        <label class="field__label" for="secret-form">{text!(i18n, inspector.key.form)}</label>
                        {select("secret-form", keyring.encoding, SecretEncoding::VARIANTS, encoding_name)}
                    </div>
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
                    <FromServer keyring=keyring/>
                </When>
                <p class="small" role="status" data-testid="key-found">{found}</p>
        </Panel>
    }
}

#[component]
fn Sources(source: RwSignal<KeySource>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |one: KeySource| {
        let id = format!("key-source-{}", one.into_str());
        let label = Signal::derive(move || {
            t_string!(i18n, inspector.key.source_by_id).text(one.into_str())
        });
        view! {
            <div class="choice choice--inline">
                {radio(id, "key-source", label, source, one, None)}
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, inspector.key.source)}</legend>
            {KeySource::VARIANTS.iter().copied().map(option).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn FromServer(keyring: Keyring) -> impl IntoView {
    let i18n = use_i18n();
    let answer = Signal::derive(move || {
        keyring.server.value().get().filter(|_| !keyring.server.pending().get())
    });
    let told = Signal::derive(move || match (answer.get(), keyring.parsed.get()) {
        (None, _) => t_string!(i18n, inspector.key.asking).to_owned(),
        (Some(Err(error)), _) => messages::api_error(i18n, &error),
        (Some(Ok(_)), Some(Err(KeyFault::NoKeys))) => {
            t_string!(i18n, inspector.key.no_public).to_owned()
        }
        (Some(Ok(_)), _) => String::new(),
    });
    let failed = Signal::derive(move || matches!(answer.get(), Some(Err(_))));
    view! {
        <p class="small" role="status" data-testid="served-keys">{told}</p>
        <When so=failed>
            <button type="button" class="button button--small" on:click=move |_| { keyring.server.dispatch(()); }>
                {text!(i18n, inspector.key.again)}
            </button>
        </When>
    }
    .into_any()
}

/// The kind of the key, and whether it can sign.
fn described(i18n: I18n, parsed: &ParsedKeys) -> String {
    let format = match &parsed.format {
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
        let found = t_string!(i18n, inspector.key.found_one, kind = kind, form = format);
        let use_ = if key.private {
            t_string!(i18n, inspector.key.private)
        } else {
            t_string!(i18n, inspector.key.public)
        };
        format!("{found} {use_}")
    })
}
