//! How the token is written: one way, so that two readers never see two different tokens.

use super::{Attack, Elsewhere, Family::Encoding, Panel};
use crate::{
    case::{Case, Expected},
    draft::{Draft, Signing},
    genuine::{Genuine, done, encode, input},
    object::RawObject,
};
use shared::{
    Check, ProblemCode,
    compact::{MAX_TOKEN_BYTES, base64url},
};

const NOT_ONE: Expected = Expected::Problem(ProblemCode::TokenRequestInvalid);

pub(super) const ATTACKS: &[Attack] = &[
    Attack::new("A19", Encoding).requests(&[
        Case::signed("crit", Check::HeaderMembers, |g| {
            g.sign_header("crit", "[\"https://example.com/bound-to-device\"]")
        }),
        Case::signed("b64", Check::HeaderMembers, |g| {
            let header = g.header_with("b64", "false").with("crit", "[\"b64\"]");
            g.sign(header.text(), g.admin().text())
        }),
    ]),
    Attack::new("A20", Encoding).requests(&[
        Case::stopped("header", Check::HeaderJson, |g| {
            let header = g.header.clone().and("alg", "\"none\"");
            g.keep_signature(&header, &g.admin())
        }),
        Case::signed("claims", Check::PayloadJson, |g| {
            let payload = g.payload.clone().and("roles", "[\"admin\"]");
            g.sign(g.header.text(), payload.text())
        }),
    ]),
    Attack::new("A21", Encoding).requests(&[
        Case::signed("nul_in_kid", Check::KeyId, |g| g.sign_header("kid", "\"weak\\u0000x\"")),
        Case::signed("nul_in_sub", Check::Claims, |g| g.sign_claim("sub", "\"lab-user\\u0000\"")),
        Case::signed("control_character", Check::PayloadJson, |g| {
            g.sign_claim("sub", "\"lab\u{1}user\"")
        }),
    ]),
    Attack::new("A22", Encoding).requests(&[
        Case::stopped("two", Check::Parts, |g| done(input(&g.header, &g.admin()))),
        Case::stopped("four", Check::Parts, |g| done(format!("{}.extra", g.materials.token))),
        Case::stopped("five", Check::Parts, |g| done(format!("{}.extra.more", g.materials.token))),
        Case::signed("empty_payload", Check::Parts, |g| g.sign(g.header.text(), "")),
    ]),
    Attack::new("A23", Encoding).requests(&[
        Case::stopped("padding", Check::Encoding, |g| done(format!("{}=", g.materials.token))),
        Case::signed("alphabet", Check::Encoding, alphabet),
        Case::stopped("trailing_bits", Check::Encoding, trailing_bits),
        Case::new("space", NOT_ONE, |g| {
            let [header, payload, signature] = g.parts;
            done(format!("{header}. {payload}. {signature}"))
        }),
    ]),
    Attack::new("A24", Encoding).requests(&[
        Case::new("flattened", NOT_ONE, flattened),
        Case::new("general", NOT_ONE, general),
    ]),
    Attack::new("A25", Encoding).requests(&[Case::signed("nested", Check::HeaderMembers, |g| {
        let inner = input(&g.header_with("alg", "\"none\""), &g.admin());
        g.sign(g.header_with("cty", "\"JWT\"").text(), format!("{inner}."))
    })]),
    Attack::new("A26", Encoding).panel(Panel::Envelope).also(&[JWE_BOMBS]),
    Attack::new("A27", Encoding)
        .requests(&[Case::signed("long", Check::Length, |g| {
            let payload = g.admin().with("pad", format!("\"{}\"", "x".repeat(MAX_TOKEN_BYTES)));
            g.sign(g.header.text(), payload.text())
        })])
        .also(&[PAST_THE_HEADER_LIMIT]),
    Attack::new("A28", Encoding).requests(&[
        Case::signed("not_utf8", Check::PayloadJson, |g| {
            let mut payload = g.admin().with("name", "\"?\"").text().into_bytes();
            // The question mark, between a quote, the brace and the end.
            let at = payload.len().saturating_sub(3);
            payload[at] = 0xff;
            g.sign(g.header.text(), payload)
        }),
        Case::signed("list", Check::PayloadJson, |g| {
            g.sign(g.header.text(), format!("[{}]", g.admin().text()))
        }),
        Case::signed("deep", Check::PayloadJson, |g| deep(g, DEEP)),
        Case::signed("very_deep", Check::Length, |g| deep(g, VERY_DEEP)),
    ]),
];

const JWE_BOMBS: Elsewhere = Elsewhere {
    what: "jwe_bombs",
    tests: &["server/tests/it/attacks.rs::a20_to_a28_s05_s12_s13_encoding"],
};

const PAST_THE_HEADER_LIMIT: Elsewhere = Elsewhere {
    what: "past_the_header_limit",
    tests: &[
        "server/tests/it/headers.rs::s50_a27_headers_of_more_than_32_kib_are_refused_by_length",
    ],
};

/// As deep as a token has room for.
const DEEP: usize = 1000;
/// So deep that its length alone gives it away.
const VERY_DEEP: usize = 10_000;

/// Lists in lists, which a reader that calls itself for each would run out of stack with.
fn deep(g: &Genuine<'_>, depth: usize) -> Draft {
    let lists = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let payload = g.admin().with("deep", lists);
    g.sign(g.header.text(), payload.text())
}

/// The JSON serializations (RFC 7515 §7.2): no token to a verifier that takes only the compact form.
fn flattened(g: &Genuine<'_>) -> Draft {
    let [header, payload, signature] = g.parts;
    done(format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#))
}

fn general(g: &Genuine<'_>) -> Draft {
    let [header, payload, signature] = g.parts;
    let signed = format!(r#"{{"protected":"{header}","signature":"{signature}"}}"#);
    done(format!(r#"{{"payload":"{payload}","signatures":[{signed}]}}"#))
}

/// The same bytes in the alphabet of ordinary base64. Some claim has to bring the two characters in which the
/// alphabets differ.
fn alphabet(g: &Genuine<'_>) -> Draft {
    let payload: RawObject = g.admin().with("jti", "\"???>>>???>>>???>>>???>>>\"");
    let text = encode(g.header.text().as_bytes(), payload.text().as_bytes());
    Draft {
        input: text.replace('-', "+").replace('_', "/"),
        signing: Signing::Hmac(g.materials.secret.as_bytes().to_vec()),
    }
}

/// Of the last character of a signature of 32 bytes two bits belong to no byte. They are set here.
fn trailing_bits(g: &Genuine<'_>) -> Draft {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let [header, payload, _] = g.parts;
    let mut signature = base64url(&g.signature);
    let last = signature.pop().and_then(|last| ALPHABET.find(last));
    let set = ALPHABET.chars().nth(last.unwrap_or_default() | 0b11);
    signature.extend(set);
    done(format!("{header}.{payload}.{signature}"))
}
