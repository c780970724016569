//! Public keys as the lab writes them.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The textual encoding of a public key (RFC 7468 §13), given as `SubjectPublicKeyInfo`. The lab takes this text
/// for an HMAC secret, so that who writes a key that was worked out has to write it to the byte as the lab does.
#[must_use]
pub fn public_key_pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END PUBLIC KEY-----\n");
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_64_characters() {
        let pem = public_key_pem(&[0; 91]);
        let lines: Vec<_> = pem.lines().map(str::len).collect();
        assert_eq!(lines, [26, 64, 60, 24]);
        assert!(pem.ends_with("==\n-----END PUBLIC KEY-----\n"), "{pem}");
    }
}
