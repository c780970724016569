//! The keys of the lab: made at the start, gone at the end, and never in the database.

use super::{
    SigningKey,
    material::{self, Material},
};
use crate::{clock::UnixMillis, random};
use anyhow::{Context, Result};
use shared::verify::Algorithm;
use zeroize::Zeroizing;

/// A random key, and its secret in the form in which it was made. For RSA that takes a good part of a
/// second, so it has to stay off the async threads.
pub fn generate(algorithm: Algorithm, now: UnixMillis) -> Result<(SigningKey, Zeroizing<Vec<u8>>)> {
    let secret = material::generate(algorithm)?;
    let material = Material::open(algorithm, &secret)?;
    let key = SigningKey::in_memory(&random::id(), algorithm, material, now)
        .context("a key of the lab cannot be made")?;
    Ok((key, secret))
}

/// A key that is made to be cracked.
pub fn weak(kid: &str, word: &str, now: UnixMillis) -> Result<SigningKey> {
    SigningKey::in_memory(kid, Algorithm::Hs256, Material::weak(word), now)
}
