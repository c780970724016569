//! What a token says: the claims, and what a verifier wants of them.
//!
//! The same eight claims come in three types, and the type tells how far they can be trusted:
//! [`Claims`] is what somebody writes into a token, [`UnverifiedClaims`] what somebody read from one
//! without a key, and [`AccessClaims`] what the verifier vouches for.

use crate::{
    Compact, Role, UnixSeconds,
    json::{Json, Object},
    verify::Refusal,
};
use serde::Serialize;
use std::ops::Deref;

/// The payload of an access token (RFC 9068 §2.2): whose it is, for whom, for how long, and what it
/// allows. Nothing personal, because everybody can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// Issuer: who made the token.
    pub iss: String,
    /// Audience: who shall accept it.
    pub aud: String,
    /// Subject: the opaque id of the user.
    pub sub: String,
    /// The session, so that it can be ended.
    pub sid: String,
    /// The id of this one token: at least 128 random bits.
    pub jti: String,
    /// Issued at.
    pub iat: UnixSeconds,
    /// Expires at.
    pub exp: UnixSeconds,
    /// What the user may do.
    pub roles: Vec<Role>,
}

/// Claims of a token that passed every check. Only [`verify`](crate::verify) makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessClaims(Claims);

impl AccessClaims {
    pub(crate) const fn vouch_for(claims: Claims) -> Self {
        Self(claims)
    }
}

impl Deref for AccessClaims {
    type Target = Claims;

    fn deref(&self) -> &Claims {
        &self.0
    }
}

/// Claims read without a key: good for showing them, and for nothing else. A browser is in this place,
/// since it has no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnverifiedClaims(Claims);

impl UnverifiedClaims {
    /// Reads the payload of a token and believes it.
    pub fn read(token: &str) -> Result<Self, Refusal> {
        Ok(Self(
            ReadClaims::parse(&Compact::parse(token)?.payload)?.claims,
        ))
    }
}

impl Deref for UnverifiedClaims {
    type Target = Claims;

    fn deref(&self) -> &Claims {
        &self.0
    }
}

/// What the verifier wants of the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPolicy {
    issuer: String,
    audience: String,
    leeway: u32,
    max_lifetime: u32,
}

impl TokenPolicy {
    /// The most leeway there can be, in seconds: clocks of one service do not differ by more.
    pub const MAX_LEEWAY: u32 = 30;
    /// The longest lifetime there can be, in seconds: 15 minutes.
    pub const MAX_LIFETIME: u32 = 15 * 60;

    /// A policy for tokens of exactly this issuer for exactly this audience. `leeway` is how many
    /// seconds two clocks may differ, `max_lifetime` how many seconds a token may live.
    pub fn new(
        issuer: impl Into<String>,
        audience: impl Into<String>,
        leeway: u32,
        max_lifetime: u32,
    ) -> Result<Self, PolicyError> {
        let (issuer, audience) = (issuer.into(), audience.into());
        if issuer.is_empty() {
            return Err(PolicyError::NoIssuer);
        }
        if audience.is_empty() {
            return Err(PolicyError::NoAudience);
        }
        if leeway > Self::MAX_LEEWAY {
            return Err(PolicyError::Leeway { asked: leeway });
        }
        if max_lifetime == 0 || max_lifetime > Self::MAX_LIFETIME {
            return Err(PolicyError::Lifetime {
                asked: max_lifetime,
            });
        }
        Ok(Self {
            issuer,
            audience,
            leeway,
            max_lifetime,
        })
    }

    /// The one issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The one audience.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// Seconds that two clocks may differ.
    #[must_use]
    pub const fn leeway(&self) -> u32 {
        self.leeway
    }

    /// Seconds that a token may live.
    #[must_use]
    pub const fn max_lifetime(&self) -> u32 {
        self.max_lifetime
    }
}

/// Why there can be no such policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// No issuer.
    #[error("the issuer is empty; name the URL under which the server is known")]
    NoIssuer,
    /// No audience.
    #[error("the audience is empty; name the service that the tokens are for")]
    NoAudience,
    /// Too much leeway.
    #[error(
        "a leeway of {asked} s lets expired tokens live on; use at most {} s and set the clocks",
        TokenPolicy::MAX_LEEWAY
    )]
    Leeway {
        /// What was asked for, in seconds.
        asked: u32,
    },
    /// Too long a lifetime, or none.
    #[error(
        "an access token lifetime of {asked} s is out of range: use 1 to {} s, because a stolen token \
         is good until it expires; renewal keeps people signed in",
        TokenPolicy::MAX_LIFETIME
    )]
    Lifetime {
        /// What was asked for, in seconds.
        asked: u32,
    },
}

/// The claims as they stand in a payload: typed, and not compared with anything.
pub(crate) struct ReadClaims {
    pub(crate) claims: Claims,
    /// Never issued here, and honoured when it is there (RFC 7519 §4.1.5).
    pub(crate) nbf: Option<UnixSeconds>,
}

impl ReadClaims {
    const KNOWN: [&str; 9] = [
        "iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles", "nbf",
    ];

    pub(crate) fn parse(payload: &[u8]) -> Result<Self, Refusal> {
        let object = Object::parse(payload).map_err(Refusal::payload)?;
        if let Some(name) = object.other_than(&Self::KNOWN) {
            return Err(Refusal::UnknownClaim { name: name.into() });
        }
        Ok(Self {
            claims: Claims {
                iss: string(&object, "iss")?,
                aud: string(&object, "aud")?,
                sub: identifier(&object, "sub")?,
                sid: identifier(&object, "sid")?,
                jti: identifier(&object, "jti")?,
                iat: time(&object, "iat")?.ok_or(Refusal::ClaimMissing { name: "iat" })?,
                exp: time(&object, "exp")?.ok_or(Refusal::ClaimMissing { name: "exp" })?,
                roles: roles(&object)?,
            },
            nbf: time(&object, "nbf")?,
        })
    }
}

fn string(object: &Object<'_>, name: &'static str) -> Result<String, Refusal> {
    match object.get(name) {
        Some(Json::String(text)) => Ok(text.to_string()),
        Some(_) => Err(Refusal::ClaimType {
            name,
            wanted: "a string",
        }),
        None => Err(Refusal::ClaimMissing { name }),
    }
}

/// 22 characters of base64url are 132 bits: room for the 128 random ones that an id has to have.
fn identifier(object: &Object<'_>, name: &'static str) -> Result<String, Refusal> {
    let id = string(object, name)?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if (22..=64).contains(&id.len()) && id.bytes().all(allowed) {
        Ok(id)
    } else {
        Err(Refusal::ClaimType {
            name,
            wanted: "an id of 22 to 64 base64url characters",
        })
    }
}

fn time(object: &Object<'_>, name: &'static str) -> Result<Option<UnixSeconds>, Refusal> {
    match object.get(name) {
        None => Ok(None),
        Some(Json::Integer(seconds)) if (0..=UnixSeconds::MAX.0).contains(seconds) => {
            Ok(Some(UnixSeconds(*seconds)))
        }
        Some(_) => Err(Refusal::ClaimType {
            name,
            wanted: "whole seconds since 1970",
        }),
    }
}

fn roles(object: &Object<'_>) -> Result<Vec<Role>, Refusal> {
    const NAME: &str = "roles";
    let wrong = || Refusal::ClaimType {
        name: NAME,
        wanted: "a list of known roles",
    };
    match object.get(NAME) {
        None => Err(Refusal::ClaimMissing { name: NAME }),
        Some(Json::Array(items)) => items
            .iter()
            .map(|item| match item {
                Json::String(name) => Role::from_name(name).ok_or_else(wrong),
                _ => Err(wrong()),
            })
            .collect(),
        Some(_) => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s11_more_than_30_s_of_leeway_is_refused() {
        assert!(TokenPolicy::new("i", "a", 30, 600).is_ok());
        for asked in [31, 121] {
            assert_eq!(
                TokenPolicy::new("i", "a", asked, 600),
                Err(PolicyError::Leeway { asked })
            );
        }
    }

    #[test]
    fn s14_more_than_15_min_of_lifetime_is_refused_with_the_reason() {
        assert!(TokenPolicy::new("i", "a", 5, 900).is_ok());
        for asked in [0, 901] {
            let error = TokenPolicy::new("i", "a", 5, asked).unwrap_err();
            assert_eq!(error, PolicyError::Lifetime { asked });
            assert!(error.to_string().contains("stolen"));
        }
    }

    #[test]
    fn s06_s07_a_policy_without_issuer_or_audience_is_refused() {
        assert_eq!(
            TokenPolicy::new("", "a", 5, 600),
            Err(PolicyError::NoIssuer)
        );
        assert_eq!(
            TokenPolicy::new("i", "", 5, 600),
            Err(PolicyError::NoAudience)
        );
    }
}
