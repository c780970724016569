//! Random ids and secrets from the operating system's generator.

use shared::compact::base64url;
use zeroize::Zeroizing;

/// A new id: 128 random bits in 22 characters that need no escaping anywhere.
#[must_use]
pub fn id() -> String {
    base64url(&bytes::<16>())
}

/// A new secret of 256 bits.
#[must_use]
pub fn secret() -> Zeroizing<[u8; 32]> {
    Zeroizing::new(bytes())
}

/// Random bytes for salts and the like.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)
        .expect("an operating system without randomness cannot run a login");
    bytes
}
