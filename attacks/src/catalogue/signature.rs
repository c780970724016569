//! The signature, and the algorithm that it is made with.

use super::{Attack, Family::Signature};
use crate::{
    case::{Case, Expected},
    draft::Draft,
    genuine::{Genuine, done, hmac, input, json},
    object::Object,
};
use shared::{
    Check,
    api::lab::UNSET_KID,
    verify::Algorithm::{EdDsa, Es256, Rs256},
};

pub(super) const ATTACKS: &[Attack] = &[
    Attack::requests(
        "A1",
        Signature,
        &[Case::stopped("edited_payload", Check::Signature, |g| {
            g.keep_signature(&g.header, &g.admin())
        })],
    ),
    Attack::requests(
        "A2",
        Signature,
        &[
            Case::stopped("none", Check::Parts, |g| none(g, "none")),
            Case::stopped("None", Check::Parts, |g| none(g, "None")),
            Case::stopped("NONE", Check::Parts, |g| none(g, "NONE")),
            Case::stopped("nOnE", Check::Parts, |g| none(g, "nOnE")),
            Case::stopped("none_with_signature", Check::Algorithm, |g| {
                g.keep_signature(&g.header_with("alg", "\"none\""), &g.admin())
            }),
        ],
    ),
    Attack::requests(
        "A3",
        Signature,
        &[Case::stopped("cut_off", Check::Parts, |g| {
            unsigned(&g.header, &g.admin())
        })],
    ),
    Attack::requests(
        "A4",
        Signature,
        &[Case::stopped("empty_secret", Check::KeyId, |g| {
            let header = g.header_with("kid", &json(UNSET_KID));
            hmac(header.text(), g.admin().text(), "")
        })],
    ),
    Attack::requests(
        "A5",
        Signature,
        &[Case::new("cracked", Expected::Accepted, |g| {
            g.sign(g.header.text(), g.admin().text())
        })
        .weak()],
    ),
    Attack::requests(
        "A6",
        Signature,
        &[
            Case::stopped("RS256", Check::Algorithm, confused).algorithm(Rs256),
            Case::stopped("ES256", Check::Algorithm, confused).algorithm(Es256),
            Case::stopped("EdDSA", Check::Algorithm, confused).algorithm(EdDsa),
        ],
    ),
    Attack::elsewhere("A7", Signature, "server/tests/it/keys/attacks.rs"),
    Attack::requests(
        "A8",
        Signature,
        &[Case::stopped("zeros", Check::Signature, |g| {
            let (header, payload) = (&g.header, &g.admin());
            done(format!("{}.{}", input(header, payload), "A".repeat(86)))
        })
        .algorithm(Es256)],
    ),
    Attack::requests(
        "A9",
        Signature,
        &[
            Case::stopped("array", Check::Algorithm, |g| alg(g, "[\"HS256\"]")),
            Case::stopped("null", Check::Algorithm, |g| alg(g, "null")),
            Case::stopped("padded", Check::Algorithm, |g| alg(g, "\"HS256 \"")),
            Case::stopped("family", Check::Algorithm, |g| alg(g, "\"HS512\"")),
        ],
    ),
    Attack::requests(
        "A10",
        Signature,
        &[
            Case::stopped("one_byte", Check::Signature, |g| {
                g.signature(&g.signature[..1])
            }),
            Case::stopped("half", Check::Signature, |g| {
                g.signature(&g.signature[..g.signature.len() / 2])
            }),
        ],
    ),
];

/// Header and payload, and nothing behind the second dot.
fn unsigned(header: &Object, payload: &Object) -> Draft {
    done(format!("{}.", input(header, payload)))
}

fn none(g: &Genuine<'_>, alg: &str) -> Draft {
    unsigned(&g.header_with("alg", &json(alg)), &g.admin())
}

fn confused(g: &Genuine<'_>) -> Draft {
    let header = g.header_with("alg", "\"HS256\"");
    hmac(header.text(), g.admin().text(), g.materials.pem)
}

fn alg(g: &Genuine<'_>, value: &str) -> Draft {
    g.keep_signature(&g.header_with("alg", value), &g.admin())
}
