//! What a token says: the claims.
//!
//! The same claims come in three types, and the type tells how far they can be trusted: [`Claims`] is what
//! the server writes into a token, [`UnverifiedClaims`] what every client reads from one without a key, and
//! [`AccessClaims`] what the verifier vouches for.
//!
//! The claims are one list, the `claims!` below. The names that a verifier knows, what it reads and the
//! tokens of the tests follow from that list. To add a claim, add a line there and a value in the server's
//! `auth/issue.rs`; the compiler leads from the one to the other.
//!
//! Give a claim that is added later a default (`or …`). Without one, the server refuses every token that was
//! issued before, and the sessions of these tokens end with it. With one, a token without the claim is
//! accepted and reads as the default, and [`UnverifiedClaims::lacks_known_claims`] tells a client that a
//! renewal brings a token which says more.

use crate::{
    Compact, Role, UnixSeconds,
    compact::Part,
    json::{Json, StrictObject},
    verify::Refusal,
};
use serde::Serialize;
use std::ops::Deref;

/// Defines a struct of claims, and from the same list their names, the parser and an example.
///
/// `name: Type, read by function, like example;` is a claim that every token has.
/// `name: Type, read by function or default, like example;` is one that older tokens do without.
macro_rules! claims {
    (
        $(#[$about:meta])*
        $visible:vis struct $Claims:ident {
            $(
                $(#[$doc:meta])*
                $name:ident: $kind:ty, read by $read:ident $(or $default:expr)?, like $example:expr;
            )*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        $visible struct $Claims { $($(#[$doc])* $visible $name: $kind,)* }

        impl $Claims {
            /// The names of the claims in the order of a token.
            $visible const NAMES: &[&str] = &[$(stringify!($name)),*];
            /// The names of the claims that a payload may have.
            const KNOWN: &[&str] = &[$(stringify!($name),)* NOT_BEFORE];

            /// The names of the claims without a default: a token that lacks one is refused.
            $visible fn required() -> impl Iterator<Item = &'static str> {
                [$((stringify!($name), claims!(@required $($default)?)),)*]
                    .into_iter()
                    .filter_map(|(name, required)| required.then_some(name))
            }

            /// Claims for examples and tests: of a made-up user, from a made-up issuer, for ten minutes.
            $visible fn example() -> Self {
                Self { $($name: $example,)* }
            }

            /// Reads the claims of a payload. An unknown claim is refused.
            fn parse(payload: &StrictObject<'_>) -> Result<Self, Refusal> {
                if let Some(name) = payload.other_than(Self::KNOWN) {
                    return Err(Refusal::UnknownClaim { name: name.into() });
                }
                Ok(Self { $(
                    $name: claim(payload, stringify!($name), $read, || claims!(@default $($default)?))?,
                )* })
            }
        }
    };
    (@default) => { None };
    (@default $default:expr) => { Some($default) };
    (@required) => { true };
    (@required $default:expr) => { false };
}

/// Never issued here, and honoured when it is there (RFC 7519 §4.1.5).
const NOT_BEFORE: &str = "nbf";

claims! {
    /// The payload of an access token (RFC 9068 §2.2): whose it is, for whom, for how long, and what it
    /// allows. Nothing personal, because every holder of the token can read it.
    pub struct Claims {
        /// Issuer: who made the token.
        iss: String, read by text, like "https://issuer.test".into();
        /// Audience: who shall accept it.
        aud: String, read by text, like "claimcheck".into();
        /// Subject: the opaque id of the user.
        sub: String, read by identifier, like "u_AAAAAAAAAAAAAAAAAAAA".into();
        /// The session, so that it can be ended.
        sid: String, read by identifier, like "s_AAAAAAAAAAAAAAAAAAAA".into();
        /// The id of this one token: at least 128 random bits.
        jti: String, read by identifier, like "j_AAAAAAAAAAAAAAAAAAAA".into();
        /// Issued at.
        iat: UnixSeconds, read by time, like UnixSeconds(1_800_000_000);
        /// Expires at.
        exp: UnixSeconds, read by time, like UnixSeconds(1_800_000_600);
        /// What the user may do.
        roles: Vec<Role>, read by roles, like vec![Role::User];
    }
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
pub struct UnverifiedClaims {
    claims: Claims,
    lacks_known_claims: bool,
}

impl UnverifiedClaims {
    /// Reads the payload of a token without a check of its signature. Fails for a text that is no token, or whose
    /// payload lacks a claim or has a wrong or unknown one.
    pub fn read(token: &str) -> Result<Self, Refusal> {
        let payload = Compact::parse(token)?.payload;
        let payload = strict(&payload)?;
        Ok(Self {
            claims: ReadClaims::read(&payload)?.claims,
            lacks_known_claims: lacks_any(&payload, Claims::NAMES),
        })
    }

    /// Whether the token was issued by an older version: a claim of today is not in it and was read as its
    /// default. A renewal brings a token that has it.
    pub const fn lacks_known_claims(&self) -> bool {
        self.lacks_known_claims
    }
}

impl Deref for UnverifiedClaims {
    type Target = Claims;

    fn deref(&self) -> &Claims {
        &self.claims
    }
}

/// The claims as they stand in a payload: typed, and not compared with anything.
pub(crate) struct ReadClaims {
    pub(crate) claims: Claims,
    pub(crate) nbf: Option<UnixSeconds>,
}

impl ReadClaims {
    pub(crate) fn parse(payload: &[u8]) -> Result<Self, Refusal> {
        Self::read(&strict(payload)?)
    }

    fn read(payload: &StrictObject<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            claims: Claims::parse(payload)?,
            nbf: claim(payload, NOT_BEFORE, |json| time(json).map(Some), || Some(None))?,
        })
    }
}

fn strict(payload: &[u8]) -> Result<StrictObject<'_>, Refusal> {
    StrictObject::parse(payload).map_err(|error| Refusal::json(Part::Payload, error))
}

/// Reads a claim with `read`, whose error says what the value has to be. A missing claim reads as its default;
/// without a default the token is refused.
fn claim<T>(
    payload: &StrictObject<'_>,
    name: &'static str,
    read: impl FnOnce(&Json<'_>) -> Result<T, &'static str>,
    default: impl FnOnce() -> Option<T>,
) -> Result<T, Refusal> {
    match payload.get(name) {
        Some(value) => read(value).map_err(|wanted| Refusal::ClaimType { name, wanted }),
        None => default().ok_or(Refusal::ClaimMissing { name }),
    }
}

fn text(value: &Json<'_>) -> Result<String, &'static str> {
    match value {
        Json::String(text) => Ok(text.to_string()),
        _ => Err("a string"),
    }
}

/// 22 characters of base64url are 132 bits: room for the 128 random ones that an id has to have.
fn identifier(value: &Json<'_>) -> Result<String, &'static str> {
    let id = text(value)?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if (22..=64).contains(&id.len()) && id.bytes().all(allowed) {
        Ok(id)
    } else {
        Err("an id of 22 to 64 base64url characters")
    }
}

fn time(value: &Json<'_>) -> Result<UnixSeconds, &'static str> {
    match value {
        Json::Integer(seconds) if (0..=UnixSeconds::MAX.0).contains(seconds) => {
            Ok(UnixSeconds(*seconds))
        }
        _ => Err("whole seconds since 1970"),
    }
}

fn roles(value: &Json<'_>) -> Result<Vec<Role>, &'static str> {
    let role = |item: &Json<'_>| match item {
        Json::String(name) => Role::from_name(name),
        _ => None,
    };
    let roles = match value {
        Json::Array(items) => items.iter().map(role).collect(),
        _ => None,
    };
    roles.ok_or("a list of known roles")
}

fn lacks_any(payload: &StrictObject<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| payload.get(name).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    claims! {
        /// Claims of a later version, which has one more.
        struct Later {
            /// One of the first version.
            sub: String, read by identifier, like "u_AAAAAAAAAAAAAAAAAAAA".into();
            /// One that came later.
            team: String, read by text or "none".into(), like "red".into();
        }
    }

    fn later(payload: &str) -> Result<Later, Refusal> {
        Later::parse(&StrictObject::parse(payload.as_bytes()).unwrap())
    }

    #[test]
    fn a_claim_that_came_later_reads_as_its_default_in_a_token_of_before() {
        let before = r#"{"sub":"u_AAAAAAAAAAAAAAAAAAAA"}"#;
        let read = later(before).unwrap();
        assert_eq!(read.team, "none");
        assert_eq!(read.sub, Later::example().sub);
        let payload = StrictObject::parse(before.as_bytes()).unwrap();
        assert!(lacks_any(&payload, Later::NAMES));
    }

    #[test]
    fn a_claim_that_came_later_is_read_where_it_is() {
        let example = serde_json::to_string(&Later::example()).unwrap();
        assert_eq!(later(&example), Ok(Later::example()));
        let payload = StrictObject::parse(example.as_bytes()).unwrap();
        assert!(!lacks_any(&payload, Later::NAMES));
    }

    #[test]
    fn a_default_is_for_a_claim_that_is_missing_and_for_no_wrong_one() {
        for wrong in ["null", "1", "[]"] {
            let payload = format!(r#"{{"sub":"u_AAAAAAAAAAAAAAAAAAAA","team":{wrong}}}"#);
            let refusal = Refusal::ClaimType { name: "team", wanted: "a string" };
            assert_eq!(later(&payload), Err(refusal), "{wrong}");
        }
    }

    #[test]
    fn without_a_default_a_missing_claim_is_refused() {
        assert!(Later::required().eq(["sub"]));
        let refusal = Refusal::ClaimMissing { name: "sub" };
        assert_eq!(later(r#"{"team":"red"}"#), Err(refusal));
    }

    #[test]
    fn s15_a_later_version_has_a_closed_list_too() {
        let payload = r#"{"sub":"u_AAAAAAAAAAAAAAAAAAAA","email":"ada@example.com"}"#;
        let name = "email".into();
        assert_eq!(later(payload), Err(Refusal::UnknownClaim { name }));
    }
}
