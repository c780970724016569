//! How bytes become base64url: three at a time, four characters of six bits each.

/// Up to three bytes of a part, and the characters that stand for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub bytes: Vec<u8>,
    pub letters: String,
}

pub fn groups(bytes: &[u8], segment: &str) -> Vec<Group> {
    let letters: Vec<char> = segment.chars().collect();
    bytes
        .chunks(3)
        .zip(letters.chunks(4))
        .map(|(bytes, letters)| Group { bytes: bytes.to_vec(), letters: letters.iter().collect() })
        .collect()
}

impl Group {
    /// The bytes as text, with a dot for those that cannot be shown.
    pub fn text(&self) -> String {
        self.bytes.iter().copied().map(shown).collect()
    }

    pub fn hex(&self) -> String {
        self.bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
    }

    /// All bits, filled up with zeros to whole letters of six bits.
    pub fn bits(&self) -> String {
        let bits = self.bytes.iter().map(|byte| format!("{byte:08b}")).collect::<Vec<_>>().concat();
        let width = self.letters.chars().count() * 6;
        format!("{bits:0<width$}")
    }
}

pub fn shown(byte: u8) -> char {
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
