//! The key that the visitor gives, in whatever form.

use super::{
    key::{KeyFault, ParsedKey, ParsedKeys, SecretEncoding, parse_keys, parse_secret},
    signature::LikelyCause,
};
use crate::{
    auth::use_auth,
    http::{ApiError, Call, Http},
    lesson::offer::use_offer,
};
use leptos::prelude::*;
use lesson_shared::{lab::LabInfo, paths};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{IntoStaticStr, VariantArray};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum KeySource {
    #[default]
    Secret,
    /// PEM, JWK or JWKS that was pasted.
    Pasted,
    Server,
}

/// The sources of a key, as the visitor fills them in.
#[derive(Clone, Copy)]
pub struct Keyring {
    /// Which of the following counts.
    pub source: RwSignal<KeySource>,
    pub secret: RwSignal<String>,
    pub encoding: RwSignal<SecretEncoding>,
    pub pasted: RwSignal<String>,
    /// The request for the server's keys, and the set that it answers with.
    pub server: Action<(), Result<String, ApiError>>,
    /// The keys in it, or why there are none. `None` as long as no key was given.
    pub parsed: Memo<Option<Result<ParsedKeys, KeyFault>>>,
}

impl Keyring {
    pub fn empty() -> Self {
        let source = RwSignal::new(KeySource::default());
        let secret = RwSignal::new(String::new());
        let encoding = RwSignal::new(SecretEncoding::default());
        let pasted = RwSignal::new(String::new());
        let (http, offer) = (use_auth().http, use_offer());
        let server =
            Action::new_local(move |(): &()| published_keys(http, untrack(|| offer.has_lab())));
        let parsed = Memo::new(move |_| {
            let parsed = match source.get() {
                KeySource::Secret => secret.with(|text| parse_secret(text, encoding.get())),
                KeySource::Pasted => pasted.with(|text| parse_keys(text)),
                KeySource::Server => parse_keys(&server.value().get()?.ok()?),
            };
            (parsed != Err(KeyFault::Empty)).then_some(parsed)
        });
        Effect::new(move || {
            let unasked = server.version().get_untracked() == 0;
            if source.get() == KeySource::Server && unasked {
                server.dispatch(());
            }
        });
        Self { source, secret, encoding, pasted, server, parsed }
    }

    /// What else the visitor may have meant with the secret. Reactive.
    pub fn other_readings(self) -> Vec<(LikelyCause, ParsedKey)> {
        if self.source.get() != KeySource::Secret {
            return Vec::new();
        }
        let taken = self.encoding.get();
        self.secret.with(|text| {
            let read = |text: &str, encoding| {
                let keys = parse_secret(text, encoding).ok()?.keys;
                keys.into_iter().next()
            };
            let encodings = SecretEncoding::VARIANTS.iter().filter(|other| **other != taken);
            let mut others: Vec<_> = encodings
                .filter_map(|&other| Some((LikelyCause::Encoding(other), read(text, other)?)))
                .collect();
            if text.trim() != text {
                let trimmed = read(text.trim(), taken);
                others.extend(trimmed.map(|key| (LikelyCause::Spaces, key)));
            }
            others
        })
    }

    /// Gives a secret, written as base64url.
    pub fn give_secret(self, secret: String) {
        self.encoding.set(SecretEncoding::Base64);
        self.secret.set(secret);
        self.source.set(KeySource::Secret);
    }

    pub fn give(self, text: String) {
        self.pasted.set(text);
        self.source.set(KeySource::Pasted);
    }
}

/// A JWK set (RFC 7517 §5).
#[derive(Default, Deserialize, Serialize)]
struct JwkSet {
    #[serde(default)]
    keys: Vec<Value>,
}

/// The public keys of the server, and of the lab if there is one. The requests say nothing about any token.
async fn published_keys(http: Http, has_lab: bool) -> Result<String, ApiError> {
    let mut set: JwkSet = http.send(Call::get(paths::JWKS).unrecorded()).await?;
    if has_lab {
        let lab: Result<LabInfo, _> = http.send(Call::get(paths::LAB).unrecorded()).await;
        // Without the lab's keys there are still the server's.
        let keys = lab.map(|lab| lab.keys).unwrap_or_default();
        set.keys.extend(keys.into_iter().filter_map(|key| key.jwk));
    }
    Ok(serde_json::to_string(&set).unwrap_or_default())
}
