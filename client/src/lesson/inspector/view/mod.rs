//! What the inspector shows, a file for each part of the page.

pub mod checks;
pub mod examples;
pub mod expected;
pub mod facts;
pub mod highlight;
pub mod key;
pub mod meanings;
pub mod parts;
pub mod sign;
pub mod token;
pub mod warnings;

pub use checks::Checks;
pub use examples::Examples;
pub use expected::ExpectedFields;
pub use facts::Facts;
pub use key::KeyFields;
pub use parts::{Editor, SignaturePart};
pub use sign::Sign;
pub use token::TokenField;
pub use warnings::Warnings;
