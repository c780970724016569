//! Types of columns that are more than a text or a number.

use shared::{Role, api::StorageMode};
use std::fmt;

/// A password hash as a PHC string, with its salt and parameters in it.
#[derive(Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct PasswordHash(String);

impl PasswordHash {
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

/// The names of roles with spaces between them. One that this version does not know allows nothing here.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(super) struct RoleNames(String);

impl From<&[Role]> for RoleNames {
    fn from(roles: &[Role]) -> Self {
        let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
        Self(names.join(" "))
    }
}

impl From<RoleNames> for Vec<Role> {
    fn from(RoleNames(names): RoleNames) -> Self {
        names.split(' ').filter_map(Role::from_name).collect()
    }
}

/// The name of a storage mode: where a client keeps the access token.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(super) struct StorageName(String);

impl TryFrom<StorageName> for StorageMode {
    type Error = sqlx::Error;

    fn try_from(StorageName(name): StorageName) -> Result<Self, sqlx::Error> {
        let unknown = || sqlx::Error::Decode(format!("{name:?} is no storage mode").into());
        Self::from_name(&name).ok_or_else(unknown)
    }
}
