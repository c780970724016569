//! Keys as people have them: a secret, PEM, JWK, a set of keys.

mod choose;
mod der;
mod jwk;
mod material;
mod parse;
mod pem;
#[cfg(test)]
mod tests;

pub use choose::{Chosen, choose};
pub use material::{KeyFault, KeyFormat, ParsedKey, ParsedKeys, SecretEncoding};
pub use parse::{parse_keys, parse_secret, secret};
