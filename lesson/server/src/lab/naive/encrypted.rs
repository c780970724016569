//! Encrypted tokens (RFC 7516). Every attacker can encrypt to a public key, so decrypting a token proves
//! nothing about its author. The naive verifier takes it for a proof.

use super::shape::{decode, object};
use crate::lab::keys::LabKeys;
use anyhow::Result;
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey},
};
use serde_json::{Map, Value};
use shared::verify::Algorithm;

/// The RSA key of the lab, which is made for signing and decrypts here.
pub(super) struct Decryption(OaepPrivateDecryptingKey);

impl Decryption {
    pub(super) fn new(keys: &LabKeys) -> Result<Self> {
        let key = PrivateDecryptingKey::from_pkcs8(&keys.strong(Algorithm::Rs256)?.secret)?;
        Ok(Self(OaepPrivateDecryptingKey::new(key)?))
    }

    /// The claims in an encrypted token; `None` for what is none, or was encrypted to another key.
    pub(super) fn open(&self, token: &str) -> Option<Map<String, Value>> {
        let parts: Vec<_> = token.split('.').collect();
        let [header, key, nonce, ciphertext, tag] = &*parts else {
            return None;
        };
        let members = object(&decode(header))?;
        let says = |name: &str, value: &str| members.get(name).is_some_and(|it| it == value);
        if !says("alg", "RSA-OAEP-256") || !says("enc", "A256GCM") {
            return None;
        }
        let mut room = vec![0; self.0.min_output_size()];
        let key = self.0.decrypt(&OAEP_SHA256_MGF1SHA256, &decode(key), &mut room, None).ok()?;
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
        let nonce = Nonce::try_assume_unique_for_key(&decode(nonce)).ok()?;
        let mut sealed = [decode(ciphertext), decode(tag)].concat();
        let opened = key.open_in_place(nonce, Aad::from(header.as_bytes()), &mut sealed);
        let content = opened.ok()?;
        object(content).or_else(|| {
            let inner = String::from_utf8_lossy(content);
            object(&decode(inner.split('.').nth(1)?))
        })
    }
}
