//! Random ids and secrets from the operating system's generator.

use shared::{
    compact::base64url,
    credentials::{Password, PasswordRules},
};
use zeroize::Zeroizing;

/// A new id: 128 random bits in base64url, 22 characters that need no escaping in URLs and headers.
pub fn id() -> String {
    base64url(&bytes::<16>())
}

/// A new secret of 256 bits.
pub fn secret() -> Zeroizing<[u8; 32]> {
    Zeroizing::new(bytes())
}

/// Random bytes for salts and the like.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes)
        .expect("an operating system without randomness cannot run a login");
    bytes
}

/// A password to copy by hand: 100 bits in groups of five, without characters that look alike, and longer where the
/// rules require it.
pub fn password(rules: PasswordRules) -> Password {
    const SYMBOLS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    const GROUP: usize = 5;
    let groups = (rules.min as usize + 1).div_ceil(GROUP + 1).max(4);
    let mut password = String::with_capacity(groups * (GROUP + 1));
    for index in 0..groups * GROUP {
        if index > 0 && index % GROUP == 0 {
            password.push('-');
        }
        // 32 divides 256, so every symbol is equally likely.
        let [byte] = bytes();
        password.push(char::from(SYMBOLS[usize::from(byte % 32)]));
    }
    password.truncate(PasswordRules::MAX as usize);
    Password::new(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_enough_and_never_the_same() {
        for min in [8, 15, 24, 64, 127, 128] {
            let rules = PasswordRules { min };
            let made = password(rules);
            let length = u32::try_from(made.reveal().len()).unwrap();
            assert!(rules.check(made.reveal()).is_ok(), "{min}: {length}");
            assert_ne!(made, password(rules));
        }
        assert_eq!(password(PasswordRules::default()).reveal().len(), 23);
    }
}
