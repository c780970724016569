//! Root keys that an attacker could guess.
//!
//! No check can prove that a key is random. These find the keys that operators really put there: zeros, a
//! pattern, typed text, an example from a standard. They refuse one of 10¹³ random keys.

use aws_lc_rs::digest::{SHA256, digest};
use shared::compact::from_base64url;
use std::collections::HashSet;

/// Why a key is refused, in words that follow its name.
pub(super) fn reason(key: &[u8; 32]) -> Option<&'static str> {
    let steps = key.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    if distinct(key.iter().copied()) < 16 || distinct(steps) < 14 {
        Some("is a pattern and not random")
    } else if key.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        Some("is text, which has far fewer than 256 random bits")
    } else if is_published(key) {
        Some("is an example that everybody can look up")
    } else {
        None
    }
}

/// 32 random bytes have 30 different values on average.
fn distinct(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.collect::<HashSet<_>>().len()
}

fn is_published(key: &[u8; 32]) -> bool {
    EXAMPLES
        .iter()
        .any(|example| from_base64url(example).is_some_and(|bytes| bytes.starts_with(key)))
        || WORDS.iter().any(|word| digest(&SHA256, word.as_bytes()).as_ref() == key)
}

/// The example keys of the standards on tokens.
const EXAMPLES: &[&str] = &[
    // RFC 7515 appendix A.1: the HMAC key of the first example of every text on JWT.
    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
    // RFC 7515 appendix A.3, RFC 7517 appendix A.2, RFC 8037 appendix A.1: private keys.
    "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
    "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    // RFC 7520 section 3.5: an HMAC key.
    "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
];

/// A word does not become a key by being hashed.
const WORDS: &[&str] = &[
    "",
    "a",
    "admin",
    "changeme",
    "claimcheck",
    "hello",
    "key",
    "password",
    "root",
    "secret",
    "test",
    "your-256-bit-secret",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    fn key(byte: impl Fn(u8) -> u8) -> [u8; 32] {
        std::array::from_fn(|index| byte(u8::try_from(index).unwrap()))
    }

    #[test]
    fn s17_patterns_text_and_published_keys_are_refused() {
        for weak in [
            [0; 32],
            [0xff; 32],
            key(|i| i),
            key(|i| 255 - i),
            key(|i| i.wrapping_mul(7)),
            key(|i| i / 2),
            key(|i| i % 15),
            key(|i| if i < 24 { 0 } else { i.wrapping_mul(91) }),
        ] {
            assert_eq!(reason(&weak), Some("is a pattern and not random"), "{weak:?}");
        }
        for text in [
            b"correct horse battery staple, 32",
            b"3f9a1c77e0b24d58a6d1c0ffee42b19e",
            b"J7&kd03=xPq!vB_m~2Wz*Ls8@Yc5)Hg4",
        ] {
            assert!(reason(text).unwrap().starts_with("is text"), "{text:?}");
        }
        for example in EXAMPLES {
            let bytes = from_base64url(example).unwrap();
            let key = bytes.first_chunk().unwrap();
            assert!(reason(key).unwrap().starts_with("is an example"), "{example}");
        }
        let hashed = digest(&SHA256, b"secret").as_ref().try_into().unwrap();
        assert!(reason(&hashed).unwrap().starts_with("is an example"));
    }

    #[test]
    fn s17_random_keys_are_taken() {
        for _ in 0..10_000 {
            assert_eq!(reason(&random::secret()), None);
        }
    }
}
