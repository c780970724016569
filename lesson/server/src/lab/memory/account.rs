//! The account whose password is guessed.

use crate::lab::keys::word;
use server::auth::{
    per_network::PerNetwork,
    throttle::{ACCOUNT, SITE},
};

/// The one account. Unlike at a real one, tries are counted for each network by itself, whatever the name,
/// so that visitors do not use up each other's, and for each site as at the real login.
pub(in crate::lab) struct Account {
    pub(in crate::lab) password: &'static str,
    pub(in crate::lab) tries: PerNetwork,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            // An attacker guesses one of the first words before any limit comes.
            password: word(ACCOUNT.burst as usize),
            tries: PerNetwork::new(ACCOUNT, SITE),
        }
    }
}
