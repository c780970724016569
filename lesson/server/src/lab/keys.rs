//! The keys of the lab: a random one for each algorithm, and one whose secret is a word.

use anyhow::{Context, Result};
use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    hmac,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair,
    },
};
use lesson_shared::lab::{LabKeyChoice, WEAK_KID, public_key_pem, words::WORDS};
use server::{
    auth::verify::Keys,
    clock::UnixMillis,
    keys::{
        SigningKey,
        material::{self, Material},
    },
    random,
};
use shared::verify::Algorithm;
use zeroize::Zeroizing;

/// A key, and the forms of it that the naive verifier uses.
pub(super) struct LabKey {
    pub(super) key: SigningKey,
    /// The public key as X.509 has it (`SubjectPublicKeyInfo`), in DER; none for a secret.
    pub(super) der: Option<Vec<u8>>,
    /// The public key in PEM; none for a secret.
    pub(super) pem: Option<String>,
    /// The secret, or the private key in PKCS#8.
    pub(super) secret: Zeroizing<Vec<u8>>,
}

pub(super) struct LabKeys(Vec<LabKey>);

impl LabKeys {
    pub(super) async fn generate(now: UnixMillis) -> Result<Self> {
        let made = tokio::task::spawn_blocking(move || make(now));
        made.await.context("making keys was cut short")?
    }

    pub(super) fn find(&self, kid: &str) -> Option<&LabKey> {
        self.0.iter().find(|one| one.key.kid() == kid)
    }

    /// The key that was asked for; `None` for a weak one of another algorithm than HS256.
    pub(super) fn choose(&self, algorithm: Algorithm, choice: LabKeyChoice) -> Option<&LabKey> {
        let weak = choice == LabKeyChoice::Weak;
        self.0
            .iter()
            .find(|one| one.key.algorithm() == algorithm && (one.key.kid() == WEAK_KID) == weak)
    }

    pub(super) fn strong(&self, algorithm: Algorithm) -> Result<&LabKey> {
        self.choose(algorithm, LabKeyChoice::Strong).context("the lab has a key of each algorithm")
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &LabKey> {
        self.0.iter()
    }
}

impl Keys for LabKeys {
    fn find(&self, kid: &str, _: UnixMillis) -> Option<(Algorithm, SigningKey)> {
        let found = self.find(kid)?;
        Some((found.key.algorithm(), found.key.clone()))
    }
}

/// HMAC with SHA-256 (RFC 2104), with a secret of any length.
pub(super) fn hmac_sha256(secret: &[u8], message: &[u8]) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::sign(&key, message).as_ref().to_vec()
}

/// A random one of [`WORDS`], but none of the first `spared`.
pub(super) fn word(spared: usize) -> &'static str {
    let number = u32::from_be_bytes(random::bytes());
    let words = &WORDS[spared..];
    words[number as usize % words.len()]
}

fn make(now: UnixMillis) -> Result<LabKeys> {
    let mut keys = Vec::new();
    for algorithm in Algorithm::ALL {
        let secret = material::generate(algorithm)?;
        let opened = Material::open(algorithm, &secret)?;
        let der = public_der(algorithm, &secret)?;
        keys.push(LabKey {
            key: SigningKey::in_memory(&random::id(), algorithm, opened, now)?,
            pem: der.as_deref().map(public_key_pem),
            der,
            secret,
        });
    }
    let word = word(0);
    let weak = Material::hmac(word.as_bytes());
    keys.push(LabKey {
        key: SigningKey::in_memory(WEAK_KID, Algorithm::Hs256, weak, now)?,
        der: None,
        pem: None,
        secret: Zeroizing::new(word.into()),
    });
    Ok(LabKeys(keys))
}

fn public_der(algorithm: Algorithm, secret: &[u8]) -> Result<Option<Vec<u8>>> {
    let der: PublicKeyX509Der<'_> = match algorithm {
        Algorithm::Hs256 => return Ok(None),
        Algorithm::EdDsa => Ed25519KeyPair::from_pkcs8(secret)?.public_key().as_der()?,
        Algorithm::Es256 => EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, secret)?
            .public_key()
            .as_der()?,
        Algorithm::Rs256 => RsaKeyPair::from_pkcs8(secret)?.public_key().as_der()?,
    };
    Ok(Some(der.as_ref().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a44_the_first_words_can_be_spared() {
        for _ in 0..1000 {
            let word = word(10);
            assert!(WORDS[10..].contains(&word), "{word}");
        }
    }
}
