//! Tokens as an attacker would make them, and as one with the server's own key could: only so can a
//! test show that a check behind the signature refuses too.

use crate::app::{SignedIn, TestApp};
use aws_lc_rs::hmac;
use serde_json::{Value, json};
use server::{
    db::signing_keys,
    keys::{
        RootKey,
        root::Purpose,
        sealed::{Place, Sealer},
    },
};
use shared::{Compact, compact::base64url};

pub(crate) struct Forge {
    key: hmac::Key,
    header: Value,
    payload: Value,
}

impl Forge {
    /// Takes the key out of the server's database, and header and payload from a genuine token.
    pub(crate) async fn new(app: &TestApp, genuine: &SignedIn) -> Self {
        let root = RootKey::open(&app.state.config.store.root_key).unwrap();
        let sealer = Sealer::new(&root.derive(Purpose::SealSigningKeys));
        let row = signing_keys::list(&app.state.db).await.unwrap().remove(0);
        let place = Place {
            table: "signing_keys",
            column: "sealed",
            row: &row.kid,
        };
        let secret = sealer.open(place, &row.sealed).unwrap();
        let compact = Compact::parse(&genuine.token).unwrap();
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &secret),
            header: serde_json::from_slice(&compact.header).unwrap(),
            payload: serde_json::from_slice(&compact.payload).unwrap(),
        }
    }

    pub(crate) fn header(&self) -> &Value {
        &self.header
    }

    pub(crate) fn payload(&self) -> &Value {
        &self.payload
    }

    /// A token over exactly these bytes, signed with the server's key.
    pub(crate) fn sign(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        sign_with(&self.key, header.as_ref(), payload.as_ref())
    }

    /// A signed token with one member of the header changed; `null` removes it.
    pub(crate) fn header_with(&self, name: &str, value: Value) -> String {
        self.sign(
            with(&self.header, name, value).to_string(),
            self.payload.to_string(),
        )
    }

    /// A signed token with one claim changed; `null` removes it.
    pub(crate) fn claim_with(&self, name: &str, value: Value) -> String {
        self.sign(
            self.header.to_string(),
            with(&self.payload, name, value).to_string(),
        )
    }

    /// A token signed with another secret.
    pub(crate) fn sign_with_secret(&self, secret: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        sign_with(
            &key,
            self.header.to_string().as_bytes(),
            self.payload.to_string().as_bytes(),
        )
    }
}

pub(crate) fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    let members = object.as_object_mut().unwrap();
    if value == json!(null) {
        members.remove(name);
    } else {
        members.insert(name.into(), value);
    }
    object
}

fn sign_with(key: &hmac::Key, header: &[u8], payload: &[u8]) -> String {
    let input = format!("{}.{}", base64url(header), base64url(payload));
    let signature = hmac::sign(key, input.as_bytes());
    format!("{input}.{}", base64url(signature.as_ref()))
}
