//! The naive verifier: every mistake of [`Mistake`], each as a real verifier has made it.
//!
//! It takes a token from every place ([`carry`]) and in every shape ([`shape`], [`encrypted`]), checks the signature
//! with the key that the token asks for ([`signature`], [`key`], [`kid`], [`known`]), and believes the claims. Where
//! none of that was a mistake, the strict verifier names the check that it fails and that is missing here
//! ([`left_out`]).
//!
//! It reaches nothing: its files, its table, its shell and its internet are the few texts of
//! [`lesson_shared::lab::world`]. What it computes for one request is bounded by the length of its headers and
//! its body, and how often it is asked by [`super::me`].

mod carry;
mod ecdsa;
mod encrypted;
mod key;
mod kid;
mod known;
mod left_out;
mod remembered;
mod shape;
mod shell;
mod signature;
mod sql;
mod trust;

pub(super) use carry::Asked;

use super::keys::LabKeys;
use anyhow::Result;
use encrypted::Decryption;
use lesson_shared::lab::{DEFAULT_USER, LabMe, Mistake};
use remembered::Remembered;
use serde_json::{Map, Value};
use server::auth::verify::Verifier;
use shape::Loose;
use shared::{Refusal, UnixSeconds};
use std::sync::Arc;
use trust::Trust;

pub(super) struct Naive {
    keys: Arc<LabKeys>,
    remembered: Remembered,
    decryption: Decryption,
}

impl Naive {
    /// A naive verifier with the keys of the lab. An error means that the RSA key cannot decrypt.
    pub(super) fn new(keys: Arc<LabKeys>) -> Result<Self> {
        Ok(Self { decryption: Decryption::new(&keys)?, remembered: Remembered::default(), keys })
    }

    /// Remembers a token that was issued, to be faster when it comes. Other tokens are not remembered, so that
    /// no client fills the memory by sending some.
    pub(super) fn issued(&self, token: &str) {
        if let Some((_, signature)) = token.rsplit_once('.') {
            self.remembered.insert(signature);
        }
    }

    /// The user that the request is taken for. `strict` only names the mistake.
    pub(super) fn judge(
        &self,
        asked: &Asked<'_>,
        strict: &Verifier<'_>,
        now: UnixSeconds,
    ) -> Result<LabMe, Refusal> {
        let Some(token) = carry::find(asked) else {
            return Ok(default_user());
        };
        let missing_check = |shape: Option<Mistake>| {
            shape
                .or_else(|| carry::is_odd(asked, &token, strict))
                .or_else(|| left_out::of(strict.verify(&token, now), &token))
        };
        if let Some(claims) = self.decryption.open(&token) {
            return Ok(believed(&claims, Trust::by(Mistake::EncryptedUnsigned)));
        }
        let loose = Loose::read(&token).ok_or_else(|| refusal(strict, &token, now))?;
        let mut trust = signature::check(&self.keys, &self.remembered, &loose)
            .ok_or(Refusal::WrongSignature)?;
        let (claims, nested) = match loose.nested() {
            Some(claims) => (claims, Some(Mistake::NestedToken)),
            None => (loose.claims(), None),
        };
        trust.mistake = trust.mistake.or_else(|| missing_check(loose.shape.or(nested)));
        Ok(believed(&claims, trust))
    }
}

/// The strict verifier's refusal of a token that not even the naive one can read.
fn refusal(strict: &Verifier<'_>, token: &str, now: UnixSeconds) -> Refusal {
    let verified = strict.verify(token, now);
    verified.err().unwrap_or(Refusal::WrongSignature)
}

/// The user of a request without a token: a default that was meant for the tests.
fn default_user() -> LabMe {
    LabMe {
        sub: DEFAULT_USER.into(),
        roles: vec!["user".into()],
        exp: None,
        mistake: Some(Mistake::DefaultUser),
        did: None,
    }
}

fn believed(claims: &Map<String, Value>, trust: Trust) -> LabMe {
    let words = |value: &Value| match value {
        Value::String(word) => word.clone(),
        other => other.to_string(),
    };
    let roles = match claims.get("roles") {
        Some(Value::Array(roles)) => roles.iter().map(words).collect(),
        Some(role) => vec![words(role)],
        None => Vec::new(),
    };
    LabMe {
        sub: claims.get("sub").map(words).unwrap_or_default(),
        roles,
        exp: claims.get("exp").cloned(),
        mistake: trust.mistake,
        did: trust.did,
    }
}
