//! The keys that sign and verify access tokens.

use super::sealed::{Place, Sealer};
use crate::{
    clock::UnixMillis,
    db::{self, Db, signing_keys::SigningKeyRow},
    random,
};
use anyhow::{Context, Result, bail, ensure};
use jsonwebtoken::{DecodingKey, EncodingKey, Header, crypto::aws_lc::DEFAULT_PROVIDER};
use shared::{
    Claims,
    verify::{Algorithm, Keyed, TYP},
};
use std::{collections::HashMap, sync::Arc};
use zeroize::Zeroizing;

/// All keys that verify, and the one that signs.
#[derive(Debug)]
pub struct KeyRing {
    signing: Arc<SigningKey>,
    verifying: HashMap<String, Arc<SigningKey>>,
}

impl KeyRing {
    /// Opens the keys in the database, and makes the first one when there is none.
    pub async fn load(db: &Db, sealer: &Sealer, now: UnixMillis) -> Result<Self> {
        let mut rows = db::signing_keys::list(db).await?;
        if rows.is_empty() {
            db::signing_keys::create(db, &SigningKey::sealed_row(sealer, now)).await?;
            // Read back, so that processes that start at once agree on the oldest.
            rows = db::signing_keys::list(db).await?;
        }
        let keys = rows
            .iter()
            .map(|row| SigningKey::open(sealer, row).map(Arc::new))
            .collect::<Result<Vec<_>>>()?;
        let signing = keys.first().context("a key was made and is not there")?;
        Ok(Self {
            signing: Arc::clone(signing),
            verifying: keys
                .iter()
                .map(|key| (key.kid.clone(), Arc::clone(key)))
                .collect(),
        })
    }

    /// The key that signs new tokens.
    #[must_use]
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The key of this id and its one algorithm. The id is a stranger's word: it is looked up in this
    /// map and used for nothing else.
    #[must_use]
    pub fn find(&self, kid: &str) -> Option<(Algorithm, &SigningKey)> {
        let key = self.verifying.get(kid)?;
        Some((key.algorithm, key))
    }
}

/// One HS256 secret.
pub struct SigningKey {
    kid: String,
    algorithm: Algorithm,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    const SECRET_BYTES: usize = 32;

    fn sealed_row(sealer: &Sealer, now: UnixMillis) -> SigningKeyRow {
        let kid = random::id();
        SigningKeyRow {
            sealed: sealer.seal(place(&kid), random::secret().as_slice()),
            kid,
            algorithm: Algorithm::Hs256.name().into(),
            created_at: now.0,
        }
    }

    fn open(sealer: &Sealer, row: &SigningKeyRow) -> Result<Self> {
        let kid = &row.kid;
        let Some(algorithm @ Algorithm::Hs256) = Algorithm::from_name(&row.algorithm) else {
            bail!(
                "the signing key {kid} is for {}, which this version does not know; run the version that made it",
                row.algorithm
            );
        };
        let secret: Zeroizing<Vec<u8>> = sealer.open(place(kid), &row.sealed).with_context(|| {
            format!("the signing key {kid} does not open: the root key is not the one of this database; put the right root key back, or start with an empty data directory")
        })?;
        ensure!(
            secret.len() >= Self::SECRET_BYTES,
            "the signing key {kid} has under 256 bits (RFC 7518 §3.2); delete its row, and a new one is made at the next start"
        );
        Ok(Self {
            kid: kid.clone(),
            algorithm,
            encoding: EncodingKey::from_secret(&secret),
            decoding: DecodingKey::from_secret(&secret),
        })
    }

    /// The name under which tokens refer to it.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Header, payload and signature, joined by dots.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        let header = Header {
            typ: Some(TYP.into()),
            kid: Some(self.kid.clone()),
            ..Header::new(jsonwebtoken::Algorithm::HS256)
        };
        Ok(jsonwebtoken::encode(&header, claims, &self.encoding)?)
    }

    /// Whether this key signed the token. jsonwebtoken's verifiers are bound to their thread, so one is
    /// made for each call: for HMAC that is two blocks of SHA-256.
    #[must_use]
    pub fn has_signed<K>(&self, token: &Keyed<'_, K>) -> bool {
        (DEFAULT_PROVIDER.verifier_factory)(&jsonwebtoken::Algorithm::HS256, &self.decoding)
            .is_ok_and(|verifier| {
                verifier
                    .verify(
                        token.signing_input().as_bytes(),
                        &token.signature().to_vec(),
                    )
                    .is_ok()
            })
    }
}

fn place(kid: &str) -> Place<'_> {
    Place {
        table: "signing_keys",
        column: "sealed",
        row: kid,
    }
}
