//! The profile vault: seals the profile of a user before it reaches the database. No token has any of it.
//!
//! Each value is sealed for its column and its user, so that it opens nowhere else. It has the id of its key, so that
//! the error can tell a lost key from a changed value.

use crate::{
    db::profiles::SealedRow,
    error::AppError,
    keys::{
        root::VAULT_KEY_ID,
        sealed::{RowField, Sealer},
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use shared::{
    api::account::{Profile, ProfileField},
    compact::base64url,
};

/// Seals and opens profiles.
pub struct Vault {
    sealer: Sealer,
    key_id: String,
}

/// Why a profile does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Another root key sealed it.
    #[error(
        "profiles.{column} of user {user_id} was sealed with the vault key {found}, and the root key of today makes {expected}; put the root key back that was there before"
    )]
    OtherKey {
        column: &'static str,
        user_id: String,
        /// The id of the key that sealed the value.
        found: String,
        /// The id of the vault's key.
        expected: String,
    },
    /// The value was changed, or moved from another row or column.
    #[error(
        "profiles.{column} of user {user_id} is not what this server sealed there; take the row from a backup"
    )]
    Changed { column: &'static str, user_id: String },
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        Self::internal(error)
    }
}

impl Vault {
    pub fn new(key: &[u8; 32]) -> Self {
        let labelled = [VAULT_KEY_ID.as_bytes(), b"\0", key].concat();
        let fingerprint = digest(&SHA256, &labelled);
        Self { sealer: Sealer::new(key), key_id: base64url(&fingerprint.as_ref()[..KEY_ID_BYTES]) }
    }

    /// The row of a profile. Empty fields are NULL.
    pub fn seal(&self, user_id: &str, profile: &Profile) -> SealedRow {
        let seal = |column, text: &str| {
            let sealed = || self.sealer.seal(field(column, user_id), text.as_bytes());
            (!text.is_empty()).then(|| format!("{}.{}", self.key_id, sealed()))
        };
        let more = if profile.more.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&profile.more).expect("texts are JSON")
        };
        SealedRow {
            version: profile.version,
            display_name: seal("display_name", &profile.display_name),
            email: seal("email", &profile.email),
            phone: seal("phone", &profile.phone),
            note: seal("note", &profile.note),
            more: seal("more", &more),
        }
    }

    /// The profile in a row of this user. A value that does not open is an error and never an empty field, because the
    /// user would save the empty field over it.
    pub fn open(&self, user_id: &str, row: &SealedRow) -> Result<Profile, VaultError> {
        let open = |column, stored: &Option<String>| match stored {
            Some(stored) => self.open_column(column, user_id, stored),
            None => Ok(String::new()),
        };
        let more = open("more", &row.more)?;
        let more: Vec<ProfileField> = if more.is_empty() {
            vec![]
        } else {
            serde_json::from_str(&more).map_err(|_| changed("more", user_id))?
        };
        Ok(Profile {
            version: row.version,
            display_name: open("display_name", &row.display_name)?,
            email: open("email", &row.email)?,
            phone: open("phone", &row.phone)?,
            note: open("note", &row.note)?,
            more,
        })
    }

    fn open_column(
        &self,
        column: &'static str,
        user_id: &str,
        stored: &str,
    ) -> Result<String, VaultError> {
        let unreadable = || changed(column, user_id);
        let (key_id, sealed) = stored.split_once('.').ok_or_else(unreadable)?;
        if key_id != self.key_id {
            return Err(VaultError::OtherKey {
                column,
                user_id: user_id.into(),
                found: key_id.into(),
                expected: self.key_id.clone(),
            });
        }
        let clear = self.sealer.open(field(column, user_id), sealed);
        let clear = clear.ok_or_else(unreadable)?;
        str::from_utf8(&clear).map(Into::into).map_err(|_| unreadable())
    }
}

/// Enough for the ids of the root keys of one server to differ.
const KEY_ID_BYTES: usize = 6;

fn changed(column: &'static str, user_id: &str) -> VaultError {
    VaultError::Changed { column, user_id: user_id.into() }
}

fn field<'a>(column: &'a str, user_id: &'a str) -> RowField<'a> {
    RowField { table: "profiles", column, row: user_id }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Profile {
        Profile {
            version: 3,
            display_name: "에이다 Lovelace".into(),
            email: "ada@example.com".into(),
            phone: "+82 2 123 4567".into(),
            note: "two\nlines".into(),
            more: vec![ProfileField { name: "shoe size".into(), value: "38".into() }],
        }
    }

    #[test]
    fn s47_a_profile_opens_for_its_user_only() {
        let vault = Vault::new(&[1; 32]);
        let row = vault.seal("ada", &full());
        assert_eq!(vault.open("ada", &row).unwrap(), full());
        let moved = vault.open("bob", &row).unwrap_err();
        assert_eq!(moved, changed("more", "bob"));
    }

    #[test]
    fn s47_a_value_opens_in_its_column_only() {
        let vault = Vault::new(&[1; 32]);
        let mut row = vault.seal("ada", &full());
        row.email = row.phone.clone();
        assert_eq!(vault.open("ada", &row), Err(changed("email", "ada")));
    }

    #[test]
    fn s47_an_empty_profile_stores_nothing_and_the_same_text_never_looks_the_same() {
        let vault = Vault::new(&[1; 32]);
        let empty = vault.seal("ada", &Profile::default());
        assert_eq!(empty, SealedRow::default());
        assert_eq!(vault.open("ada", &empty).unwrap(), Profile::default());
        assert_ne!(vault.seal("ada", &full()), vault.seal("ada", &full()));
    }

    /// Another program computed the id: SHA-256 of the label, a zero byte and the key.
    #[test]
    fn s47_a_key_has_the_id_that_it_had_in_the_first_version() {
        let vault = Vault::new(&[1; 32]);
        assert_eq!(
            &*vault.key_id, "7XuiiAho",
            "the profiles that are there have another id in front of them; change nothing of how it is made"
        );
    }

    #[test]
    fn s47_a_lost_key_is_told_and_hides_nothing() {
        let row = Vault::new(&[1; 32]).seal("ada", &full());
        let told = Vault::new(&[2; 32]).open("ada", &row).unwrap_err();
        assert!(matches!(told, VaultError::OtherKey { .. }));
        assert!(told.to_string().contains("put the root key back"), "{told}");
    }
}
