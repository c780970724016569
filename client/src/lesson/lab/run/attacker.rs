//! What the attacker does in the browser: plants a cookie, computes keys, signs.

use super::{cracker::SCRIPT, error::AttackError};
use crate::{
    browser::{
        cookie,
        locks::{self, Lock},
        worker,
    },
    lesson::crypto::{Alg, CryptoError, Key, hmac_sha256},
};
use attacks::{
    Draft, Signing,
    message::{News, READY, Task},
};
use leptos::prelude::window;
use lesson_shared::lab::{ACCESS_COOKIE, LabInfo, world::ATTACKER_KEY};
use shared::{api::SECURE_COOKIE_PREFIX, compact::from_base64url, verify::Algorithm};

/// The cookie of the lab's access token, set by a script as an attacker would. Dropping this removes it. Until then a
/// lock keeps other tabs from setting or removing it.
pub struct PlantedCookie {
    name: String,
    _lock: Lock,
}

impl PlantedCookie {
    pub async fn new(token: &str) -> Self {
        let protocol = window().location().protocol();
        let prefix = match protocol.as_deref() {
            Ok("https:") => SECURE_COOKIE_PREFIX,
            _ => "",
        };
        let name = format!("{prefix}{ACCESS_COOKIE}");
        let lock = locks::acquire(LOCK).await;
        cookie::set(&name, token);
        Self { name, _lock: lock }
    }
}

const LOCK: &str = "claimcheck.lab.cookie";

impl Drop for PlantedCookie {
    fn drop(&mut self) {
        cookie::remove(&self.name);
    }
}

/// The public key in PEM, as the lab publishes it.
pub fn published_key(info: &LabInfo, algorithm: Algorithm) -> String {
    let key = info.keys.iter().find(|key| key.algorithm == algorithm);
    key.and_then(|key| key.pem.clone()).unwrap_or_default()
}

/// The public key in PEM, computed from two tokens that it has signed.
pub async fn recover(one: &str, other: &str) -> Result<String, AttackError> {
    let task = Task::Recover([one, other].map(Into::into));
    let task = serde_json::to_string(&task).expect("texts are JSON");
    let answer = worker::ask(SCRIPT, READY, &task).await;
    match answer.and_then(|text| serde_json::from_str(&text).ok()) {
        Some(News::Key(pem)) => Ok(pem),
        _ => Err(AttackError::NotRecovered),
    }
}

pub async fn has_signed(secret: &str, token: &str) -> Result<bool, CryptoError> {
    let (input, signature) = token.rsplit_once('.').unwrap_or_default();
    let right = hmac_sha256(secret.as_bytes(), input.as_bytes()).await?;
    Ok(from_base64url(signature) == Some(right))
}

pub async fn sign(draft: &Draft) -> Result<Vec<u8>, CryptoError> {
    let input = draft.input.as_bytes();
    match &draft.signing {
        Signing::Done(_) => Ok(Vec::new()),
        Signing::Hmac(secret) => hmac_sha256(secret, input).await,
        Signing::Attacker => {
            let jwk = serde_json::from_str(ATTACKER_KEY).map_err(|_| CryptoError::BadKey)?;
            Key::jwk(Alg::Es256, &jwk).await?.sign(input).await
        }
    }
}
