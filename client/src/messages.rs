//! Failures, places of a token and devices in the visitor's language.

use crate::{
    auth::Why,
    brand,
    http::ApiError,
    i18n::{I18n, td_string},
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

/// A sentence for a problem code.
pub fn problem_code(i18n: I18n, code: ProblemCode) -> String {
    let locale = i18n.get_locale();
    match code {
        ProblemCode::UsernameTaken => td_string!(locale, auth.problem.username_taken),
        ProblemCode::WrongCredentials => td_string!(locale, auth.problem.wrong_credentials),
        ProblemCode::ProfileChanged => td_string!(locale, auth.problem.profile_changed),
        ProblemCode::RotationPending => td_string!(locale, auth.problem.rotation_pending),
        ProblemCode::OwnAccount => td_string!(locale, auth.problem.own_account),
        ProblemCode::GuestAccount => td_string!(locale, auth.problem.guest_account),
        ProblemCode::WrongPassword => td_string!(locale, auth.problem.wrong_password),
        ProblemCode::TooManyAttempts => td_string!(locale, auth.problem.too_many_attempts),
        ProblemCode::CrossSite => td_string!(locale, auth.problem.cross_site),
        ProblemCode::TokenMissing => td_string!(locale, auth.problem.token_missing),
        ProblemCode::TokenRequestInvalid => td_string!(locale, auth.problem.token_request_invalid),
        ProblemCode::TokenInvalid => td_string!(locale, auth.problem.token_invalid),
        ProblemCode::TokenExpired => td_string!(locale, auth.problem.token_expired),
        ProblemCode::SessionEnded => td_string!(locale, auth.problem.session_ended),
        ProblemCode::RefreshRefused => td_string!(locale, auth.problem.refresh_refused),
        ProblemCode::RefreshReused => td_string!(locale, auth.problem.refresh_reused),
        ProblemCode::InsufficientScope => td_string!(locale, auth.problem.insufficient_scope),
        ProblemCode::Busy => td_string!(locale, auth.problem.busy),
        ProblemCode::Unavailable => td_string!(locale, auth.problem.unavailable),
        ProblemCode::Timeout => td_string!(locale, auth.problem.timeout),
        ProblemCode::Internal => td_string!(locale, auth.problem.internal),
        ProblemCode::InvalidField => td_string!(locale, auth.problem.invalid_field),
        ProblemCode::NotFound | ProblemCode::MethodNotAllowed => {
            td_string!(locale, auth.problem.not_found)
        }
        // This page sends well-formed JSON of modest size, so the visitor can do nothing about these.
        ProblemCode::MalformedBody
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::BodyTooLarge
        | ProblemCode::Unknown => td_string!(locale, auth.problem.unknown),
    }
    .to_owned()
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
            td_string!(locale, account.weakness.refused, reason = self::weakness(i18n, weakness))
        }
    }
}

/// A sentence for what makes a password easy to guess.
pub fn weakness(i18n: I18n, weakness: Weakness) -> &'static str {
    let locale = i18n.get_locale();
    match weakness {
        Weakness::Common => td_string!(locale, account.weakness.common),
        Weakness::Context => td_string!(locale, account.weakness.context),
        Weakness::Repeat => td_string!(locale, account.weakness.repeat),
        Weakness::Sequence => td_string!(locale, account.weakness.sequence),
        Weakness::Keyboard => td_string!(locale, account.weakness.keyboard),
        Weakness::Date => td_string!(locale, account.weakness.date),
        Weakness::Name => td_string!(locale, account.weakness.name),
        Weakness::Word => td_string!(locale, account.weakness.word),
        Weakness::Short => td_string!(locale, account.weakness.short),
    }
}

/// Why the user has to sign in; `None` for the first time.
pub fn why(i18n: I18n, why: Why) -> Option<&'static str> {
    let locale = i18n.get_locale();
    match why {
        Why::NotYet => None,
        Why::SignedOut => Some(td_string!(locale, auth.why.signed_out)),
        Why::Expired => Some(td_string!(locale, auth.why.expired)),
        Why::Ended => Some(td_string!(locale, auth.why.ended)),
        Why::Refused => Some(td_string!(locale, auth.why.refused)),
        Why::Elsewhere => Some(td_string!(locale, auth.why.elsewhere)),
        Why::Deleted => Some(td_string!(locale, account.delete.done)),
    }
}

/// The name of a place to keep the token.
pub fn storage_name(i18n: I18n, mode: StorageMode) -> &'static str {
    let locale = i18n.get_locale();
    match mode {
        StorageMode::Memory => td_string!(locale, auth.storage.memory.name),
        StorageMode::LocalStorage => td_string!(locale, auth.storage.local_storage.name),
        StorageMode::Cookie => td_string!(locale, auth.storage.cookie.name),
        StorageMode::HttpOnlyCookie => td_string!(locale, auth.storage.http_only_cookie.name),
    }
}

/// The risk of keeping the token there.
pub fn storage_risk(i18n: I18n, mode: StorageMode) -> &'static str {
    let locale = i18n.get_locale();
    match mode {
        StorageMode::Memory => td_string!(locale, auth.storage.memory.risk),
        StorageMode::LocalStorage => td_string!(locale, auth.storage.local_storage.risk),
        StorageMode::Cookie => td_string!(locale, auth.storage.cookie.risk),
        StorageMode::HttpOnlyCookie => td_string!(locale, auth.storage.http_only_cookie.risk),
    }
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
