//! base64url read as far as it goes (RFC 4648 §5, RFC 7515 §2).

use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};
use shared::compact::{base64url, from_base64url};
use strum::IntoStaticStr;

/// Where and why a text is not canonical base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Fault {
    /// In bytes from the beginning of the text.
    pub at: usize,
    pub found: char,
    pub kind: Base64FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Base64FaultKind {
    /// A character of the other base64 alphabet, and what means the same in base64url.
    OtherAlphabet(char),
    /// `=` at the end.
    Padding,
    /// A character that no base64 has.
    Foreign,
    /// A last character that is alone: it has 6 bits, and a byte takes 8. Something is missing.
    Alone,
    /// A last character with bits behind the end of the last byte, and the character that an encoder writes.
    TrailingBits(char),
}

const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// The bytes up to the first character that cannot be read, and the first fault. Faults that leave the bytes clear do
/// not end the reading: the other alphabet, padding, trailing bits.
pub fn decode(text: &str) -> (Vec<u8>, Option<Base64Fault>) {
    let is_base64 =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '+' | '/');
    let end = text.find(|letter| !is_base64(letter)).unwrap_or(text.len());
    let letters = text[..end].replace('+', "-").replace('/', "_");
    let whole = if end % 4 == 1 { &letters[..end - 1] } else { &letters };
    let bytes = LENIENT.decode(whole).unwrap_or_default();
    let first = text.char_indices().find_map(|(at, found)| {
        let kind = match found {
            '+' => Base64FaultKind::OtherAlphabet('-'),
            '/' => Base64FaultKind::OtherAlphabet('_'),
            '=' if text[at..].bytes().all(|byte| byte == b'=') => Base64FaultKind::Padding,
            _ if is_base64(found) => return None,
            _ => Base64FaultKind::Foreign,
        };
        Some(Base64Fault { at, found, kind })
    });
    let fault = first.or_else(|| {
        let (at, found) = text.char_indices().last()?;
        let kind = if end % 4 == 1 {
            Base64FaultKind::Alone
        } else if from_base64url(text).is_none() {
            Base64FaultKind::TrailingBits(base64url(&bytes).chars().last()?)
        } else {
            return None;
        };
        Some(Base64Fault { at, found, kind })
    });
    (bytes, fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::compact::from_base64url;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a23_the_first_thing_that_is_not_canonical_is_named_with_its_place() {
        for (text, bytes, at, name) in [
            ("YWI=", &b"ab"[..], 3, "padding"),
            ("YQ==", b"a", 2, "padding"),
            ("-_8+", &[0xfb, 0xff, 0x3e], 3, "other_alphabet"),
            ("YW!j", b"a", 2, "foreign"),
            ("Y=Q", b"", 1, "foreign"),
            ("YWJjé", b"abc", 4, "foreign"),
            ("YWJjY", b"abc", 4, "alone"),
            ("YR", b"a", 1, "trailing_bits"),
            ("YWF", b"aa", 2, "trailing_bits"),
        ] {
            let (read, broken) = decode(text);
            let broken = broken.unwrap_or_else(|| panic!("{text} is not canonical"));
            assert_eq!((&*read, broken.at, broken.kind.into_str()), (bytes, at, name), "{text}");
        }
        let (_, broken) = decode("YR");
        assert_eq!(
            broken,
            Some(Base64Fault { at: 1, found: 'R', kind: Base64FaultKind::TrailingBits('Q') })
        );
    }

    #[test]
    fn it_agrees_with_the_reader_of_the_verifier() {
        let letters = b"AQgwY_-+=/!R0";
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer: Vec<_> = texts
                .iter()
                .flat_map(|text| {
                    letters.iter().map(move |&letter| format!("{text}{}", char::from(letter)))
                })
                .collect();
            for text in &longer {
                let (bytes, broken) = decode(text);
                let strict = from_base64url(text);
                assert_eq!(strict.is_some(), broken.is_none(), "{text}");
                if let Some(strict) = strict {
                    assert_eq!(strict, bytes, "{text}");
                }
            }
            texts = longer;
            texts.truncate(2000);
        }
    }
}
