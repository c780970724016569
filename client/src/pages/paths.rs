//! The paths of pages that other pages link to.

/// The home page. Where the program has none, [`brand::HOME`](crate::brand::HOME) is shown.
pub const HOME: &str = "/";
/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// Sign up.
pub const SIGN_UP: &str = "/sign-up";
/// The account, for those who are signed in.
pub const ACCOUNT: &str = "/account";
/// The pages for admins.
pub const ADMIN: &str = "/admin";
/// The users.
pub const ADMIN_USERS: &str = "/admin/users";
/// The signing keys.
pub const ADMIN_KEYS: &str = "/admin/keys";
/// What was written down.
pub const ADMIN_AUDIT: &str = "/admin/audit";
