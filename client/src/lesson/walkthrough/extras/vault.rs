//! What the payload says and what it does not, beside what the server keeps sealed.

use super::super::{held::use_holding, tour::Tour};
use crate::{
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

/// What was found in the vault.
#[derive(Clone, Debug)]
struct Found {
    profile: Profile,
    /// The row as the database has it; only the lab shows it.
    sealed: Option<SealedProfile>,
}

/// Token and vault, side by side.
#[component]
pub fn Vault() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let kept = Memo::new(move |_| holding.get().is_some_and(|held| held.kept));
    let there = Memo::new(move |_| holding.get().is_some());
    let found = RwSignal::new(None::<Result<Found, ApiError>>);
    // What one found is not for the next.
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
    let shown = move || {
        match found.get()? {
        Ok(found) => Some(rows(&found)),
        Err(error) => Some(
            view! { <p class="small">{Signal::derive(move || messages::api_error(i18n, &error))}</p> }
                .into_any(),
        ),
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
                        <Claims/>
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

/// The claims by name and value: ids, times, roles.
#[component]
fn Claims() -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let claims = Memo::new(move |_| {
        let token = holding.get()?.token?;
        UnverifiedClaims::read(&token).ok()
    });
    part(move || match claims.get() {
        None => {
            view! { <p class="small soft">{text!(i18n, walkthrough.token.sealed)}</p> }.into_any()
        }
        Some(claims) => {
            let values = serde_json::to_value(&*claims).unwrap_or_default();
            let rows = shared::Claims::NAMES
                .iter()
                .map(|&name| row(name.into_any(), shown(&values[name]), None));
            view! { <dl class="vault__rows">{rows.collect_view()}</dl> }.into_any()
        }
    })
}

/// The value of a claim without the quotes and brackets of JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn rows(found: &Found) -> AnyView {
    let i18n = use_i18n();
    let profile = &found.profile;
    let sealed = |column: &str| {
        let columns = &found.sealed.as_ref()?.columns;
        let column = columns.iter().find(|one| one.column == column)?;
        Some(column.sealed.clone())
    };
    let named = [
        ("display_name", profile.display_name.clone()),
        ("email", profile.email.clone()),
        ("phone", profile.phone.clone()),
        ("note", profile.note.clone()),
    ];
    if profile.version == 0 {
        return view! { <p class="small" data-testid="vault-empty">{text!(i18n, learn.vault.empty)}</p> }.into_any();
    }
    let rows: Vec<_> = named
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(column, value)| row(column.into_any(), value, sealed(column)))
        .collect();
    view! {
        <p class="small soft">{text!(i18n, learn.vault.found)}</p>
        <dl class="vault__rows" data-testid="vault-rows">{rows}</dl>
    }
    .into_any()
}

fn row(name: AnyView, value: String, sealed: Option<String>) -> AnyView {
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

async fn look(tour: Tour) -> Result<Found, ApiError> {
    let profile = attach::send(tour.auth, Call::get(paths::PROFILE)).await?;
    let has_lab = untrack(|| tour.offer.has_lab());
    let sealed = if has_lab {
        Some(attach::send(tour.auth, Call::get(paths::LAB_PROFILE)).await?)
    } else {
        None
    };
    Ok(Found { profile, sealed })
}
