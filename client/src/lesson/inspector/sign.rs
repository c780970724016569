//! Signing what is in the inspector: with the visitor's key, or with one that is made for it.

use super::{
    json::{pretty, scan},
    key::Chosen,
    state::InspectorState,
    token::Dissected,
};
use crate::lesson::crypto::{Alg, CryptoError, Key, KeyKind};
use leptos::prelude::*;
use serde_json::Value;
use shared::compact::Part;

/// Whether the key in the inspector can sign the token as its header wants it. Reactive.
pub fn can_sign(state: InspectorState) -> bool {
    let algorithm = header_algorithm(state);
    state.chosen.with(|chosen| match (chosen, algorithm) {
        (Some(Chosen::Key(key)), Some(algorithm)) => key.private && key.fits(algorithm),
        _ => false,
    })
}

/// The algorithm that the header names. Reactive.
pub fn header_algorithm(state: InspectorState) -> Option<Alg> {
    state.dissected.with(Dissected::algorithm)
}

pub async fn sign_again(state: InspectorState) -> Result<(), CryptoError> {
    let chosen = state.chosen.get_untracked();
    let (Some(Chosen::Key(key)), Some(algorithm)) = (chosen, untrack(|| header_algorithm(state)))
    else {
        return Err(CryptoError::CannotSign);
    };
    let key = key.import(algorithm).await?;
    sign(state, &key).await
}

/// Makes a key, writes its algorithm into the header, and signs.
pub async fn sign_afresh(state: InspectorState, algorithm: Alg) -> Result<(), CryptoError> {
    let key = Key::generate(algorithm).await?;
    let jwk = key.to_jwk().await?;
    if state.is_gone() {
        return Ok(());
    }
    let header = state.header.with_untracked(|header| with_algorithm(header, algorithm));
    state.edit(Part::Header, header);
    match jwk.get("k").and_then(Value::as_str) {
        Some(secret) if algorithm.kind() == KeyKind::Secret => {
            state.keyring.give_secret(secret.to_owned());
        }
        _ => state.keyring.give(pretty(&Value::Object(jwk).to_string())),
    }
    sign(state, &key).await
}

/// Signs again what the user types while the browser computes.
async fn sign(state: InspectorState, key: &Key) -> Result<(), CryptoError> {
    while !state.is_gone() {
        let input = state.signing_input();
        let signature = key.sign(input.as_bytes()).await?;
        if !state.is_gone() && state.signing_input() == input {
            state.sign(&input, &signature);
            break;
        }
    }
    Ok(())
}

/// The header with another `alg`; the rest of it stays.
fn with_algorithm(header: &str, algorithm: Alg) -> String {
    let name = format!("\"{}\"", algorithm.into_str());
    let (value, _) = scan(header);
    let Some(value) = value else {
        return pretty(&format!("{{\"alg\":{name}}}"));
    };
    if let Some(alg) = value.get("alg") {
        return [&header[..alg.at.start], &name, &header[alg.at.end..]].concat();
    }
    let comma = if value.members().is_empty() { "" } else { "," };
    let rest = header[value.at.clone()].strip_prefix('{').unwrap_or("}");
    pretty(&format!("{{\"alg\":{name}{comma}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::inspector::json::compact;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_the_algorithm_of_the_header_changes() {
        for (before, after) in [
            (r#"{"alg":"none","kid":"k"}"#, r#"{"alg":"ES256","kid":"k"}"#),
            (r#"{"kid":"k"}"#, r#"{"alg":"ES256","kid":"k"}"#),
            ("{}", r#"{"alg":"ES256"}"#),
            ("", r#"{"alg":"ES256"}"#),
            ("[]", r#"{"alg":"ES256"}"#),
        ] {
            assert_eq!(compact(&with_algorithm(before, Alg::Es256)), after, "{before}");
        }
    }
}
