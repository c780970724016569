//! The claims of the token beside the profile, which the database has only sealed.

use super::super::state::{Tour, use_current_token};
use crate::{
    account::profile::conflict::columns,
    auth::attach,
    components::{When, part},
    http::{ApiError, Call},
    i18n::{text, use_i18n},
    messages,
    pages::paths as pages,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{SealedProfile, paths};
use serde_json::Value;
use shared::{UnverifiedClaims, api::account::Profile};

#[derive(Clone, Debug)]
struct VaultContent {
    profile: Profile,
    /// The row as the database has it, which a server with the lab shows.
    sealed: Option<SealedProfile>,
}

pub fn vault() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let kept = current.is_kept();
    let there = Signal::derive(move || current.get().is_some());
    let found = RwSignal::new(None::<Result<VaultContent, ApiError>>);
    // The next user of this page must not see the profile.
    Effect::new(move || {
        if !kept.get() {
            found.set(None);
        }
    });
    let look = move |_| {
        spawn_local(async move {
            let result = look(tour).await;
            found.try_set(Some(result));
        });
    };
    let shown = move || match found.get()? {
        Ok(found) => Some(rows(&found)),
        Err(error) => {
            let sentence = Signal::derive(move || messages::api_error(i18n, &error));
            Some(view! { <p class="small">{sentence}</p> }.into_any())
        }
    };
    view! {
        <When so=Signal::derive(move || !there.get())>
            <p class="small soft">{text!(i18n, walkthrough.panel.need_token)}</p>
        </When>
        <When so=there>
            <div class="tabbed__content" data-testid="vault">
                <p class="small soft">{text!(i18n, learn.vault.lead)}</p>
                <div class="vault">
                    <div class="vault__side vault__side--token">
                        <p class="serial">{text!(i18n, learn.vault.token)}</p>
                        {claims()}
                    </div>
                    <div class="vault__side">
                        <p class="serial">{text!(i18n, learn.vault.sealed)}</p>
                        <When so=kept>
                            <button type="button" class="button button--small" data-testid="vault-open" on:click=look>
                                {text!(i18n, learn.vault.open)}
                            </button>
                        </When>
                        <When so=Signal::derive(move || !kept.get())>
                            <p class="small soft">{text!(i18n, learn.vault.first)}</p>
                        </When>
                        <div role="status">{part(shown)}</div>
                        <p class="small"><a href=pages::ACCOUNT>{text!(i18n, learn.vault.account)}</a></p>
                    </div>
                </div>
            </div>
        </When>
    }
    .into_any()
}

fn claims() -> AnyView {
    let i18n = use_i18n();
    let current = use_current_token();
    let claims = Memo::new(move |_| UnverifiedClaims::read(&current.text()?).ok());
    part(move || match claims.get() {
        None => {
            view! { <p class="small soft">{text!(i18n, walkthrough.token.sealed)}</p> }.into_any()
        }
        Some(claims) => {
            let values = serde_json::to_value(&*claims).unwrap_or_default();
            let rows =
                shared::Claims::NAMES.iter().map(|&name| row(name, shown(&values[name]), None));
            view! { <dl class="vault__rows">{rows.collect_view()}</dl> }.into_any()
        }
    })
    .into_any()
}

/// The value of a claim without the quotes and brackets of JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn rows(found: &VaultContent) -> AnyView {
    let i18n = use_i18n();
    let profile = &found.profile;
    let sealed = |column: &str| {
        let columns = &found.sealed.as_ref()?.columns;
        let column = columns.iter().find(|one| one.column == column)?;
        Some(column.sealed.clone())
    };
    if profile.version == 0 {
        return view! { <p class="small" data-testid="vault-empty">{text!(i18n, learn.vault.empty)}</p> }.into_any();
    }
    let rows = columns(profile)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(column, value)| row(column, value, sealed(column)))
        .collect_view();
    view! {
        <p class="small soft">{text!(i18n, learn.vault.found)}</p>
        <dl class="vault__rows" data-testid="vault-rows">{rows}</dl>
    }
    .into_any()
}

fn row(name: &'static str, value: String, sealed: Option<String>) -> AnyView {
    let sealed = sealed.map(|sealed| view! { <dd class="vault__seal">{sealed}</dd> });
    view! {
        <div>
            <dt><code>{name}</code></dt>
            <dd>{value}</dd>
            {sealed}
        </div>
    }
    .into_any()
}

async fn look(tour: Tour) -> Result<VaultContent, ApiError> {
    let profile = attach::send(tour.auth, Call::get(paths::PROFILE)).await?;
    let has_lab = untrack(|| tour.offer.has_lab());
    let sealed = if has_lab {
        Some(attach::send(tour.auth, Call::get(paths::LAB_PROFILE)).await?)
    } else {
        None
    };
    Ok(VaultContent { profile, sealed })
}
