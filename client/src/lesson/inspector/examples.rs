//! Tokens to look at: made in this browser, with a key made for them.

use super::state::InspectorState;
use crate::{
    auth::{Auth, store},
    lesson::crypto::{Alg, CryptoError, Key},
};
use leptos::prelude::*;
use serde_json::Value;
use shared::{Claims, UnixSeconds, compact::base64url};
use strum::{IntoStaticStr, VariantArray};

#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Example {
    Own,
    /// A token that this verifier would accept.
    Good,
    Expired,
    Tampered,
    Unsigned,
    /// It has what does not belong into a token.
    Personal,
    /// Its algorithm is one that this server does not use.
    Hs512,
    Broken,
}

/// The token of the session, where a script can see it. Reactive.
pub fn own_token(auth: Auth) -> Option<String> {
    auth.track_token();
    store::read(auth.signed_in()?.storage)
}

/// Shows an example, with its key.
pub async fn show(state: InspectorState, auth: Auth, example: Example) -> Result<(), CryptoError> {
    if example == Example::Own {
        if let Some(token) = untrack(|| own_token(auth)) {
            state.load(&token);
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
        state.load(&token);
        state.keyring.give_secret(secret.to_owned());
    }
    Ok(())
}

type Member = (&'static str, Value);

async fn make(example: Example, claims: &[Member], key: &Key) -> Result<String, CryptoError> {
    let algorithm = match example {
        Example::Unsigned => "none",
        _ => key.algorithm.into_str(),
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

/// JSON with its members in this order.
fn object(members: &[Member]) -> String {
    let members = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn signing_input(header: &str, payload: &str) -> String {
    format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()))
}
