//! The key that the visitor gives, in whatever form.

use super::{
    key::{KeyFault, Parsed, ParsedKey, SecretEncoding, parse_keys, parse_secret},
    signature::LikelyCause,
};
use crate::{
    auth::use_auth,
    http::{ApiError, Call},
    lesson::offer::use_offer,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{lab::LabInfo, paths};
use serde_json::{Map, Value, json};

/// Where the key comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeySource {
    /// A secret that was typed in.
    #[default]
    Secret,
    /// PEM, JWK or JWKS that was pasted.
    Pasted,
    /// The public keys of this server.
    Server,
}

impl KeySource {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Secret, Self::Pasted, Self::Server];

    /// The name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Pasted => "pasted",
            Self::Server => "server",
        }
    }
}

/// The keys of this server, as far as they were asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Served {
    /// Nobody has asked.
    Unasked,
    /// Being asked for.
    Asking,
    /// This went wrong.
    Failed(ApiError),
    /// The set as the server gives it, and that of the lab.
    Keys(String),
}

/// What there is to make a key from.
#[derive(Clone, Copy)]
pub struct Keyring {
    /// Which of the following counts.
    pub source: RwSignal<KeySource>,
    /// The secret as typed.
    pub secret: RwSignal<String>,
    /// How the secret is written.
    pub form: RwSignal<SecretEncoding>,
    /// What was pasted.
    pub pasted: RwSignal<String>,
    /// What the server has given.
    pub served: RwSignal<Served>,
    /// The keys in it, or why there are none. `None` as long as nobody has given a key.
    pub parsed: Memo<Option<Result<Parsed, KeyFault>>>,
}

impl Keyring {
    /// No key.
    #[must_use]
    pub fn empty() -> Self {
        let source = RwSignal::new(KeySource::default());
        let secret = RwSignal::new(String::new());
        let form = RwSignal::new(SecretEncoding::default());
        let pasted = RwSignal::new(String::new());
        let served = RwSignal::new(Served::Unasked);
        let parsed = Memo::new(move |_| {
            let parsed = match source.get() {
                KeySource::Secret => secret.with(|text| parse_secret(text, form.get())),
                KeySource::Pasted => pasted.with(|text| parse_keys(text)),
                KeySource::Server => match served.get() {
                    Served::Keys(set) => parse_keys(&set),
                    _ => return None,
                },
            };
            (parsed != Err(KeyFault::Empty)).then_some(parsed)
        });
        let keyring = Self { source, secret, form, pasted, served, parsed };
        Effect::new(move || {
            if source.get() == KeySource::Server && served.get_untracked() == Served::Unasked {
                keyring.ask();
            }
        });
        keyring
    }

    /// What else the visitor may have meant with the secret. Reactive.
    #[must_use]
    pub fn other_readings(self) -> Vec<(LikelyCause, ParsedKey)> {
        if self.source.get() != KeySource::Secret {
            return Vec::new();
        }
        let taken = self.form.get();
        self.secret.with(|text| {
            let read = |text: &str, form| {
                let keys = parse_secret(text, form).ok()?.keys;
                keys.into_iter().next()
            };
            let forms = SecretEncoding::ALL.into_iter().filter(|form| *form != taken);
            let mut others: Vec<_> = forms
                .filter_map(|form| Some((LikelyCause::Encoding(form), read(text, form)?)))
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
        self.form.set(SecretEncoding::Base64);
        self.secret.set(secret);
        self.source.set(KeySource::Secret);
    }

    /// Gives a key as text.
    pub fn give(self, text: String) {
        self.pasted.set(text);
        self.source.set(KeySource::Pasted);
    }

    /// Asks the server for its keys: the request says nothing about any token.
    pub fn ask(self) {
        let http = use_auth().http;
        let lab = untrack(|| use_offer().has_lab());
        self.served.set(Served::Asking);
        spawn_local(async move {
            let own: Result<Map<String, Value>, _> =
                http.send(Call::get(paths::JWKS).unrecorded()).await;
            let lab = if lab {
                let info: Result<LabInfo, _> = http.send(Call::get(paths::LAB).unrecorded()).await;
                // Without the lab's keys there are still the server's.
                info.map(|info| info.keys).unwrap_or_default()
            } else {
                Vec::new()
            };
            if self.served.is_disposed() {
                return;
            }
            self.served.set(match own {
                Err(error) => Served::Failed(error),
                Ok(set) => {
                    let mut keys =
                        set.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
                    keys.extend(lab.into_iter().filter_map(|key| key.jwk));
                    Served::Keys(json!({ "keys": keys }).to_string())
                }
            });
        });
    }
}
