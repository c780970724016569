//! What this server's verifier would say: `shared::verify` itself, with the visitor's key and expectations.

use super::{key::ParsedKey, token::dissect};
use crate::lesson::crypto::KeyKind;
use shared::{
    Check, Refusal, TokenPolicy, UnixSeconds, UnverifiedClaims, Verdict,
    verify::{Algorithm, Parsed, report},
};
use strum::{IntoStaticStr, VariantNames};

/// The outcome of a check, as far as the browser can know it. Styles and tests find it by its name in snake case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Outcome {
    Passed,
    /// This is where the token is refused.
    Refused,
    /// An earlier check has refused it already.
    NotReached,
    /// The check needs a key, or an expectation, that is not there.
    Open,
    /// The check needs what only the server knows.
    ServerOnly,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// In the order of [`Check::ALL`].
    pub outcomes: Vec<Outcome>,
    pub refusal: Option<Refusal>,
}

/// A key, and what the browser has computed with it.
#[derive(Clone, Copy, Debug)]
pub struct KeyResult<'k> {
    pub key: &'k ParsedKey,
    /// Whether it has signed the token; `None` as long as that is not known.
    pub signed: Option<bool>,
}

/// Runs the verifier. Without a key or a policy it goes on as if nothing were wrong with what they are for, and
/// reports that as open.
pub fn verify(
    token: &str,
    result: Option<KeyResult<'_>>,
    policy: Option<&TokenPolicy>,
    now: UnixSeconds,
) -> Report {
    let refusal = run(token, result, policy, now).err();
    let open = |check| match check {
        Check::KeyId | Check::Algorithm => result.is_none(),
        Check::Signature => result.is_none_or(|result| result.signed.is_none()),
        Check::Issuer | Check::Audience | Check::NotBefore | Check::Lifetime | Check::Expiry => {
            policy.is_none()
        }
        _ => false,
    };
    let outcomes = report(refusal.as_ref())
        .map(|(check, verdict)| match verdict {
            Verdict::Refused(_) => Outcome::Refused,
            Verdict::NotReached => Outcome::NotReached,
            Verdict::Passed if check == Check::Session => Outcome::ServerOnly,
            Verdict::Passed if open(check) => Outcome::Open,
            Verdict::Passed => Outcome::Passed,
        })
        .collect();
    Report { outcomes, refusal }
}

fn run(
    token: &str,
    result: Option<KeyResult<'_>>,
    policy: Option<&TokenPolicy>,
    now: UnixSeconds,
) -> Result<(), Refusal> {
    let claimed = dissect(token).header_text("alg").and_then(Algorithm::from_name);
    let key = |kid: &str| match result {
        None => Some((claimed.unwrap_or(Algorithm::Hs256), ())),
        Some(result) => {
            let named = result.key.kid.as_deref();
            named.is_none_or(|named| named == kid).then(|| (algorithm_of(result.key), ()))
        }
    };
    let signed = Parsed::parse(token)?
        .choose_key(key)?
        .signature_is(result.and_then(|result| result.signed) != Some(false))?;
    match policy {
        Some(policy) => signed.claims(policy, now).map(|_| ()),
        None => UnverifiedClaims::read(token).map(|_| ()),
    }
}

/// The one algorithm that this server would give to a key of this kind.
fn algorithm_of(key: &ParsedKey) -> Algorithm {
    let said = key.alg.as_deref().and_then(Algorithm::from_name);
    said.unwrap_or(match key.kind {
        KeyKind::Secret => Algorithm::Hs256,
        KeyKind::Rsa => Algorithm::Rs256,
        KeyKind::Ec => Algorithm::Es256,
        KeyKind::Edwards => Algorithm::EdDsa,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::inspector::key::{SecretEncoding, parse_secret};
    use shared::{Claims, compact::base64url};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn token(alg: &str, exp: i64) -> String {
        let header = format!(r#"{{"alg":"{alg}","typ":"at+jwt","kid":"k1"}}"#);
        let claims = Claims {
            iss: "i".into(),
            aud: "a".into(),
            iat: UnixSeconds(1000),
            exp: UnixSeconds(exp),
            ..Claims::example()
        };
        let payload = serde_json::to_string(&claims).expect("claims are JSON");
        let part = |text: &str| base64url(text.as_bytes());
        format!("{}.{}.{}", part(&header), part(&payload), part("signature"))
    }

    fn secret() -> ParsedKey {
        parse_secret("secret", SecretEncoding::Text).expect("it is a secret").keys.remove(0)
    }

    fn at(report: &Report, check: Check) -> Outcome {
        report.outcomes[check as usize]
    }

    #[test]
    fn without_a_key_what_takes_one_is_open_and_the_rest_is_judged() {
        let policy = TokenPolicy::new("i", "a", 5, 600).expect("it is in range");
        let fresh = verify(&token("HS256", 1060), None, Some(&policy), UnixSeconds(1010));
        assert_eq!(fresh.refusal, None);
        assert_eq!(at(&fresh, Check::Signature), Outcome::Open);
        assert_eq!(at(&fresh, Check::Expiry), Outcome::Passed);
        assert_eq!(at(&fresh, Check::Session), Outcome::ServerOnly);
        let late = verify(&token("HS256", 1060), None, Some(&policy), UnixSeconds(1065));
        assert_eq!(at(&late, Check::Expiry), Outcome::Refused);
        let nowhere = verify(&token("HS256", 1060), None, None, UnixSeconds(1065));
        assert_eq!(at(&nowhere, Check::Expiry), Outcome::Open);
        assert_eq!(at(&nowhere, Check::Claims), Outcome::Passed);
    }

    #[test]
    fn a_right_signature_of_a_foreign_algorithm_is_refused_all_the_same() {
        let (policy, key) = (TokenPolicy::new("i", "a", 5, 600).ok(), secret());
        let judged = |alg, signed| {
            let result = KeyResult { key: &key, signed };
            verify(&token(alg, 1060), Some(result), policy.as_ref(), UnixSeconds(1010))
        };
        let foreign = judged("HS512", Some(true));
        assert_eq!(at(&foreign, Check::Algorithm), Outcome::Refused);
        assert_eq!(at(&foreign, Check::Signature), Outcome::NotReached);
        assert_eq!(judged("HS256", Some(true)).refusal, None);
        assert_eq!(judged("HS256", Some(false)).refusal, Some(Refusal::WrongSignature));
        assert_eq!(at(&judged("HS256", None), Check::Signature), Outcome::Open);
    }

    #[test]
    fn a_key_with_another_id_is_another_key() {
        let mut key = secret();
        key.kid = Some("k2".into());
        let result = KeyResult { key: &key, signed: Some(true) };
        let report = verify(&token("HS256", 1060), Some(result), None, UnixSeconds(1010));
        assert_eq!(report.refusal, Some(Refusal::UnknownKey));
    }
}
