//! Parts that pages are made of.

mod choices;
mod confirm;
mod fields;
mod form;
mod list;
mod list_state;
mod page;
mod reactive;
mod segmented;
mod session_list;
mod time;

pub use choices::{LifetimeChoice, StorageChoice, radio};
pub use confirm::Confirm;
pub use fields::{Field, FieldFrame, PasswordField};
pub use form::{Form, FormError, Submission, SubmitButton, failure};
pub use list::List;
pub use list_state::{ListState, Row};
pub use page::{focus, focus_after_navigation, focus_content, focus_node, page_title};
pub use reactive::{When, aria, either, part};
pub use segmented::Segment;
pub use session_list::sessions_at;
pub use time::{Ago, At, Ticks};
