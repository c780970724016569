//! The roles.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a user may do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Role { $($(#[$doc])* #[serde(rename = $name)] $variant,)* }

        impl Role {
            /// All roles. To give somebody a role, name it: what gives out this list gives out every role
            /// that is added later.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name used in tokens, in the database and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

// The one list of roles: claims, the description of the interface, the command line and the database read it.
roles! {
    /// Use one's own account. Every account has this role.
    User = "user",
    /// Manage users, keys and the audit log.
    Admin = "admin",
}

impl Role {
    /// The role with this [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_json_agree() {
        for role in Role::ALL {
            let json = serde_json::to_string(role).unwrap();
            assert_eq!(json, format!("\"{}\"", role.name()));
            assert_eq!(Role::from_name(role.name()), Some(*role));
            // The database has them in one column with spaces between them.
            assert!(!role.name().is_empty() && !role.name().contains(' '));
        }
        assert_eq!(Role::from_name("root"), None);
    }
}
