//! Tokens to look at: made in this browser, with a key made for them.

use super::desk::Desk;
use crate::{
    auth::{Auth, store},
    browser::crypto::{Alg, CryptoError, Key},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::compact::base64url;

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

/// Puts an example on the desk, with its key.
pub async fn show(desk: Desk, auth: Auth, example: Example) -> Result<(), CryptoError> {
    if example == Example::Own {
        if let Some(token) = untrack(|| own_token(auth)) {
            desk.put(&token);
        }
        return Ok(());
    }
    let algorithm = match example {
        Example::Hs512 => Alg::Hs512,
        _ => Alg::Hs256,
    };
    let key = Key::generate(algorithm).await?;
    let secret = key.to_jwk().await?;
    let secret = secret.get("k").and_then(Value::as_str).unwrap_or_default();
    let token = make(desk, example, &key).await?;
    desk.put(&token);
    desk.keyring.give_secret(secret.to_owned());
    Ok(())
}

async fn make(desk: Desk, example: Example, key: &Key) -> Result<String, CryptoError> {
    let now = untrack(|| desk.expected.now()).0;
    let issued = match example {
        Example::Expired => now - 3600,
        _ => now - 30,
    };
    let mut header = json!({ "alg": key.algorithm().name(), "typ": "at+jwt", "kid": "example" });
    let mut payload = json!({
        "iss": desk.expected.issuer.get_untracked(),
        "aud": desk.expected.audience.get_untracked(),
        "sub": base64url(b"an example: user"),
        "sid": base64url(b"example: session"),
        "jti": base64url(b"example: a token"),
        "iat": issued,
        "exp": issued + 600,
        "roles": ["user"],
    });
    match example {
        Example::Unsigned => {
            header["alg"] = "none".into();
            let input = signing_input(&header, &payload);
            return Ok(format!("{input}."));
        }
        Example::Personal => {
            payload["name"] = "Ada Lovelace".into();
            payload["email"] = "ada@example.com".into();
            payload["phone_number"] = "+82 10-1234-5678".into();
            payload["password"] = "correct horse battery staple".into();
            payload["exp"] = (issued + 90 * 86_400).into();
        }
        _ => {}
    }
    let input = signing_input(&header, &payload);
    let signature = base64url(&key.sign(input.as_bytes()).await?);
    Ok(match example {
        Example::Tampered => {
            payload["roles"] = json!(["admin"]);
            format!("{}.{signature}", signing_input(&header, &payload))
        }
        Example::Broken => broken(&header, &payload, &signature),
        _ => format!("{input}.{signature}"),
    })
}

/// A header with padding, a payload with a comma too many, and a signature of the other alphabet.
fn broken(header: &Value, payload: &Value, signature: &str) -> String {
    let mut header = base64url(header.to_string().as_bytes());
    header.push('=');
    let payload = payload.to_string();
    let payload = base64url(format!("{},}}", payload.trim_end_matches('}')).as_bytes());
    let (first, rest) = signature.split_at(5);
    format!("{header}.{payload}.{first}+{}", &rest[1..])
}

fn signing_input(header: &Value, payload: &Value) -> String {
    let part = |json: &Value| base64url(json.to_string().as_bytes());
    format!("{}.{}", part(header), part(payload))
}
