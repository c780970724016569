//! Another tab or browser has saved the profile first.

use super::draft::Draft;
use crate::i18n::{I18n, Locale, t_string, td_string, text, use_i18n};
use leptos::prelude::*;
use shared::api::account::{Profile, ProfileField};

/// Shows what was saved meanwhile, where it differs, and asks what to do with what is typed.
#[component]
pub fn Conflict(
    draft: Draft,
    theirs: Profile,
    /// Called when the question is answered.
    answered: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let differing = differing(&untrack(|| draft.typed()), &theirs);
    let rows = differing.into_iter().map(|(field, value)| {
        view! {
            <div>
                <dt>{Signal::derive(move || field_name(i18n.get_locale(), field))}</dt>
                <dd>{value_or_empty(i18n, value)}</dd>
            </div>
        }
    });
    let theirs = StoredValue::new(theirs);
    let keep = move |_| {
        draft.keep(theirs.get_value());
        answered.run(());
    };
    let take = move |_| {
        draft.take(theirs.get_value());
        answered.run(());
    };
    view! {
        <div class="banner banner--warn" data-testid="profile-conflict">
            <p class="banner__title">{text!(i18n, account.conflict.title)}</p>
            <p>{text!(i18n, account.conflict.body)}</p>
            <dl class="facts" data-testid="conflict-theirs">{rows.collect_view()}</dl>
            <div class="row">
                <button type="button" class="button button--small" data-testid="conflict-keep" on:click=keep>
                    {text!(i18n, account.conflict.keep)}
                </button>
                <button type="button" class="button button--small" data-testid="conflict-take" on:click=take>
                    {text!(i18n, account.conflict.take)}
                </button>
            </div>
        </div>
    }
}

/// The columns in which `theirs` is another, and what it has there.
fn differing(mine: &Profile, theirs: &Profile) -> Vec<(&'static str, String)> {
    let mine = columns(mine);
    let theirs = columns(theirs).into_iter();
    theirs.filter(|(name, value)| !mine.contains(&(name, value.clone()))).collect()
}

/// A profile as the columns of its row, in clear text.
pub fn columns(profile: &Profile) -> [(&'static str, String); 5] {
    let line = |field: &ProfileField| format!("{}: {}", field.name, field.value);
    let more: Vec<String> = profile.more.iter().map(line).collect();
    [
        ("display_name", profile.display_name.clone()),
        ("email", profile.email.clone()),
        ("phone", profile.phone.clone()),
        ("note", profile.note.clone()),
        ("more", more.join("\n")),
    ]
}

fn field_name(locale: Locale, column: &str) -> &'static str {
    match column {
        "display_name" => td_string!(locale, account.profile.display_name),
        "email" => td_string!(locale, account.profile.email),
        "phone" => td_string!(locale, account.profile.phone),
        "note" => td_string!(locale, account.profile.note),
        _ => td_string!(locale, account.profile.more),
    }
}

fn value_or_empty(i18n: I18n, value: String) -> Signal<String> {
    Signal::derive(move || {
        if value.is_empty() {
            t_string!(i18n, account.conflict.empty).to_owned()
        } else {
            value.clone()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_what_differs_is_shown_also_when_it_is_gone() {
        let mine = Profile {
            version: 1,
            email: "ada@example.com".into(),
            note: "same".into(),
            ..Profile::default()
        };
        let theirs = Profile {
            version: 2,
            note: "same".into(),
            more: vec![ProfileField { name: "size".into(), value: "38".into() }],
            ..Profile::default()
        };
        assert_eq!(
            differing(&mine, &theirs),
            [("email", String::new()), ("more", "size: 38".to_owned())]
        );
    }
}
