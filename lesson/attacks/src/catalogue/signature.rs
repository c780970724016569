//! The signature, and the algorithm that it is made with.

use super::{Attack, Elsewhere, Family::Signature};
use crate::{
    case::{Case, Expected, First},
    draft::Draft,
    genuine::{Genuine, done, hmac, input, json},
    object::RawObject,
};
use lesson_shared::lab::UNSET_KID;
use shared::{
    Check,
    compact::base64url,
    verify::Algorithm::{EdDsa, Es256, Rs256},
};

pub(super) const ATTACKS: &[Attack] = &[
    Attack::new("A1", Signature).requests(&[Case::stopped(
        "edited_payload",
        Check::Signature,
        |g| g.keep_signature(&g.header, &g.admin()),
    )]),
    Attack::new("A2", Signature).requests(&[
        Case::stopped("none", Check::Parts, |g| none(g, "none")),
        Case::stopped("None", Check::Parts, |g| none(g, "None")),
        Case::stopped("NONE", Check::Parts, |g| none(g, "NONE")),
        Case::stopped("nOnE", Check::Parts, |g| none(g, "nOnE")),
        Case::stopped("none_with_signature", Check::Algorithm, |g| {
            g.keep_signature(&g.header_with("alg", "\"none\""), &g.admin())
        }),
    ]),
    Attack::new("A3", Signature)
        .requests(&[Case::stopped("cut_off", Check::Parts, |g| unsigned(&g.header, &g.admin()))]),
    Attack::new("A4", Signature).requests(&[Case::stopped("empty_secret", Check::KeyId, |g| {
        let header = g.header_with("kid", &json(UNSET_KID));
        hmac(header.text(), g.admin().text(), "")
    })]),
    Attack::new("A5", Signature).requests(&[Case::new("cracked", Expected::Accepted, |g| {
        g.sign(g.header.text(), g.admin().text())
    })
    .weak()]),
    Attack::new("A6", Signature).requests(&[
        Case::stopped("RS256", Check::Algorithm, confused).algorithm(Rs256),
        Case::stopped("ES256", Check::Algorithm, confused).algorithm(Es256),
        Case::stopped("EdDSA", Check::Algorithm, confused).algorithm(EdDsa),
    ]),
    Attack::new("A7", Signature)
        .requests(&[Case::stopped("recovered", Check::Algorithm, confused)
            .algorithm(Es256)
            .first(First::RecoverKey)])
        .also(&[RSA_KEY]),
    Attack::new("A8", Signature).requests(&[
        Case::stopped("zeros", Check::Signature, |g| out_of_range(g, &[0; 32])).algorithm(Es256),
        Case::stopped("order", Check::Signature, |g| out_of_range(g, &P256_ORDER)).algorithm(Es256),
    ]),
    Attack::new("A9", Signature).requests(&[
        Case::stopped("array", Check::Algorithm, |g| alg(g, "[\"HS256\"]")),
        Case::stopped("null", Check::Algorithm, |g| alg(g, "null")),
        Case::stopped("padded", Check::Algorithm, |g| alg(g, "\"HS256 \"")),
        Case::stopped("family", Check::Algorithm, |g| alg(g, "\"HS512\"")),
    ]),
    Attack::new("A10", Signature)
        .requests(&[
            Case::stopped("one_byte", Check::Signature, |g| g.signature(&g.signature[..1])),
            Case::stopped("half", Check::Signature, |g| {
                g.signature(&g.signature[..g.signature.len() / 2])
            }),
            Case::futile("bit_flipped", Check::Signature, |g| {
                let mut signature = g.signature.clone();
                // A genuine signature is never empty.
                signature[0] ^= 1;
                g.signature(&signature)
            })
            .algorithm(EdDsa),
            Case::futile("swapped", Check::Signature, |g| {
                let (r, s) = g.signature.split_at(g.signature.len() / 2);
                g.signature(&[s, r].concat())
            })
            .algorithm(Es256),
            Case::futile("zero_in_front", Check::Signature, |g| {
                g.signature(&[&[0], &*g.signature].concat())
            })
            .algorithm(Rs256),
        ])
        .also(&[RSA_PADDING]),
];

const RSA_KEY: Elsewhere = Elsewhere {
    what: "rsa_key",
    tests: &["server/tests/it/keys/attacks.rs::a6_a7_s01_the_public_key_as_hmac_secret"],
};

const RSA_PADDING: Elsewhere = Elsewhere {
    what: "rsa_padding",
    tests: &["server/tests/it/keys/attacks.rs::a10_an_rsa_signature_has_one_padding_and_one_hash"],
};

/// The order of the group of P-256: zero, as long as one computes modulo this number.
const P256_ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// A signature whose two numbers are both this one.
fn out_of_range(g: &Genuine<'_>, number: &[u8; 32]) -> Draft {
    let signature = base64url(&[*number, *number].concat());
    done(format!("{}.{signature}", input(&g.header, &g.admin())))
}

/// Header and payload, and nothing behind the second dot.
fn unsigned(header: &RawObject, payload: &RawObject) -> Draft {
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
