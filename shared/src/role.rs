//! The roles.

// The one list of roles: claims, the description of the interface, the command line and the database read it.
// Give a user a role by its variant. Code that gives out `ALL` gives out every role that is added later.
crate::named_enum! {
    /// What a user may do.
    pub enum Role {
        /// Use one's own account. Every account has this role.
        User = "user",
        /// Manage users, keys and the audit log.
        Admin = "admin",
    }
}
