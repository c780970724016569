//! The keys that sign and verify access tokens.

use super::{
    lifecycle::Schedule,
    material::{Material, registered},
    sealed::{RowField, Sealer},
};
use crate::{clock::UnixMillis, db::signing_keys::SigningKeyRow};
use anyhow::{Context, Result};
use jsonwebtoken::{
    Header, crypto,
    jwk::{Jwk, PublicKeyUse},
};
use shared::{
    Claims,
    compact::base64url,
    verify::{Algorithm, Keyed, TYP},
};
use std::{fmt, sync::Arc};

/// A signing key, opened, with its schedule.
#[derive(Clone, Debug)]
pub struct SigningKey {
    key: Arc<OpenKey>,
    schedule: Schedule,
}

struct OpenKey {
    kid: String,
    algorithm: Algorithm,
    generation: i64,
    created_at: UnixMillis,
    material: Material,
    /// The first part of every token that it signs.
    header: String,
}

impl fmt::Debug for OpenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenKey")
            .field("kid", &self.kid)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl OpenKey {
    fn new(
        kid: &str,
        algorithm: Algorithm,
        generation: i64,
        created_at: UnixMillis,
        mut material: Material,
    ) -> Result<Self> {
        let header = Header {
            typ: Some(TYP.into()),
            kid: Some(kid.into()),
            ..Header::new(registered(algorithm))
        };
        if let Some(jwk) = &mut material.public {
            jwk.common.key_id = Some(kid.into());
            jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        }
        Ok(Self {
            kid: kid.into(),
            algorithm,
            generation,
            created_at,
            material,
            header: base64url(&serde_json::to_vec(&header)?),
        })
    }
}

impl SigningKey {
    /// The secret of a key, sealed for the database.
    pub(super) fn seal(sealer: &Sealer, kid: &str, secret: &[u8]) -> String {
        sealer.seal(field(kid), secret)
    }

    pub(super) fn open(sealer: &Sealer, row: &SigningKeyRow, schedule: Schedule) -> Result<Self> {
        let kid = &row.kid;
        let name = &row.algorithm;
        let algorithm = Algorithm::from_name(name).with_context(|| {
            format!("the signing key {kid} is for {name}, which this version does not know; run the version that made it")
        })?;
        let secret = sealer.open(field(kid), &row.sealed).with_context(|| {
            format!("the signing key {kid} does not open: the root key is not the one of this database; put the right root key back, or start with an empty data directory")
        })?;
        let material = Material::open(algorithm, &secret).with_context(|| {
            format!(
                "the signing key {kid} is no key for {name}; restore the database from a backup"
            )
        })?;
        let created_at = UnixMillis(row.created_at);
        let key = OpenKey::new(kid, algorithm, row.generation, created_at, material)?;
        Ok(Self { key: Arc::new(key), schedule })
    }

    /// A key that is in no database, for the lab. It signs from now on.
    pub fn in_memory(
        kid: &str,
        algorithm: Algorithm,
        material: Material,
        now: UnixMillis,
    ) -> Result<Self> {
        Ok(Self {
            key: Arc::new(OpenKey::new(kid, algorithm, 0, now, material)?),
            schedule: Schedule { signs_from: now, verifies_until: None, wiped: false },
        })
    }

    /// The same key on another schedule.
    pub(super) fn scheduled(&self, schedule: Schedule) -> Self {
        Self { key: Arc::clone(&self.key), schedule }
    }

    /// The id by which tokens name the key.
    pub fn kid(&self) -> &str {
        &self.key.kid
    }

    pub fn algorithm(&self) -> Algorithm {
        self.key.algorithm
    }

    /// The number of the key in the sequence of all keys.
    pub fn generation(&self) -> i64 {
        self.key.generation
    }

    pub fn created_at(&self) -> UnixMillis {
        self.key.created_at
    }

    pub const fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The public key: `None` for HMAC.
    pub fn public(&self) -> Option<&Jwk> {
        self.key.material.public.as_ref()
    }

    /// Signs a token: header, payload and signature, joined by dots (RFC 7515 §7.1).
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        let mut token = format!("{}.{}", self.key.header, base64url(&serde_json::to_vec(claims)?));
        let key = &self.key.material.signs;
        let signature = crypto::sign(token.as_bytes(), key, registered(self.algorithm()))?;
        token.push('.');
        token.push_str(&signature);
        Ok(token)
    }

    /// Whether this key signed the token.
    pub fn has_signed<K>(&self, token: &Keyed<'_, K>) -> bool {
        self.has_signed_text(token.signing_input(), token.signature_text())
    }

    /// Whether this key made this signature, in base64url, of this message.
    pub fn has_signed_text(&self, message: &str, signature: &str) -> bool {
        let key = &self.key.material.verifies;
        let algorithm = registered(self.algorithm());
        crypto::verify(signature, message.as_bytes(), key, algorithm).is_ok_and(|valid| valid)
    }
}

impl AsRef<Schedule> for SigningKey {
    fn as_ref(&self) -> &Schedule {
        self.schedule()
    }
}

fn field(kid: &str) -> RowField<'_> {
    RowField { table: "signing_keys", column: "sealed", row: kid }
}
