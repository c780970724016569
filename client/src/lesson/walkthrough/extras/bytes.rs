//! How bytes become base64url: three at a time, four characters of six bits each.

use std::fmt::Write;

/// Up to three bytes of a part, and the characters that stand for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) bytes: Vec<u8>,
    pub(super) letters: String,
}

/// A part in groups.
pub(super) fn groups(bytes: &[u8], segment: &str) -> Vec<Group> {
    let letters: Vec<char> = segment.chars().collect();
    bytes
        .chunks(3)
        .zip(letters.chunks(4))
        .map(|(bytes, letters)| Group { bytes: bytes.to_vec(), letters: letters.iter().collect() })
        .collect()
}

impl Group {
    /// Its bytes as text, with a dot for what cannot be shown.
    pub(super) fn text(&self) -> String {
        self.bytes.iter().copied().map(shown).collect()
    }

    /// Its bytes as two hexadecimal digits each.
    pub(super) fn hex(&self) -> String {
        let digits: Vec<_> = self.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.join(" ")
    }

    /// All bits, filled up with zeros to whole letters.
    pub(super) fn bits(&self) -> String {
        let bits = self.bytes.iter().fold(String::new(), |mut bits, byte| {
            // Writing to a string does not fail.
            let _ = write!(bits, "{byte:08b}");
            bits
        });
        let width = self.letters.chars().count() * 6;
        format!("{bits:0<width$}")
    }
}

/// A byte as a character.
pub(super) fn shown(byte: u8) -> char {
    if byte.is_ascii_graphic() { byte.into() } else { '·' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::compact::base64url;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn three_bytes_are_four_letters_of_six_bits() {
        let json = br#"{"alg":1}"#;
        let groups = groups(json, &base64url(json));
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[0].text(), "{\"a");
        assert_eq!(groups[0].hex(), "7b 22 61");
        assert_eq!(groups[0].letters, "eyJh");
        assert_eq!(groups[0].bits(), "011110110010001001100001");
    }

    #[test]
    fn the_last_letters_are_filled_up_with_zeros() {
        let groups = groups(b"{", &base64url(b"{"));
        assert_eq!(groups[0].letters, "ew");
        assert_eq!(groups[0].bits(), "011110110000");
    }

    #[test]
    fn what_cannot_be_shown_is_a_dot() {
        assert_eq!(shown(b'{'), '{');
        assert_eq!(shown(b' '), '·');
        assert_eq!(shown(0x80), '·');
    }
}
