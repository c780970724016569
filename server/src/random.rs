//! Random ids and secrets from the operating system's generator.

use shared::{
    compact::base64url,
    credentials::{Password, PasswordRules},
};
use zeroize::Zeroizing;

/// A new id: 128 random bits in 22 characters that need no escaping anywhere.
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

/// A password for people to copy by hand: 100 bits in groups of five, without the characters that look
/// like others, and longer where the rules ask for it.
pub fn password(rules: PasswordRules) -> Password {
    const SYMBOLS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    const GROUP: usize = 5;
    let groups = (rules.min as usize + 1).div_ceil(GROUP + 1).max(4);
    let mut password = String::with_capacity(groups * (GROUP + 1));
    for index in 0..groups * GROUP {
        if index > 0 && index % GROUP == 0 {
            password.push('-');
        }
        // Of a random byte the lower five bits are as random, and there are 32 symbols.
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
