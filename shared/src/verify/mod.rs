//! The verifier: what a token has to pass before its claims are believed.
//!
//! The checks run in the order of [`Check::ALL`], in phases that are types. Each phase can be entered
//! only through the one before:
//!
//! ```text
//! Parsed::parse(token)         length, parts, base64url, header          needs no key
//!   .choose_key(keys)   Keyed  type, key id, algorithm                   the key fixes the algorithm
//!   .signature_is(…)    Signed signature                                 checked by the caller, who has the key
//!   .claims(policy, now)       claims, issuer, audience, times           AccessClaims
//! ```
//!
//! The signature is checked outside, because the server does it with aws-lc-rs and the browser with
//! `WebCrypto`, which answers later. A refusal names its check; what was checked before has passed, what
//! comes after was not reached, and [`report()`] says so line by line.

mod algorithm;
mod check;
mod policy;
mod refusal;
mod report;

pub use algorithm::Algorithm;
pub use check::Check;
pub use policy::{PolicyError, TokenPolicy};
pub use refusal::Refusal;
pub use report::{Verdict, report};

use crate::{
    AccessClaims, Compact, UnixSeconds,
    claims::ReadClaims,
    compact::Part,
    json::{Json, StrictObject},
};

/// The `typ` of an access token (RFC 9068 §2.1).
pub const TYP: &str = "at+jwt";

/// A token that has the shape of one: three parts, and a header that is an object without surprises.
#[derive(Debug)]
pub struct Parsed<'t> {
    compact: Compact<'t>,
}

impl<'t> Parsed<'t> {
    /// Takes a token apart (RFC 7515 §5.2, steps 1 to 3).
    pub fn parse(token: &'t str) -> Result<Self, Refusal> {
        Compact::parse(token).map(|compact| Self { compact })
    }

    /// Reads the header and finds the key that it names. `keys` answers a key id with the key and the one
    /// algorithm of that key; it looks at memory and nowhere else, because the client chose the id.
    pub fn choose_key<K>(
        self,
        keys: impl FnOnce(&str) -> Option<(Algorithm, K)>,
    ) -> Result<Keyed<'t, K>, Refusal> {
        let header = StrictObject::parse(&self.compact.header)
            .map_err(|error| Refusal::json(Part::Header, error))?;
        if let Some(name) = header.other_than(&["alg", "typ", "kid"]) {
            return Err(Refusal::UnknownHeader { name: name.into() });
        }
        match header.get("typ") {
            Some(Json::String(typ)) if typ == TYP || typ == "application/at+jwt" => {}
            _ => return Err(Refusal::WrongType),
        }
        let (algorithm, key) = match header.get("kid") {
            Some(Json::String(kid)) if is_key_id(kid) => keys(kid).ok_or(Refusal::UnknownKey)?,
            _ => return Err(Refusal::NoKeyId),
        };
        match header.get("alg") {
            Some(Json::String(alg)) if alg == algorithm.name() => {}
            _ => return Err(Refusal::WrongAlgorithm { wanted: algorithm }),
        }
        Ok(Keyed { compact: self.compact, key })
    }
}

fn is_key_id(kid: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (1..=64).contains(&kid.len()) && kid.bytes().all(allowed)
}

/// A token whose key is known. Its signature is not checked yet.
#[derive(Debug)]
pub struct Keyed<'t, K> {
    compact: Compact<'t>,
    key: K,
}

impl<'t, K> Keyed<'t, K> {
    /// The key that has to have signed.
    pub const fn key(&self) -> &K {
        &self.key
    }

    /// What was signed.
    pub const fn signing_input(&self) -> &'t str {
        self.compact.signing_input
    }

    /// The signature to check.
    pub fn signature(&self) -> &[u8] {
        &self.compact.signature
    }

    /// The signature as it stands in the token, in base64url.
    pub const fn signature_text(&self) -> &'t str {
        self.compact.signature_text
    }

    /// Goes on to the claims if the signature is valid: the caller has checked [`signature`](Self::signature) with
    /// [`key`](Self::key) over [`signing_input`](Self::signing_input).
    pub fn signature_is(self, valid: bool) -> Result<Signed, Refusal> {
        if valid {
            Ok(Signed { payload: self.compact.payload })
        } else {
            Err(Refusal::WrongSignature)
        }
    }
}

/// A token whose signature is right. Its issuer, audience and times are not checked yet.
#[derive(Debug)]
pub struct Signed {
    payload: Vec<u8>,
}

impl Signed {
    /// Checks the claims against the policy at the time `now` (RFC 7519 §7.2, RFC 9068 §4). The refusal is that of the
    /// first check that fails.
    pub fn claims(self, policy: &TokenPolicy, now: UnixSeconds) -> Result<AccessClaims, Refusal> {
        let ReadClaims { claims, nbf } = ReadClaims::parse(&self.payload)?;
        if claims.iss != policy.issuer() {
            return Err(Refusal::WrongIssuer);
        }
        if claims.aud != policy.audience() {
            return Err(Refusal::WrongAudience);
        }
        let latest = now.plus(policy.leeway());
        if claims.iat > latest {
            return Err(Refusal::IssuedInFuture { seconds: claims.iat.since(now) });
        }
        if let Some(nbf) = nbf.filter(|nbf| *nbf > latest) {
            return Err(Refusal::NotYetValid { seconds: nbf.since(now) });
        }
        let lifetime = claims.exp.since(claims.iat);
        if lifetime <= 0 || lifetime > i64::from(policy.max_lifetime()) {
            return Err(Refusal::WrongLifetime { seconds: lifetime });
        }
        if now >= claims.exp.plus(policy.leeway()) {
            return Err(Refusal::Expired { seconds: now.since(claims.exp) });
        }
        Ok(AccessClaims::vouch_for(claims))
    }
}
