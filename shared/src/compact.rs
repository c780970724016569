//! Strict reading of `header.payload.signature`: the JWS compact serialization (RFC 7515 §7.1).

use crate::verify::Refusal;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};

/// The longest token that is looked at, in bytes. Ours have about 400.
pub const MAX_TOKEN_BYTES: usize = 4096;

crate::named_enum! {
    /// One of the three parts of a token.
    pub enum Part {
        /// How it is signed.
        Header = "header",
        /// The claims.
        Payload = "payload",
        /// The proof.
        Signature = "signature",
    }
}

/// A token taken apart. Nothing in it is to be believed yet.
#[derive(Clone, Debug)]
pub struct Compact<'t> {
    /// The part of the token that is signed: the first two segments and the dot between them.
    pub signing_input: &'t str,
    /// The decoded header: JSON, if the token is any good.
    pub header: Vec<u8>,
    /// The decoded payload: JSON, if the token is any good.
    pub payload: Vec<u8>,
    /// The decoded signature.
    pub signature: Vec<u8>,
    /// The signature as it stands in the token.
    pub signature_text: &'t str,
}

impl<'t> Compact<'t> {
    /// Splits and decodes a token: at most [`MAX_TOKEN_BYTES`], exactly three parts, none empty, each in
    /// canonical base64url without padding. Two different texts never decode to the same token.
    pub fn parse(token: &'t str) -> Result<Self, Refusal> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Refusal::TooLong { bytes: token.len() });
        }
        let segments = Self::segments(token)?;
        let signing_input = &token[..segments[0].len() + 1 + segments[1].len()];
        let decode = |part: Part| {
            BASE64URL.decode(segments[part as usize]).map_err(|_| Refusal::NotBase64Url { part })
        };
        Ok(Self {
            signing_input,
            header: decode(Part::Header)?,
            payload: decode(Part::Payload)?,
            signature: decode(Part::Signature)?,
            signature_text: segments[Part::Signature as usize],
        })
    }

    /// The three segments as they stand in the token, for showing them. Fails when there are more or fewer, or one is
    /// empty.
    pub fn segments(token: &'t str) -> Result<[&'t str; 3], Refusal> {
        let parts = token.split('.').count();
        let mut segments = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (segments.next(), segments.next(), segments.next(), segments.next())
        else {
            return Err(Refusal::NotThreeParts { parts });
        };
        let segments = [header, payload, signature];
        match Part::ALL.into_iter().find(|part| segments[*part as usize].is_empty()) {
            Some(part) => Err(Refusal::EmptyPart { part }),
            None => Ok(segments),
        }
    }
}

/// Writes bytes as base64url without padding (RFC 4648 §5).
pub fn base64url(bytes: &[u8]) -> String {
    BASE64URL.encode(bytes)
}

/// Reads canonical base64url without padding; `None` for anything else.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    BASE64URL.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(token: &str) -> Refusal {
        Compact::parse(token).expect_err(token)
    }

    #[test]
    fn s12_a27_a_long_token_is_refused_before_it_is_decoded() {
        let token = format!("{}.{}.{}", "!".repeat(4000), "!".repeat(90), "!".repeat(10));
        assert_eq!(refused(&token), Refusal::TooLong { bytes: 4102 });
        let longest = format!("{}.YWE.YWE", "YWFh".repeat(1022));
        assert_eq!(longest.len(), MAX_TOKEN_BYTES);
        assert!(Compact::parse(&longest).is_ok());
        assert_eq!(refused(&format!("{longest}Y")), Refusal::TooLong { bytes: 4097 });
    }

    #[test]
    fn s13_a22_exactly_three_parts_and_none_empty() {
        for (token, parts) in
            [("", 1), ("YQ", 1), ("YQ.YQ", 2), ("YQ.YQ.YQ.YQ", 4), ("a.b.c.d.e", 5)]
        {
            assert_eq!(refused(token), Refusal::NotThreeParts { parts }, "{token:?}");
        }
        for (token, part) in [
            (".YQ.YQ", Part::Header),
            ("YQ..YQ", Part::Payload),
            ("YQ.YQ.", Part::Signature),
            ("..", Part::Header),
        ] {
            assert_eq!(refused(token), Refusal::EmptyPart { part }, "{token:?}");
        }
    }

    #[test]
    fn s13_a23_base64url_is_canonical() {
        // Padding, the other alphabet, white space, trailing bits set, a lone last character.
        for bad in
            ["YQ==", "YQ=", "-_8+", "-_8/", "Y Q", "YQ\n", " YQ", "YR", "YWF", "YWFhY", "Y\0", "é"]
        {
            for (token, part) in [
                (format!("{bad}.YQ.YQ"), Part::Header),
                (format!("YQ.{bad}.YQ"), Part::Payload),
                (format!("YQ.YQ.{bad}"), Part::Signature),
            ] {
                assert_eq!(refused(&token), Refusal::NotBase64Url { part }, "{token:?}");
            }
        }
    }

    #[test]
    fn a24_a26_other_serializations_are_no_tokens() {
        let json = r#"{"payload":"YQ","signatures":[{"protected":"YQ","signature":"YQ"}]}"#;
        assert_eq!(refused(json), Refusal::NotThreeParts { parts: 1 });
        let jwe = "YQ.YQ.YQ.YQ.YQ";
        assert_eq!(refused(jwe), Refusal::NotThreeParts { parts: 5 });
    }

    #[test]
    fn the_signing_input_is_what_stands_before_the_last_dot() {
        let compact = Compact::parse("e30.e30.YQ").unwrap();
        assert_eq!(compact.signing_input, "e30.e30");
        assert_eq!((&*compact.header, &*compact.signature), (&b"{}"[..], &b"a"[..]));
    }
}
