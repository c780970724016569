//! The pages of one file each. The account, the pages for admins and the lesson have folders of their own.

pub(crate) mod later;
pub mod next;
pub mod not_found;
pub mod sign_in;
pub mod sign_up;

pub(crate) use later::{account, admin, inspector, lab, not_found, sign_in, sign_up, when_not};
pub use next::{keep_next, leave_when_signed_in, next_path, sign_in_path};
pub use not_found::NotFound;
pub use sign_in::SignIn;
pub use sign_up::SignUp;

/// Where the pages are.
pub mod paths {
    /// The walkthrough.
    pub const HOME: &str = "/";
    /// The inspector.
    pub const INSPECT: &str = "/inspect";
    /// The attack lab.
    pub const LAB: &str = "/lab";
    /// When not to use JWT.
    pub const WHEN_NOT: &str = "/when-not";
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
}
