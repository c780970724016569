//! Rules for names and passwords, the same in the form and behind it.

use crate::strength::Weakness;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// A user name: 3 to 32 of `a–z`, `0–9`, `.`, `_`, `-`, starting with a letter or digit.
///
/// Kept in lower case, so that `Ada` and `ada` cannot be two people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Fewest characters.
    pub const MIN: usize = 3;
    /// Most characters.
    pub const MAX: usize = 32;

    /// Reads a name as it was typed: white space around it is dropped, capitals become small. The error names the
    /// first rule that the name breaks.
    pub fn parse(typed: &str) -> Result<Self, CredentialError> {
        let name = typed.trim().to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        match name.chars().count() {
            n if n < Self::MIN => Err(CredentialError::UsernameTooShort),
            n if n > Self::MAX => Err(CredentialError::UsernameTooLong),
            _ if !name.chars().all(allowed) => Err(CredentialError::UsernameCharacters),
            _ if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                Err(CredentialError::UsernameStart)
            }
            _ => Ok(Self(name)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A password as it was typed. It is wiped from memory when dropped and never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Password))]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes what was typed; nothing is trimmed, because spaces belong to a password.
    pub fn new(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }

    /// The characters, for the code that hashes them.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// How long a new password has to be (NIST SP 800-63B-4 §3.1.1). There are no rules about its
/// composition. How hard it is to guess is another question: [`strength`](crate::strength).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// Fewest characters (Unicode code points); 15 where the password is the only factor.
    pub min: u32,
}

impl PasswordRules {
    /// Most characters. A longer password is refused, never cut.
    pub const MAX: u32 = 128;
    /// The lowest [`min`](Self::min) that can be configured.
    pub const LOWEST_MIN: u32 = 8;

    /// Checks the length of a new password in code points. The error says whether it is too short or too long.
    pub fn check(self, password: &str) -> Result<(), CredentialError> {
        match u32::try_from(password.chars().count()).unwrap_or(u32::MAX) {
            n if n < self.min => Err(CredentialError::PasswordTooShort { min: self.min }),
            n if n > Self::MAX => Err(CredentialError::PasswordTooLong),
            _ => Ok(()),
        }
    }
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self { min: 15 }
    }
}

/// Why a name or a new password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    #[error("a user name has at least {} characters", Username::MIN)]
    UsernameTooShort,
    #[error("a user name has at most {} characters", Username::MAX)]
    UsernameTooLong,
    #[error("a user name is made of the letters a to z, digits, '.', '_' and '-'")]
    UsernameCharacters,
    #[error("a user name starts with a letter or a digit")]
    UsernameStart,
    #[error("a password has at least {min} characters; a few words in a row are easy to remember")]
    PasswordTooShort { min: u32 },
    #[error("a password has at most {} characters", PasswordRules::MAX)]
    PasswordTooLong,
    #[error(
        "this password is easy to guess: {}; a few words that have nothing to do with each other are not",
        weakness.sentence()
    )]
    PasswordWeak { weakness: Weakness },
}

impl CredentialError {
    /// The request field that it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::UsernameTooShort
            | Self::UsernameTooLong
            | Self::UsernameCharacters
            | Self::UsernameStart => "username",
            Self::PasswordTooShort { .. } | Self::PasswordTooLong | Self::PasswordWeak { .. } => {
                "password"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_folded_and_checked() {
        assert_eq!(Username::parse("  Ada.L-1 ").unwrap().to_string(), "ada.l-1");
        for length in [3, 32] {
            let name = "a".repeat(length);
            assert_eq!(Username::parse(&name).unwrap().as_str(), name);
        }
        for (typed, why) in [
            ("", CredentialError::UsernameTooShort),
            ("ab", CredentialError::UsernameTooShort),
            (&*"a".repeat(33), CredentialError::UsernameTooLong),
            ("ada lovelace", CredentialError::UsernameCharacters),
            ("아다러브", CredentialError::UsernameCharacters),
            ("ada\0", CredentialError::UsernameCharacters),
            (".ada", CredentialError::UsernameStart),
        ] {
            assert_eq!(Username::parse(typed), Err(why), "{typed:?}");
            assert_eq!(why.field(), "username");
        }
    }

    #[test]
    fn s23_password_length_counts_code_points_and_nothing_is_cut() {
        let rules = PasswordRules::default();
        assert!(rules.check("비밀번호는열다섯글자이상입니다").is_ok());
        let short = Err(CredentialError::PasswordTooShort { min: 15 });
        assert_eq!(rules.check("fourteen chars"), short);
        assert!(rules.check(&"é".repeat(128)).is_ok());
        assert_eq!(rules.check(&"é".repeat(129)), Err(CredentialError::PasswordTooLong));
        assert_eq!(CredentialError::PasswordTooLong.field(), "password");
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = Password::new(" canary ".into());
        assert_eq!(format!("{password:?}"), "Password(…)");
        assert_eq!(password.reveal(), " canary ");
    }
}
