//! The secrets of keys: made once, and turned into the two keys of `jsonwebtoken`.
//!
//! The signatures are those of RFC 7518 and RFC 8037: ECDSA as `r ‖ s` of fixed length, RSA in PKCS#1 v1.5.

use crate::random;
use anyhow::{Context, Result, ensure};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::KeySize,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair},
};
use jsonwebtoken::{DecodingKey, EncodingKey, jwk::Jwk};
use pkcs8::PrivateKeyInfoRef;
use shared::verify::Algorithm;
use zeroize::Zeroizing;

/// A key that signs, the key that verifies its signatures, and the public key.
pub struct Material {
    pub(super) signs: EncodingKey,
    pub(super) verifies: DecodingKey,
    /// `None` for HMAC.
    pub(super) public: Option<Jwk>,
}

/// An RSA key of 2048 bits has about 112 bits of security. That is plenty for signatures that count for
/// minutes, by a key that is replaced every month. 3072 bits would triple the time of signing.
const RSA_SIZE: KeySize = KeySize::Rsa2048;

/// As many bytes as SHA-256 yields (RFC 7518 §3.2). Every private key below is longer, so it cannot be taken
/// for such a secret.
const SECRET_BYTES: usize = 32;

/// Makes the secret of a new key: random bytes for HMAC, PKCS#8 for the others. For RSA that takes a good part
/// of a second, so it must not run on the async threads.
pub fn generate(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>> {
    let secret = match algorithm {
        Algorithm::Hs256 => random::secret().to_vec(),
        Algorithm::EdDsa => Ed25519KeyPair::generate()?.to_pkcs8v1()?.as_ref().to_vec(),
        Algorithm::Es256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?
            .to_pkcs8v1()?
            .as_ref()
            .to_vec(),
        Algorithm::Rs256 => {
            let pair = RsaKeyPair::generate(RSA_SIZE)?;
            AsDer::<Pkcs8V1Der<'_>>::as_der(&pair)?.as_ref().to_vec()
        }
    };
    Ok(Zeroizing::new(secret))
}

impl Material {
    /// Opens what [`generate`] made.
    pub fn open(algorithm: Algorithm, secret: &[u8]) -> Result<Self> {
        match algorithm {
            Algorithm::Hs256 => {
                let length = secret.len();
                ensure!(length == SECRET_BYTES, "its secret has {length} bytes and not 32");
                Ok(Self::hmac(secret))
            }
            Algorithm::EdDsa => Self::pair(algorithm, EncodingKey::from_ed_der(secret)),
            Algorithm::Es256 => Self::pair(algorithm, EncodingKey::from_ec_der(secret)),
            Algorithm::Rs256 => {
                // `jsonwebtoken` takes only the inner key (PKCS#1) of an RSA key.
                let outer =
                    PrivateKeyInfoRef::try_from(secret).context("its secret is not PKCS#8")?;
                let inner = EncodingKey::from_rsa_der(outer.private_key.as_bytes());
                Self::pair(algorithm, inner)
            }
        }
    }

    /// HMAC with a secret of any length, for the lab. A server's key comes from [`open`](Self::open).
    pub fn hmac(secret: &[u8]) -> Self {
        Self {
            signs: EncodingKey::from_secret(secret),
            verifies: DecodingKey::from_secret(secret),
            public: None,
        }
    }

    /// Derives the public key, which also shows that the private one is a key for this algorithm.
    fn pair(algorithm: Algorithm, signs: EncodingKey) -> Result<Self> {
        let public = Jwk::from_encoding_key(&signs, registered(algorithm))
            .context("its public key cannot be derived")?;
        Ok(Self { signs, verifies: DecodingKey::from_jwk(&public)?, public: Some(public) })
    }
}

/// The algorithm as `jsonwebtoken` names it.
pub(super) fn registered(algorithm: Algorithm) -> jsonwebtoken::Algorithm {
    match algorithm {
        Algorithm::Hs256 => jsonwebtoken::Algorithm::HS256,
        Algorithm::EdDsa => jsonwebtoken::Algorithm::EdDSA,
        Algorithm::Es256 => jsonwebtoken::Algorithm::ES256,
        Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::crypto::{sign, verify};

    #[test]
    fn s01_what_one_algorithm_signs_it_verifies_and_no_other_does() {
        let keys = Algorithm::ALL.map(|algorithm| {
            let secret = generate(algorithm).unwrap();
            let key = Material::open(algorithm, &secret).unwrap();
            (algorithm, key, secret)
        });
        for (algorithm, key, secret) in &keys {
            let signature = sign(b"message", &key.signs, registered(*algorithm)).unwrap();
            let verified = |message: &[u8], by: &Material, algorithm: Algorithm| {
                verify(&signature, message, &by.verifies, registered(algorithm)).unwrap()
            };
            for (other, verifier, _) in &keys {
                let valid = verified(b"message", verifier, *other);
                assert_eq!(valid, algorithm == other, "{algorithm:?} by {other:?}");
            }
            assert!(!verified(b"massage", key, *algorithm));
            for other in Algorithm::ALL {
                let opened = Material::open(other, secret).is_ok();
                assert_eq!(opened, *algorithm == other, "{algorithm:?} as {other:?}");
            }
        }
    }
}
