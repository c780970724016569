//! Guessing the secret of a token.

use hmac::{Hmac, KeyInit, Mac};
use shared::compact::from_base64url;

/// Whether `secret` has signed `token` with HMAC-SHA256. Guessing takes no more than
/// this: it asks no server, so no server can limit it.
pub fn has_signed(secret: &str, token: &str) -> bool {
    let Some((input, signature)) = token.rsplit_once('.') else {
        return false;
    };
    let Some(signature) = from_base64url(signature) else {
        return false;
    };
    Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).is_ok_and(|mut mac| {
        mac.update(input.as_bytes());
        mac.verify_slice(&signature).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a5_a_guess_is_right_or_wrong() {
        // {"alg":"HS256"} and {} under the secret `secret`.
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.";
        let signed = format!("{token}XmNK3GpH3Ys_7wsYBfq4C3M6goz71I7dTgUkuIa5lyQ");
        assert!(has_signed("secret", &signed));
        assert!(!has_signed("Secret", &signed));
        assert!(!has_signed("secret", token));
        assert!(!has_signed("secret", ""));
    }
}
