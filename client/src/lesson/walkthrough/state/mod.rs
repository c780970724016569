//! What the walkthrough knows: how far the visitor has come, the current token, and the questions that the visitor
//! has answered.

mod current_token;
mod learned;
mod step_list;
mod tour;

pub use current_token::{CurrentToken, TokenState, use_current_token};
pub use learned::Learned;
pub use tour::{Forged, Issued, Tour};
