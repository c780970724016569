//! Public keys as the lab writes them.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The textual encoding of a public key (RFC 7468 §13), given as `SubjectPublicKeyInfo`. The naive verifier
/// takes this text for an HMAC secret, so the lab and an attacker have to write the same bytes.
pub fn public_key_pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
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
