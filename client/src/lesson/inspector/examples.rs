//! Tokens to look at: made in this browser, with a key made for them.

use super::state::InspectorState;
use crate::{
    auth::{Auth, store},
    lesson::crypto::{Alg, CryptoError, Key},
};
use leptos::prelude::*;
use serde_json::Value;
use shared::{Claims, UnixSeconds, compact::base64url};

/// A token to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// The one of the visitor's session.
    Own,
    /// One that this verifier would accept.
    Good,
    /// One that has expired.
    Expired,
    /// One with a changed payload.
    Tampered,
    /// One without a signature.
    Unsigned,
    /// One with what does not belong into a token.
    Personal,
    /// One with an algorithm that this server does not use.
    Hs512,
    /// One that is broken in three places.
    Broken,
}

impl Example {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Own,
        Self::Good,
        Self::Expired,
        Self::Tampered,
        Self::Unsigned,
        Self::Personal,
        Self::Hs512,
        Self::Broken,
    ];

    /// The name under which tests find it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Good => "good",
            Self::Expired => "expired",
            Self::Tampered => "tampered",
            Self::Unsigned => "unsigned",
            Self::Personal => "personal",
            Self::Hs512 => "hs512",
            Self::Broken => "broken",
        }
    }
}

/// The token of the session, where a script can see it. Reactive.
#[must_use]
pub fn own_token(auth: Auth) -> Option<String> {
    auth.track_token();
    store::read(auth.signed_in()?.storage)
}

/// Shows an example, with its key.
pub async fn show(state: InspectorState, auth: Auth, example: Example) -> Result<(), CryptoError> {
    if example == Example::Own {
        if let Some(token) = untrack(|| own_token(auth)) {
            state.put(&token);
        }
        return Ok(());
    }
    let algorithm = match example {
        Example::Hs512 => Alg::Hs512,
        _ => Alg::Hs256,
    };
    let claims = claims(state, example);
    let key = Key::generate(algorithm).await?;
    let secret = key.to_jwk().await?;
    let secret = secret.get("k").and_then(Value::as_str).unwrap_or_default();
    let token = make(example, &claims, &key).await?;
    if !state.is_gone() {
        state.put(&token);
        state.keyring.give_secret(secret.to_owned());
    }
    Ok(())
}

type Member = (&'static str, Value);

async fn make(example: Example, claims: &[Member], key: &Key) -> Result<String, CryptoError> {
    let algorithm = match example {
        Example::Unsigned => "none",
        _ => key.algorithm().name(),
    };
    let header =
        object(&[("alg", algorithm.into()), ("typ", "at+jwt".into()), ("kid", "example".into())]);
    let input = signing_input(&header, &object(claims));
    if example == Example::Unsigned {
        return Ok(format!("{input}."));
    }
    let signature = base64url(&key.sign(input.as_bytes()).await?);
    Ok(match example {
        Example::Tampered => {
            let payload = object(claims).replace("\"user\"", "\"admin\"");
            format!("{}.{signature}", signing_input(&header, &payload))
        }
        Example::Broken => broken(&header, &object(claims), &signature),
        _ => format!("{input}.{signature}"),
    })
}

fn claims(state: InspectorState, example: Example) -> Vec<Member> {
    let now = untrack(|| state.expected.now()).0;
    let issued = match example {
        Example::Expired => now - 3600,
        _ => now - 30,
    };
    let lifetime = match example {
        Example::Personal => 90 * 86_400,
        _ => 600,
    };
    let claims = Claims {
        iss: state.expected.issuer.get_untracked(),
        aud: state.expected.audience.get_untracked(),
        sub: base64url(b"an example: user"),
        sid: base64url(b"example: session"),
        jti: base64url(b"example: a token"),
        iat: UnixSeconds(issued),
        exp: UnixSeconds(issued + lifetime),
        ..Claims::example()
    };
    let mut values = serde_json::to_value(claims).unwrap_or_default();
    let in_order = Claims::NAMES.iter().map(|&name| (name, values[name].take()));
    let mut members: Vec<Member> = in_order.collect();
    if example == Example::Personal {
        members.extend([
            ("name", "Ada Lovelace".into()),
            ("email", "ada@example.com".into()),
            ("phone_number", "+82 10-1234-5678".into()),
            ("password", "correct horse battery staple".into()),
        ]);
    }
    members
}

/// A header with padding, a payload with a comma too many, and a signature of the other alphabet.
fn broken(header: &str, payload: &str, signature: &str) -> String {
    let payload = format!("{},}}", payload.trim_end_matches('}'));
    let (header, payload) = (base64url(header.as_bytes()), base64url(payload.as_bytes()));
    let (first, rest) = signature.split_at(5);
    format!("{header}=.{payload}.{first}+{}", &rest[1..])
}

/// JSON with its members in the order in which people write them.
fn object(members: &[Member]) -> String {
    let members = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn signing_input(header: &str, payload: &str) -> String {
    format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()))
}
