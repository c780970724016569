//! Failures, places of a token and devices in the visitor's language.

use crate::{
    auth::Why,
    brand,
    http::ApiError,
    i18n::{I18n, t_string, td_string},
};
use shared::{
    ProblemCode,
    api::{StorageMode, account::Device},
    credentials::{CredentialError, PasswordRules, Username},
    strength::Weakness,
};

/// A sentence for a failed call. Reactive, like all functions here.
pub fn api_error(i18n: I18n, error: &ApiError) -> String {
    let locale = i18n.get_locale();
    match error {
        ApiError::Problem(problem) => problem.weakness.map_or_else(
            || problem_code(i18n, problem.code),
            |weakness| credential_error(i18n, CredentialError::PasswordWeak { weakness }),
        ),
        ApiError::Unreachable => td_string!(locale, auth.error.unreachable).to_owned(),
        ApiError::TimedOut => td_string!(locale, auth.error.timed_out).to_owned(),
        ApiError::NotKept => td_string!(locale, auth.error.not_kept).to_owned(),
        ApiError::SignedOut => td_string!(locale, auth.error.signed_out).to_owned(),
        ApiError::NotLoaded => td_string!(locale, common.part.body).to_owned(),
        ApiError::Unreadable { status } => {
            td_string!(
                locale,
                auth.error.unreadable,
                brand = brand::NAME,
                status = status.to_string()
            )
        }
    }
}

pub fn problem_code(i18n: I18n, code: ProblemCode) -> String {
    let told = match code {
        ProblemCode::MethodNotAllowed => ProblemCode::NotFound,
        // This page sends well-formed JSON of modest size, so the visitor can do nothing about these.
        ProblemCode::MalformedBody
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::BodyTooLarge => ProblemCode::Unknown,
        told => told,
    };
    t_string!(i18n, auth.problem_by_id).text(told.name()).to_owned()
}

/// A sentence for a name or a password that is not accepted.
pub fn credential_error(i18n: I18n, error: CredentialError) -> String {
    let locale = i18n.get_locale();
    match error {
        CredentialError::UsernameTooShort => {
            td_string!(locale, auth.credential.username_too_short, min = Username::MIN.to_string())
        }
        CredentialError::UsernameTooLong => {
            td_string!(locale, auth.credential.username_too_long, max = Username::MAX.to_string())
        }
        CredentialError::UsernameCharacters => {
            td_string!(locale, auth.credential.username_characters).to_owned()
        }
        CredentialError::UsernameStart => {
            td_string!(locale, auth.credential.username_start).to_owned()
        }
        CredentialError::PasswordTooShort { min } => {
            td_string!(locale, auth.credential.password_too_short, min = min.to_string())
        }
        CredentialError::PasswordTooLong => td_string!(
            locale,
            auth.credential.password_too_long,
            max = PasswordRules::MAX.to_string()
        ),
        CredentialError::PasswordWeak { weakness } => {
            td_string!(
                locale,
                auth.credential.password_weak,
                reason = self::weakness(i18n, weakness)
            )
        }
    }
}

/// A sentence for what makes a password easy to guess.
pub fn weakness(i18n: I18n, weakness: Weakness) -> &'static str {
    t_string!(i18n, account.weakness_by_id).text(weakness.name())
}

/// Why the user has to sign in; `None` for the first time.
pub fn why(i18n: I18n, why: Why) -> Option<&'static str> {
    t_string!(i18n, auth.why_by_id).find(why.name()).copied()
}

/// The name of a place to keep the token.
pub fn storage_name(i18n: I18n, mode: StorageMode) -> &'static str {
    t_string!(i18n, auth.storage_by_id).find(mode.name()).map_or("", |texts| texts.name)
}

pub fn storage_risk(i18n: I18n, mode: StorageMode) -> &'static str {
    t_string!(i18n, auth.storage_by_id).find(mode.name()).map_or("", |texts| texts.risk)
}

/// Browser and system, as far as they are known.
pub fn device(i18n: I18n, device: &Device) -> String {
    let locale = i18n.get_locale();
    match (&device.browser, &device.system) {
        (Some(browser), Some(system)) => {
            td_string!(locale, common.device.both, browser = browser, system = system)
        }
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => td_string!(locale, common.device.unknown).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, Table, texts};
    use leptos::prelude::{Owner, RwSignal};
    use shared::{AuditEvent, api::admin::KeyState};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        let modes = StorageMode::ALL.map(StorageMode::name);
        Table::assert_names(&texts::auth::storage_by_id, modes);
        let events = AuditEvent::ALL.into_iter().chain([AuditEvent::Unknown]);
        Table::assert_names(&texts::admin::event_by_id, events.map(AuditEvent::name));
        Table::assert_names(&texts::admin::keys::state_by_id, KeyState::ALL.map(KeyState::name));
        Table::assert_names(&texts::account::weakness_by_id, Weakness::ALL.map(Weakness::name));
        Table::assert_names(&texts::account::meter::score_by_id, ["0", "1", "2", "3", "4"]);
        let whys = Why::ALL.into_iter().filter(|why| *why != Why::NotYet);
        Table::assert_names(&texts::auth::why_by_id, whys.map(Why::name));
        Owner::new().with(|| {
            let i18n = I18n::of(RwSignal::new(Locale::En));
            for code in ProblemCode::ALL {
                assert_ne!(problem_code(i18n, code), "", "{code}");
            }
        });
    }
}
