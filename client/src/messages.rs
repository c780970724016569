//! What went wrong, in the visitor's language.

use crate::{
    auth::Why,
    http::ApiError,
    i18n::{I18nKeys, Locale, t_string},
    preferences::locale_name,
};
use leptos_i18n::I18nContext;
use shared::{
    ProblemCode, UnixSeconds,
    api::StorageMode,
    credentials::{CredentialError, PasswordRules, Username},
};

type I18n = I18nContext<Locale, I18nKeys>;

/// A sentence for a failed call. Reactive: it changes with the language.
#[must_use]
pub fn api_error(i18n: I18n, error: &ApiError) -> String {
    match error {
        ApiError::Problem(problem) => problem_code(i18n, problem.code),
        ApiError::Unreachable => t_string!(i18n, auth.error.unreachable).to_owned(),
        ApiError::TimedOut => t_string!(i18n, auth.error.timed_out).to_owned(),
        ApiError::NotKept => t_string!(i18n, auth.error.not_kept).to_owned(),
        ApiError::SignedOut => t_string!(i18n, auth.error.signed_out).to_owned(),
        ApiError::Unreadable { status } => {
            t_string!(i18n, auth.error.unreadable, status = status.to_string())
        }
    }
}

/// A sentence for a problem code.
#[must_use]
pub fn problem_code(i18n: I18n, code: ProblemCode) -> String {
    match code {
        ProblemCode::UsernameTaken => t_string!(i18n, auth.problem.username_taken),
        ProblemCode::WrongCredentials => t_string!(i18n, auth.problem.wrong_credentials),
        ProblemCode::CrossSite => t_string!(i18n, auth.problem.cross_site),
        ProblemCode::TokenMissing => t_string!(i18n, auth.problem.token_missing),
        ProblemCode::TokenRequestInvalid => t_string!(i18n, auth.problem.token_request_invalid),
        ProblemCode::TokenInvalid => t_string!(i18n, auth.problem.token_invalid),
        ProblemCode::TokenExpired => t_string!(i18n, auth.problem.token_expired),
        ProblemCode::SessionEnded => t_string!(i18n, auth.problem.session_ended),
        ProblemCode::RefreshRefused => t_string!(i18n, auth.problem.refresh_refused),
        ProblemCode::RefreshReused => t_string!(i18n, auth.problem.refresh_reused),
        ProblemCode::InsufficientScope => t_string!(i18n, auth.problem.insufficient_scope),
        ProblemCode::Busy => t_string!(i18n, auth.problem.busy),
        ProblemCode::Unavailable => t_string!(i18n, auth.problem.unavailable),
        ProblemCode::Timeout => t_string!(i18n, auth.problem.timeout),
        ProblemCode::Internal => t_string!(i18n, auth.problem.internal),
        ProblemCode::InvalidField => t_string!(i18n, auth.problem.invalid_field),
        ProblemCode::NotFound | ProblemCode::MethodNotAllowed => {
            t_string!(i18n, auth.problem.not_found)
        }
        // This page sends well-formed JSON of modest size: whatever these mean, it is not the visitor's.
        ProblemCode::MalformedBody
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::BodyTooLarge
        | ProblemCode::Unknown => t_string!(i18n, auth.problem.unknown),
    }
    .to_owned()
}

/// A sentence for a name or a password that is not accepted.
#[must_use]
pub fn credential_error(i18n: I18n, error: CredentialError) -> String {
    match error {
        CredentialError::UsernameTooShort => {
            t_string!(
                i18n,
                auth.credential.username_too_short,
                min = Username::MIN.to_string()
            )
        }
        CredentialError::UsernameTooLong => {
            t_string!(
                i18n,
                auth.credential.username_too_long,
                max = Username::MAX.to_string()
            )
        }
        CredentialError::UsernameCharacters => {
            t_string!(i18n, auth.credential.username_characters).to_owned()
        }
        CredentialError::UsernameStart => {
            t_string!(i18n, auth.credential.username_start).to_owned()
        }
        CredentialError::PasswordTooShort { min } => {
            t_string!(
                i18n,
                auth.credential.password_too_short,
                min = min.to_string()
            )
        }
        CredentialError::PasswordTooLong => t_string!(
            i18n,
            auth.credential.password_too_long,
            max = PasswordRules::MAX.to_string()
        ),
    }
}

/// Why one is asked to sign in, where there is something to say.
#[must_use]
pub fn why(i18n: I18n, why: Why) -> Option<&'static str> {
    match why {
        Why::NotYet => None,
        Why::SignedOut => Some(t_string!(i18n, auth.why.signed_out)),
        Why::Expired => Some(t_string!(i18n, auth.why.expired)),
        Why::Ended => Some(t_string!(i18n, auth.why.ended)),
        Why::Refused => Some(t_string!(i18n, auth.why.refused)),
        Why::Elsewhere => Some(t_string!(i18n, auth.why.elsewhere)),
    }
}

/// The name of a place to keep the token.
#[must_use]
pub fn storage_name(i18n: I18n, mode: StorageMode) -> &'static str {
    match mode {
        StorageMode::Memory => t_string!(i18n, auth.storage.memory.name),
        StorageMode::LocalStorage => t_string!(i18n, auth.storage.local_storage.name),
        StorageMode::Cookie => t_string!(i18n, auth.storage.cookie.name),
        StorageMode::HttpOnlyCookie => t_string!(i18n, auth.storage.http_only_cookie.name),
    }
}

/// What it means to keep the token there, in one honest sentence.
#[must_use]
pub fn storage_risk(i18n: I18n, mode: StorageMode) -> &'static str {
    match mode {
        StorageMode::Memory => t_string!(i18n, auth.storage.memory.risk),
        StorageMode::LocalStorage => t_string!(i18n, auth.storage.local_storage.risk),
        StorageMode::Cookie => t_string!(i18n, auth.storage.cookie.risk),
        StorageMode::HttpOnlyCookie => t_string!(i18n, auth.storage.http_only_cookie.risk),
    }
}

/// A point in time in the visitor's language and time zone.
#[expect(
    clippy::cast_precision_loss,
    reason = "seconds since 1970 stay exact in f64 for as long as a token can mean them"
)]
#[must_use]
pub fn date_time(i18n: I18n, time: UnixSeconds) -> String {
    let date = js_sys::Date::new(&(time.0 as f64 * 1000.0).into());
    let language = locale_name(i18n.get_locale());
    date.to_locale_string(language, &wasm_bindgen::JsValue::UNDEFINED)
        .into()
}
