//! Parts that pages are made of.

pub mod choices;
pub mod confirm;
pub mod fields;
pub mod form;
pub mod list;
pub mod listing;
pub mod page;
pub mod reactive;
pub mod segmented;
pub mod session_list;
pub mod ticks;
pub mod time;

pub use choices::{LifetimeChoice, StorageChoice};
pub use confirm::Confirm;
pub use fields::{CredentialFields, Field, PasswordField};
pub use form::{FormError, SubmitButton, focus_first_invalid};
pub use list::List;
pub use listing::{Listing, Row};
pub use page::{focus_after_navigation, focus_content, page_title};
pub use reactive::{When, part};
pub use segmented::Segment;
pub use session_list::sessions_at;
pub use ticks::Ticks;
pub use time::{Ago, At};
