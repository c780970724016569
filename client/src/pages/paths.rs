//! The paths of the login's pages.

/// The home page. Where the program has none, [`brand::HOME`](crate::brand::HOME) is shown.
pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_UP: &str = "/sign-up";
pub const ACCOUNT: &str = "/account";
pub const ADMIN: &str = "/admin";
pub const ADMIN_USERS: &str = "/admin/users";
pub const ADMIN_KEYS: &str = "/admin/keys";
pub const ADMIN_AUDIT: &str = "/admin/audit";
