//! Every forgery against the strict verifier, without a server: the check that the catalogue names is the one
//! that refuses.

use attacks::{Case, Expected, Materials, Signing, TokenPlace, all};
use hmac::{Hmac, KeyInit, Mac};
use lesson_shared::lab::{LabKeyChoice, WEAK_KID};
use sha2::Sha256;
use shared::{
    Check, Claims, Refusal, TokenPolicy, UnixSeconds,
    compact::base64url,
    verify::{Algorithm, Parsed},
};

const STRONG: &[u8] = b"thirty-two bytes that nobody has";
const WEAK: &str = "dragon";
const PEM: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw\n-----END PUBLIC KEY-----\n";
const NOW: UnixSeconds = UnixSeconds(2_000_000_000);

#[test]
fn every_forgery_is_refused_by_the_check_that_the_catalogue_names() {
    let mut forged = 0;
    for attack in all() {
        for case in attack.cases() {
            let genuine = genuine(case);
            assert_eq!(judge(&genuine, NOW), None, "the genuine token is refused");
            let token = token(case, &genuine);
            let answer = judge(&token, now(case)).map(|refusal| refusal.check());
            match case.expected {
                // Only the server knows which sessions have ended.
                Expected::Check(Check::Session) | Expected::Accepted => {
                    assert_eq!(answer, None, "{} {}", attack.id, case.name);
                }
                Expected::Check(check) => {
                    assert_eq!(answer, Some(check), "{} {}", attack.id, case.name);
                }
                // What is wrong with these is how they come, or no token comes at all.
                Expected::Problem(_) => {}
            }
            forged += 1;
        }
    }
    assert!(forged > 80, "only {forged} forgeries");
}

#[test]
fn forged_tokens_can_travel_in_a_header() {
    for attack in all() {
        for case in attack.cases() {
            let token = token(case, &genuine(case));
            let is_visible = token.bytes().all(|b| (b' '..=b'~').contains(&b));
            assert!(is_visible, "{} {}", attack.id, case.name);
        }
    }
}

#[test]
fn what_is_no_token_is_no_material() {
    let materials = Materials { token: "not.a.token", secret: WEAK, pem: PEM };
    for case in all().flat_map(attacks::Attack::cases) {
        assert!(case.forge(&materials).is_err());
    }
}

fn now(case: &Case) -> UnixSeconds {
    match case.place {
        TokenPlace::BearerLater => NOW.plus(3600),
        _ => NOW,
    }
}

fn token(case: &Case, genuine: &str) -> String {
    let materials = Materials { token: genuine, secret: WEAK, pem: PEM };
    let draft = case.forge(&materials).unwrap();
    let signature = match &draft.signing {
        Signing::Hmac(secret) => hmac(secret, draft.input.as_bytes()),
        // No check gets as far as this signature.
        Signing::Attacker => vec![7; 64],
        Signing::Done(_) => Vec::new(),
    };
    draft.token(&signature)
}

fn genuine(case: &Case) -> String {
    let (kid, secret) = match case.key {
        LabKeyChoice::Strong => (case.algorithm.name(), STRONG),
        LabKeyChoice::Weak => (WEAK_KID, WEAK.as_bytes()),
    };
    let header = format!(r#"{{"alg":"{}","typ":"at+jwt","kid":"{kid}"}}"#, case.algorithm.name());
    let claims = Claims {
        iss: "http://localhost/lab".into(),
        aud: "lab".into(),
        iat: NOW,
        exp: NOW.plus(600),
        ..Claims::example()
    };
    let payload = serde_json::to_vec(&claims).unwrap();
    let input = format!("{}.{}", base64url(header.as_bytes()), base64url(&payload));
    let signature = base64url(&hmac(secret, input.as_bytes()));
    format!("{input}.{signature}")
}

/// As the server does it. A key of this little server signs with HMAC whatever its algorithm is called: of
/// public keys there is nothing to see here.
fn judge(token: &str, now: UnixSeconds) -> Option<Refusal> {
    let keys = |kid: &str| match (kid, Algorithm::from_name(kid)) {
        (WEAK_KID, _) => Some((Algorithm::Hs256, WEAK.as_bytes())),
        (_, Some(algorithm)) => Some((algorithm, STRONG)),
        _ => None,
    };
    let policy = TokenPolicy::new("http://localhost/lab", "lab", 5, 900).unwrap();
    let verify = || {
        let keyed = Parsed::parse(token)?.choose_key(keys)?;
        let valid = hmac(keyed.key(), keyed.signing_input().as_bytes()) == keyed.signature();
        keyed.signature_is(valid)?.claims(&policy, now).map(drop)
    };
    verify().err()
}

fn hmac(secret: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
