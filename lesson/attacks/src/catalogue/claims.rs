//! What the claims say. Most of these are signed with a cracked secret: they show that a right signature is not
//! the end of the checks.

use super::{Attack, Elsewhere, Family::Claims};
use crate::{
    case::{Case, Expected, Resource},
    draft::Draft,
    genuine::{Genuine, done, json},
};
use shared::{Check, ProblemCode};

const YEAR: i64 = 365 * 24 * 60 * 60;

pub(super) const ATTACKS: &[Attack] = &[
    Attack::new("A29", Claims).requests(&[
        Case::signed("never", Check::Claims, |g| g.sign_claim("exp", "\"never\"")),
        Case::signed("float", Check::Claims, |g| g.sign_claim("exp", "9999999999.5")),
        Case::signed("negative", Check::Claims, |g| g.sign_claim("exp", "-1")),
        Case::signed("too_large", Check::Claims, |g| g.sign_claim("exp", "9223372036854775808")),
    ]),
    Attack::new("A30", Claims).requests(&[
        Case::signed("exp_missing", Check::Claims, |g| without(g, "exp")),
        Case::signed("exp_far", Check::Lifetime, |g| times(g, 0, 10 * YEAR)),
        Case::signed("exp_past", Check::Expiry, |g| times(g, -3600, -3000)),
        Case::signed("nbf_future", Check::NotBefore, |g| {
            g.sign_claim("nbf", &(g.payload.number("iat") + 3600).to_string())
        }),
        Case::signed("iat_future", Check::NotBefore, |g| times(g, 3600, 4200)),
    ]),
    Attack::new("A31", Claims).requests(&[
        Case::stopped("other_user", Check::Signature, |g| {
            let payload = g.admin().with("sub", "\"the-account-of-somebody-else\"");
            g.keep_signature(&g.header, &payload)
        }),
        Case::new("without_role", Expected::Problem(ProblemCode::InsufficientScope), |g| {
            done(g.materials.token)
        })
        .resource(Resource::Admin),
    ]),
    Attack::new("A32", Claims).requests(&[
        Case::signed("other_iss", Check::Issuer, |g| {
            g.sign_claim("iss", "\"https://attacker.example\"")
        }),
        Case::signed("longer_iss", Check::Issuer, |g| {
            let issuer = g.payload.get("iss").unwrap_or_default().trim_matches('"');
            g.sign_claim("iss", &json(&format!("{issuer}.attacker.example")))
        }),
        Case::signed("iss_missing", Check::Claims, |g| without(g, "iss")),
        Case::signed("other_aud", Check::Audience, |g| {
            g.sign_claim("aud", "\"some-other-service\"")
        }),
        Case::signed("aud_list", Check::Claims, |g| {
            let audience = g.payload.get("aud").unwrap_or_default();
            g.sign_claim("aud", &format!("[\"some-other-service\",{audience}]"))
        }),
        Case::signed("aud_missing", Check::Claims, |g| without(g, "aud")),
    ]),
    Attack::new("A33", Claims)
        .requests(&[
            Case::signed("id_token", Check::Type, |g| g.sign_header("typ", "\"JWT\"")),
            Case::signed("refresh_token", Check::Type, |g| g.sign_header("typ", "\"rt+jwt\"")),
            Case::signed("no_type", Check::Type, |g| {
                g.sign(g.header.clone().without("typ").text(), g.payload.text())
            }),
        ])
        .also(&[LAB_TOKEN]),
    Attack::new("A34", Claims).requests(&[
        Case::signed("sql", Check::Claims, |g| g.sign_claim("sub", "\"x' OR '1'='1\"")),
        Case::signed("html", Check::Claims, |g| {
            g.sign_claim("sub", "\"<img src=x onerror=alert(1)>\"")
        }),
    ]),
    Attack::new("A35", Claims)
        .requests(&[Case::new("read", Expected::Accepted, |g| done(g.materials.token))]),
];

const LAB_TOKEN: Elsewhere = Elsewhere {
    what: "lab_token",
    tests: &[
        "lesson/server/tests/it/tokens.rs::a33_a_lab_token_is_worth_nothing_at_the_real_endpoints_and_the_other_way_round",
    ],
};

fn without(g: &Genuine<'_>, name: &str) -> Draft {
    g.sign(g.header.text(), g.payload.clone().without(name).text())
}

/// Issued and expiring this many seconds after the genuine token was issued.
fn times(g: &Genuine<'_>, iat: i64, exp: i64) -> Draft {
    let issued = g.payload.number("iat");
    let payload = g.payload_with("iat", &(issued + iat).to_string());
    let payload = payload.with("exp", (issued + exp).to_string());
    g.sign(g.header.text(), payload.text())
}
