//! PEM: base64 between two lines that say what it is (RFC 7468).

use shared::compact::{base64url, from_base64url};

/// What a block of PEM says it is, and its bytes. Of several blocks the first.
#[must_use]
pub fn from_pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    end.starts_with(label).then_some(())?;
    Some((label, from_base64(body)?))
}

/// Writes bytes as PEM, 64 characters to a line, with the end of the last line as everybody writes it.
#[must_use]
pub fn to_pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut body = base64url(der).replace('-', "+").replace('_', "/");
    while !body.len().is_multiple_of(4) {
        body.push('=');
    }
    let mut rest = &*body;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text + "-----END " + label + "-----\n"
}

/// Reads base64 in either alphabet, with or without padding, white space anywhere.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let letters: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    from_base64url(letters.trim_end_matches('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn pem_is_read_as_it_was_written() {
        for length in [0, 1, 2, 3, 47, 48, 49, 294] {
            let der: Vec<u8> = (0..=255).cycle().take(length).collect();
            let pem = to_pem("PUBLIC KEY", &der);
            assert_eq!(from_pem(&pem), Some(("PUBLIC KEY", der)));
            assert!(pem.lines().all(|line| line.len() <= 64));
        }
        assert_eq!(from_pem("-----BEGIN A-----\nYQ==\n-----END B-----"), None);
        assert_eq!(from_pem("-----BEGIN A-----\n?\n-----END A-----"), None);
        assert_eq!(from_pem("YQ=="), None);
    }
}
