//! What can be opened in a step beyond doing it: the token's anatomy, what the vault holds, the code, a
//! question. Each is behind a tab of its own, so that none need be part of the first load.

pub mod anatomy;
mod bytes;
mod highlight;
pub mod quiz;
pub mod source;
pub mod vault;

pub use anatomy::Anatomy;
pub use quiz::Quiz;
pub use source::Source;
pub use vault::Vault;
