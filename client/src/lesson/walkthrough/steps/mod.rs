//! What there is to do in each step, a file each.

mod action;
pub mod attach;
pub mod expire;
pub mod handle;
pub mod issue;
pub mod login;
pub mod store;
pub mod verify;

pub use attach::Attach;
pub use expire::Expire;
pub use handle::Handle;
pub use issue::Issue;
pub use login::Login;
pub use store::Store;
pub use verify::Verify;
