//! Parts that pages are made of.

mod choices;
mod confirm;
mod fields;
mod form;
mod list;
mod listing;
mod page;
mod reactive;
mod segmented;
mod session_list;
mod ticks;
mod time;

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
