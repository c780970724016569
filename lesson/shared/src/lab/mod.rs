//! The attack lab: genuine tokens to attack with, and two verifiers to attack, a naive and the strict one.
//! All of it is there only while the lab is on.
//!
//! The lab has an issuer, an audience and keys of its own. The strict verifier is the server's, with these
//! keys; the naive one makes the mistakes that [`Mistake`] lists, and what it believes to reach is in
//! [`world`].

mod mistake;
pub mod words;
pub mod world;

pub use mistake::Mistake;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{ProblemCode, Step, UnixSeconds, verify::Algorithm};

/// Request header: the seconds by which the verifier's clock is shifted for this one request, at most
/// [`MAX_OFFSET`] in either direction. Both verifiers of the lab honour it, and nothing else does.
pub const OFFSET_HEADER: &str = "lab-now-offset";
/// A day, in seconds.
pub const MAX_OFFSET: i64 = 24 * 60 * 60;

/// The key whose secret is one of [`words::WORDS`]. Both verifiers know it: once its secret is cracked,
/// nothing can tell a forged token from a genuine one.
pub const WEAK_KID: &str = "weak";
/// A key of the naive verifier whose secret the operator never set: it signs with an empty secret.
pub const UNSET_KID: &str = "unset";
/// The secret that the naive verifier takes for a key id that it does not know.
pub const DEFAULT_SECRET: &str = "change-me";
/// The one account of the lab's two logins. Its password is one of [`words::WORDS`].
pub const USERNAME: &str = "alice";
/// The user that the naive verifier takes a request without a token for.
pub const DEFAULT_USER: &str = "guest";

/// Cookie in which the strict verifier takes a token, like [`ACCESS_COOKIE`](shared::api::ACCESS_COOKIE), and
/// prefixed likewise. The lab does not set it.
pub const ACCESS_COOKIE: &str = "claimcheck_lab_access";
/// Cookie of a visitor of the lab that requests of other sites do not carry (`SameSite=Strict`); prefixed
/// likewise.
pub const STRICT_COOKIE: &str = "claimcheck_lab_strict";
/// Cookie of a visitor of the lab that every request carries (`SameSite=None`).
pub const NAIVE_COOKIE: &str = "claimcheck_lab_naive";

/// What the lab has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabInfo {
    /// `iss` of its tokens.
    pub issuer: String,
    /// `aud` of its tokens.
    pub audience: String,
    /// How long past `exp` the strict verifier accepts, in seconds.
    pub leeway: u32,
    /// The longest lifetime of a token, in seconds.
    pub max_lifetime: u32,
    /// Its keys, the weak one included.
    pub keys: Vec<LabKey>,
    /// The server's clock, in unix seconds.
    pub now: UnixSeconds,
    /// The page of another site, on this machine: the same server under another name. `None` where it
    /// has no other name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<String>,
}

/// The public part of a key of the lab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabKey {
    /// Its id.
    pub kid: String,
    /// Its one algorithm.
    pub algorithm: Algorithm,
    /// The public key (RFC 7517); none for a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub jwk: Option<Value>,
    /// The same as PEM. It is in this form, to the last line break, that the naive verifier takes a
    /// public key for an HMAC secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pem: Option<String>,
}

/// The textual encoding of a public key (RFC 7468 §13), given as `SubjectPublicKeyInfo`. The naive verifier
/// takes this text for an HMAC secret, so the lab and an attacker have to write the same bytes.
pub fn public_key_pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

/// Asks for a genuine token of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabTokenRequest {
    /// How it shall be signed. The weak key has HS256.
    pub algorithm: Algorithm,
    /// Seconds it shall live, from 1 to the lab's longest lifetime, which is the default.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 900))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
    /// With which key.
    #[serde(default)]
    pub key: LabKeyChoice,
}

shared::named_enum! {
    /// With which key a token of the lab shall be signed.
    #[derive(Default)]
    pub enum LabKeyChoice {
        /// With a random key.
        #[default]
        Strong = "strong",
        /// With the key whose secret is a word.
        Weak = "weak",
    }
}

/// A genuine token of the lab. Each belongs to a session of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabToken {
    /// The token.
    pub token: String,
}

/// The user that a verifier of the lab took the request for. Refusals are problems, with the name of the check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabMe {
    /// The user.
    pub sub: String,
    /// What the user may do. The naive verifier takes any word for a role.
    pub roles: Vec<String>,
    /// The claim `exp` as it stood in the token: the naive verifier does not look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Value>))]
    pub exp: Option<Value>,
    /// The mistake that let the request in. `None` when nothing was wrong with it, and always from the
    /// strict verifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mistake: Option<Mistake>,
    /// What the naive verifier did on the way: the file that it opened, the query that it ran, the
    /// command, the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
}

/// A password for the lab's own account, `USERNAME`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabLogin {
    /// The name.
    pub username: String,
    /// The guess. It is no real password.
    pub password: String,
}

/// The lab's account was opened: there is nothing in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabSignedIn {
    /// The name.
    pub username: String,
}

/// What was transferred with the cookies of this visitor. Nothing is behind these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabTransfers {
    /// How often the naive endpoint took the cookie for consent.
    pub naive: u32,
    /// How often the strict endpoint was asked by a page of this site.
    pub strict: u32,
}

/// What happened when the thief used the copied refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabTheft {
    /// The status that the thief saw.
    pub status: u16,
    /// The code of the problem; `None` when the thief got a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ProblemCode>,
}

/// What happened when the thief tried to renew a session with its refresh token after changing one bit of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabForgeries {
    /// In the id of the session, so that it names another one.
    pub session: LabTheft,
    /// In the counter.
    pub counter: LabTheft,
    /// In the seal.
    pub seal: LabTheft,
}

/// A source file of the running server or of its client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceFile {
    /// The step that it does; `None` for what several need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// Where it runs.
    pub side: Side,
    /// Its path in the repository.
    pub path: String,
}

shared::named_enum! {
    /// Where code runs.
    pub enum Side {
        /// In the browser.
        Client = "client",
        /// In the server.
        Server = "server",
        /// In both.
        Shared = "shared",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_64_characters() {
        let pem = public_key_pem(&[0; 91]);
        let lines: Vec<_> = pem.lines().map(str::len).collect();
        assert_eq!(lines, [26, 64, 60, 24]);
        assert!(pem.ends_with("==\n-----END PUBLIC KEY-----\n"), "{pem}");
    }
}
