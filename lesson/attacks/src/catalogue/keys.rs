//! Which key the signature is checked with: nothing that the token gets to say.

use super::{Attack, Family::Keys};
use crate::{
    case::Case,
    draft::Draft,
    genuine::{Genuine, by_attacker, hmac, json},
    object::RawObject,
};
use lesson_shared::lab::{
    DEFAULT_SECRET,
    world::{
        ATTACKER_CERTIFICATE_URL, ATTACKER_JWKS, ATTACKER_JWKS_URL, INTERNAL_TEXT, INTERNAL_URL,
        attacker_certificate,
    },
};
use shared::Check;

pub(super) const ATTACKS: &[Attack] = &[
    Attack::new("A11", Keys).requests(&[Case::stopped("jwk", Check::HeaderMembers, |g| {
        brought(g, "jwk", public_jwk())
    })]),
    Attack::new("A12", Keys).requests(&[Case::stopped("jku", Check::HeaderMembers, |g| {
        brought(g, "jku", &json(ATTACKER_JWKS_URL))
    })]),
    Attack::new("A13", Keys).requests(&[
        Case::stopped("x5c", Check::HeaderMembers, |g| {
            brought(g, "x5c", &format!("[\"{}\"]", attacker_certificate()))
        }),
        Case::stopped("x5u", Check::HeaderMembers, |g| {
            brought(g, "x5u", &json(ATTACKER_CERTIFICATE_URL))
        }),
    ]),
    Attack::new("A14", Keys).requests(&[
        Case::stopped("jku", Check::HeaderMembers, |g| sent_inside(g, "jku")),
        Case::stopped("x5u", Check::HeaderMembers, |g| sent_inside(g, "x5u")),
    ]),
    Attack::new("A15", Keys).requests(&[
        Case::stopped("dev_null", Check::KeyId, |g| named(g, "../../../dev/null", "")),
        Case::stopped("known_file", Check::KeyId, |g| named(g, "../../../etc/hostname", "lab\n")),
    ]),
    Attack::new("A16", Keys).requests(&[Case::stopped("union", Check::KeyId, |g| {
        named(g, "x' UNION SELECT 'pwned' --", "pwned")
    })]),
    Attack::new("A17", Keys)
        .requests(&[Case::stopped("echo", Check::KeyId, |g| named(g, "x; echo pwned", "pwned"))]),
    Attack::new("A18", Keys).requests(&[
        Case::stopped("missing", Check::KeyId, |g| by_default(g, &g.header.clone().without("kid"))),
        Case::stopped("empty", Check::KeyId, |g| kid(g, "\"\"")),
        Case::stopped("number", Check::KeyId, |g| kid(g, "1")),
        Case::stopped("unknown", Check::KeyId, |g| kid(g, "\"no-such-key\"")),
    ]),
];

/// The header brings the attacker's key, or its URL.
fn brought(g: &Genuine<'_>, member: &str, value: &str) -> Draft {
    let header = g.header_with("alg", "\"ES256\"").with(member, value);
    by_attacker(&header, &g.admin())
}

/// The verifier fetches an internal URL, and the attacker knows the text at it.
fn sent_inside(g: &Genuine<'_>, member: &str) -> Draft {
    let header = g.header_with(member, &json(INTERNAL_URL));
    hmac(header.text(), g.admin().text(), INTERNAL_TEXT)
}

/// `kid` makes the verifier find a secret that the attacker knows.
fn named(g: &Genuine<'_>, kid: &str, secret: &str) -> Draft {
    let header = g.header_with("kid", &json(kid));
    hmac(header.text(), g.admin().text(), secret)
}

fn kid(g: &Genuine<'_>, value: &str) -> Draft {
    by_default(g, &g.header_with("kid", value))
}

fn by_default(g: &Genuine<'_>, header: &RawObject) -> Draft {
    hmac(header.text(), g.admin().text(), DEFAULT_SECRET)
}

/// The one key of the attacker's JWK set.
fn public_jwk() -> &'static str {
    let inner = ATTACKER_JWKS.strip_prefix("{\"keys\":[");
    inner.and_then(|inner| inner.strip_suffix("]}")).unwrap_or_default()
}
