//! How the token is written: one way, so that two readers never see two different tokens.

use super::{Attack, Family::Encoding, Panel};
use crate::{
    case::{Case, Expected},
    draft::{Draft, Signing},
    genuine::{Genuine, done, encode, input},
    object::Object,
};
use shared::{
    Check, ProblemCode,
    compact::{MAX_TOKEN_BYTES, base64url},
};

pub(super) const ATTACKS: &[Attack] = &[
    Attack::requests(
        "A19",
        Encoding,
        &[
            Case::stopped("crit", Check::HeaderMembers, |g| {
                g.sign_header("crit", "[\"https://example.com/bound-to-device\"]")
            })
            .weak(),
            Case::stopped("b64", Check::HeaderMembers, |g| {
                let header = g.header_with("b64", "false").with("crit", "[\"b64\"]");
                g.sign(header.text(), g.admin().text())
            })
            .weak(),
        ],
    ),
    Attack::requests(
        "A20",
        Encoding,
        &[
            Case::stopped("header", Check::HeaderJson, |g| {
                let header = g.header.clone().and("alg", "\"none\"");
                g.keep_signature(&header, &g.admin())
            }),
            Case::stopped("claims", Check::PayloadJson, |g| {
                let payload = g.payload.clone().and("roles", "[\"admin\"]");
                g.sign(g.header.text(), payload.text())
            })
            .weak(),
        ],
    ),
    Attack::requests(
        "A21",
        Encoding,
        &[Case::stopped("nul", Check::KeyId, |g| {
            g.sign_header("kid", "\"weak\\u0000x\"")
        })
        .weak()],
    ),
    Attack::requests(
        "A22",
        Encoding,
        &[
            Case::stopped("two", Check::Parts, |g| done(input(&g.header, &g.admin()))),
            Case::stopped("four", Check::Parts, |g| {
                done(format!("{}.extra", g.materials.token))
            }),
        ],
    ),
    Attack::requests(
        "A23",
        Encoding,
        &[
            Case::stopped("padding", Check::Encoding, |g| {
                done(format!("{}=", g.materials.token))
            }),
            Case::stopped("alphabet", Check::Encoding, alphabet).weak(),
            Case::stopped("trailing_bits", Check::Encoding, trailing_bits),
            Case::new(
                "space",
                Expected::Problem(ProblemCode::TokenRequestInvalid),
                |g| {
                    let [header, payload, signature] = g.parts;
                    done(format!("{header}. {payload}. {signature}"))
                },
            ),
        ],
    ),
    Attack::requests(
        "A24",
        Encoding,
        &[Case::new(
            "flattened",
            Expected::Problem(ProblemCode::TokenRequestInvalid),
            |g| {
                let [header, payload, signature] = g.parts;
                done(format!(
                    "{{\"protected\":\"{header}\",\"payload\":\"{payload}\",\"signature\":\"{signature}\"}}"
                ))
            },
        )],
    ),
    Attack::requests(
        "A25",
        Encoding,
        &[Case::stopped("nested", Check::HeaderMembers, |g| {
            let inner = input(&g.header_with("alg", "\"none\""), &g.admin());
            g.sign(g.header_with("cty", "\"JWT\"").text(), format!("{inner}."))
        })
        .weak()],
    ),
    Attack::panel("A26", Encoding, Panel::Envelope),
    Attack::requests(
        "A27",
        Encoding,
        &[Case::stopped("long", Check::Length, |g| {
            let payload = g
                .admin()
                .with("pad", format!("\"{}\"", "x".repeat(MAX_TOKEN_BYTES)));
            g.sign(g.header.text(), payload.text())
        })
        .weak()],
    ),
    Attack::requests(
        "A28",
        Encoding,
        &[Case::stopped("not_utf8", Check::PayloadJson, |g| {
            let mut payload = g.admin().with("name", "\"?\"").text().into_bytes();
            // The question mark, between a quote, the brace and the end.
            let at = payload.len().saturating_sub(3);
            payload[at] = 0xff;
            g.sign(g.header.text(), payload)
        })
        .weak()],
    ),
];

/// The same bytes in the alphabet of ordinary base64. Some claim has to bring the two characters in which the
/// alphabets differ.
fn alphabet(g: &Genuine<'_>) -> Draft {
    let payload: Object = g.admin().with("jti", "\"???>>>???>>>???>>>???>>>\"");
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
