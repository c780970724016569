//! What stands in a column and is more than a text or a number.

use shared::{Role, api::StorageMode};
use std::fmt;

/// A password hash as a PHC string, with its salt and parameters in it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a PHC string.
    pub const fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Roles stand in one column with spaces between them. One that this version does not know allows
/// nothing here.
pub(super) fn read_roles(names: &str) -> Vec<Role> {
    names.split(' ').filter_map(Role::from_name).collect()
}

/// Roles as the column has them.
pub(super) fn write_roles(roles: &[Role]) -> String {
    let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
    names.join(" ")
}

/// Reads where a client keeps the access token.
pub(super) fn read_storage(name: &str) -> Result<StorageMode, sqlx::Error> {
    StorageMode::from_name(name)
        .ok_or_else(|| sqlx::Error::Decode(format!("{name:?} is no storage mode").into()))
}
