//! Guest accounts: many people sign in with the same one, so none of them may change it.

use crate::error::AppError;
use shared::ProblemCode;
use std::sync::{Arc, OnceLock};

/// The names of the guest accounts. There are none unless the program that serves the login adds them.
#[derive(Clone, Debug, Default)]
pub struct Guests(Arc<OnceLock<Vec<String>>>);

impl Guests {
    /// Makes these accounts guest accounts. Only the first call counts.
    pub fn set(&self, usernames: Vec<String>) {
        let _ = self.0.set(usernames);
    }

    /// Whether many people share this account.
    pub fn include(&self, username: &str) -> bool {
        self.0.get().is_some_and(|guests| guests.iter().any(|guest| guest == username))
    }

    pub fn is_empty(&self) -> bool {
        self.0.get().is_none_or(Vec::is_empty)
    }

    /// Refuses what would change the account for all who share it.
    pub(crate) fn refuse(&self, username: &str) -> Result<(), AppError> {
        if self.include(username) {
            return Err(AppError::new(
                ProblemCode::GuestAccount,
                "many people sign in with this account, so it stays as it is; try it with one of your own",
            ));
        }
        Ok(())
    }
}
