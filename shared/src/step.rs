//! The seven steps of a login with a JWT, the vocabulary of the whole project.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One of the seven steps.
///
/// Its name is the name of the source file that does it, on the side where it happens, and of the tracing
/// field in the server's logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Step {
    /// The user sends a name and a password.
    Login,
    /// The server checks them and makes the token: header, payload, signature.
    Issue,
    /// The browser keeps the token.
    Store,
    /// The browser sends the token with every request.
    Attach,
    /// The server checks the token before it believes it.
    Verify,
    /// The verified request gets its answer.
    Handle,
    /// Past its expiry the token is refused, and the user renews it or signs in again.
    Expire,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 7] = [
        Self::Login,
        Self::Issue,
        Self::Store,
        Self::Attach,
        Self::Verify,
        Self::Handle,
        Self::Expire,
    ];

    /// The name used in files, logs and links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Issue => "issue",
            Self::Store => "store",
            Self::Attach => "attach",
            Self::Verify => "verify",
            Self::Handle => "handle",
            Self::Expire => "expire",
        }
    }

    /// The step's place in the order, from 1 to 7.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The step with this [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_json_agree() {
        for (index, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!(step.number(), index + 1);
            assert_eq!(Step::from_name(&step.to_string()), Some(step));
            assert_eq!(serde_json::to_string(&step).unwrap(), format!("\"{}\"", step.name()));
        }
        assert_eq!(Step::from_name("logout"), None);
    }
}
