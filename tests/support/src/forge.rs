//! Tokens as an attacker would make them, and tokens signed with the server's own key, for tests of the
//! checks behind the signature.

use crate::app::{TestApp, TestSession};
use aws_lc_rs::hmac;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use server::{
    db::signing_keys,
    keys::{
        RootKey,
        root::Purpose,
        sealed::{RowField, Sealer},
    },
};
use shared::{Compact, compact::base64url};

/// jsonwebtoken wants RSA keys without the frame that PKCS#8 puts around them, which for 2048 bits has
/// this many bytes.
const PKCS8_FRAME: usize = 26;

/// Signs with a key of the server, by code that is not the server's.
pub struct Forge {
    key: EncodingKey,
    algorithm: Algorithm,
    header: Value,
    payload: Value,
}

impl Forge {
    /// Takes the key out of the server's database, and header and payload from a genuine token.
    pub async fn new(app: &TestApp, genuine: &TestSession) -> Self {
        let compact = Compact::parse(&genuine.token).unwrap();
        let header: Value = serde_json::from_slice(&compact.header).unwrap();
        let kid = header["kid"].as_str().unwrap();
        let secret = secret_of(app, kid).await;
        let (key, algorithm) = match header["alg"].as_str().unwrap() {
            "HS256" => (EncodingKey::from_secret(&secret), Algorithm::HS256),
            "EdDSA" => (EncodingKey::from_ed_der(&secret), Algorithm::EdDSA),
            "ES256" => (EncodingKey::from_ec_der(&secret), Algorithm::ES256),
            "RS256" => (EncodingKey::from_rsa_der(&secret[PKCS8_FRAME..]), Algorithm::RS256),
            other => panic!("{other}"),
        };
        Self { key, algorithm, payload: serde_json::from_slice(&compact.payload).unwrap(), header }
    }

    pub fn header(&self) -> &Value {
        &self.header
    }

    pub fn payload(&self) -> &Value {
        &self.payload
    }

    /// A token over exactly these bytes, signed with the server's key.
    pub fn sign(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        let input = signing_input(header.as_ref(), payload.as_ref());
        let signature = crypto::sign(input.as_bytes(), &self.key, self.algorithm).unwrap();
        format!("{input}.{signature}")
    }

    /// A signed token with one member of the header changed; `null` removes it.
    pub fn header_with(&self, name: &str, value: Value) -> String {
        self.sign(with(&self.header, name, value).to_string(), self.payload.to_string())
    }

    /// A signed token with one claim changed; `null` removes it.
    pub fn claim_with(&self, name: &str, value: Value) -> String {
        self.sign(self.header.to_string(), with(&self.payload, name, value).to_string())
    }

    /// A token with this `alg` and an HMAC under a secret that the attacker has.
    pub fn sign_with_secret(&self, alg: &str, secret: &[u8]) -> String {
        let header = with(&self.header, "alg", json!(alg)).to_string();
        let input = signing_input(header.as_bytes(), self.payload.to_string().as_bytes());
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let signature = hmac::sign(&key, input.as_bytes());
        format!("{input}.{}", base64url(signature.as_ref()))
    }
}

/// The secret of a signing key, opened with the root key.
pub async fn secret_of(app: &TestApp, kid: &str) -> Vec<u8> {
    let root = RootKey::open(&app.state.config.store.root_key).unwrap();
    let sealer = Sealer::new(&root.derive(Purpose::SealSigningKeys));
    let rows = signing_keys::list(&app.state.db).await.unwrap();
    let row = rows.into_iter().find(|row| row.kid == kid).unwrap();
    let field = RowField { table: "signing_keys", column: "sealed", row: kid };
    sealer.open(field, &row.sealed).unwrap().to_vec()
}

pub fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    let members = object.as_object_mut().unwrap();
    if value == json!(null) {
        members.remove(name);
    } else {
        members.insert(name.into(), value);
    }
    object
}

fn signing_input(header: &[u8], payload: &[u8]) -> String {
    format!("{}.{}", base64url(header), base64url(payload))
}
