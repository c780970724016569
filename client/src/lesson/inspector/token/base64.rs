//! base64url read as far as it goes (RFC 4648 §5, RFC 7515 §2).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Where and why a text is not canonical base64url. Places are in bytes from the beginning of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base64Fault {
    /// A character of the other base64 alphabet, and what should stand there.
    OtherAlphabet {
        /// Where.
        at: usize,
        /// What stands there.
        found: char,
        /// What means the same in base64url.
        wanted: char,
    },
    /// `=` at the end.
    Padding {
        /// Where it begins.
        at: usize,
    },
    /// A character that no base64 has.
    Foreign {
        /// Where.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// A last character that is alone: it has 6 bits, and a byte takes 8. Something is missing.
    Alone {
        /// Where.
        at: usize,
    },
    /// A last character with bits behind the end of the last byte, and the one that has none of them.
    TrailingBits {
        /// Where.
        at: usize,
        /// What stands there.
        found: char,
        /// What a right encoder writes.
        wanted: char,
    },
}

impl Base64Fault {
    /// Where it is, in bytes.
    #[must_use]
    pub const fn at(&self) -> usize {
        match self {
            Self::OtherAlphabet { at, .. }
            | Self::Padding { at }
            | Self::Foreign { at, .. }
            | Self::Alone { at }
            | Self::TrailingBits { at, .. } => *at,
        }
    }

    /// How long it is, in bytes.
    #[must_use]
    pub const fn length(&self) -> usize {
        match self {
            Self::Foreign { found, .. } => found.len_utf8(),
            _ => 1,
        }
    }

    /// The name under which tests find it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::OtherAlphabet { .. } => "other_alphabet",
            Self::Padding { .. } => "padding",
            Self::Foreign { .. } => "foreign",
            Self::Alone { .. } => "alone",
            Self::TrailingBits { .. } => "trailing_bits",
        }
    }
}

/// The bytes up to the first character that cannot be read, and the first thing that is not canonical. What can
/// only be meant in one way is read on: the other alphabet, padding, trailing bits.
#[must_use]
pub fn decode(text: &str) -> (Vec<u8>, Option<Base64Fault>) {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let mut broken = None;
    let (mut bits, mut count) = (0_u32, 0_u32);
    let mut last = None;
    for (at, found) in text.char_indices() {
        let (value, fault) = match found {
            '+' => (Some(62), Some(Base64Fault::OtherAlphabet { at, found, wanted: '-' })),
            '/' => (Some(63), Some(Base64Fault::OtherAlphabet { at, found, wanted: '_' })),
            '=' if text[at..].bytes().all(|byte| byte == b'=') => {
                (None, Some(Base64Fault::Padding { at }))
            }
            _ => match value_of(found) {
                Some(value) => (Some(value), None),
                None => (None, Some(Base64Fault::Foreign { at, found })),
            },
        };
        if broken.is_none() {
            broken = fault;
        }
        let Some(value) = value else { break };
        last = Some((at, found, value));
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
        bits &= (1 << count) - 1;
    }
    let end = match (last, &broken) {
        (_, Some(Base64Fault::Foreign { .. })) | (None, _) => None,
        (Some((at, ..)), _) if count == 6 => Some(Base64Fault::Alone { at }),
        (Some((at, found, value)), _) if bits != 0 => {
            let wanted = char::from(ALPHABET[(value & !((1 << count) - 1)) as usize]);
            Some(Base64Fault::TrailingBits { at, found, wanted })
        }
        _ => None,
    };
    (bytes, broken.or(end))
}

fn value_of(letter: char) -> Option<u32> {
    let found = ALPHABET.iter().position(|&other| char::from(other) == letter)?;
    u32::try_from(found).ok()
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
            assert_eq!((&*read, broken.at(), broken.name()), (bytes, at, name), "{text}");
        }
        let (_, broken) = decode("YR");
        assert_eq!(broken, Some(Base64Fault::TrailingBits { at: 1, found: 'R', wanted: 'Q' }));
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
