//! What the inspector shows, a file for each part of the page.

mod checks;
mod examples;
mod expected;
mod facts;
mod highlight;
mod key;
mod meanings;
mod panel;
mod parts;
mod sign;
mod token;
mod warnings;

pub use checks::Checks;
pub use examples::Examples;
pub use expected::ExpectedFields;
pub use facts::Facts;
pub use key::KeyFields;
pub use parts::{Editor, SignaturePart};
pub use sign::Sign;
pub use token::TokenField;
pub use warnings::Warnings;
