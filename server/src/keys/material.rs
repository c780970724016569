//! What a key computes with: made, opened and kept, one kind per algorithm.
//!
//! A key is parsed once, when it is opened, and its signer and verifier are kept. The signatures are
//! those of RFC 7518 and RFC 8037, in their one exact form: ECDSA as `r ‖ s` of fixed length, RSA in
//! PKCS#1 v1.5.

use crate::random;
use anyhow::{Context, Result, ensure};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    hmac,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair,
        Ed25519KeyPair, KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
        RsaKeyPair, VerificationAlgorithm,
    },
};
use jsonwebtoken::{DecodingKey, jwk::Jwk};
use shared::verify::Algorithm;
use zeroize::Zeroizing;

/// A signer and its verifier.
#[expect(
    clippy::large_enum_variant,
    reason = "there are two or three, each behind an Arc of its own"
)]
pub(super) enum Material {
    /// One secret for both.
    Hmac(hmac::Key),
    /// A private and a public key.
    Pair(Private, ParsedPublicKey),
}

/// The half that signs.
pub(super) enum Private {
    EdDsa(Ed25519KeyPair),
    Es256(EcdsaKeyPair),
    Rs256(RsaKeyPair),
}

/// An RSA key of 2048 bits is worth about 112 bits of security. That is plenty for signatures that
/// count for minutes under a key that is replaced every month, and 3072 bits would triple the time it
/// takes to sign.
const RSA_SIZE: KeySize = KeySize::Rsa2048;

/// Exactly as many bytes as SHA-256 yields (RFC 7518 §3.2). No private key below is as short, so the
/// one cannot be taken for the other.
const SECRET_BYTES: usize = 32;

/// Makes the secret of a new key: random bytes for HMAC, PKCS#8 for the others. For RSA that takes a
/// good part of a second, so it has to stay off the async threads.
pub(super) fn generate(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>> {
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
    /// Parses what [`generate`] made.
    pub(super) fn open(algorithm: Algorithm, secret: &[u8]) -> Result<Self> {
        match algorithm {
            Algorithm::Hs256 => {
                ensure!(
                    secret.len() == SECRET_BYTES,
                    "its secret has {} bytes and not 32",
                    secret.len()
                );
                Ok(Self::Hmac(hmac::Key::new(hmac::HMAC_SHA256, secret)))
            }
            Algorithm::EdDsa => {
                let pair = Ed25519KeyPair::from_pkcs8(secret)?;
                let public = parsed(&ED25519, &pair)?;
                Ok(Self::Pair(Private::EdDsa(pair), public))
            }
            Algorithm::Es256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, secret)?;
                let public = parsed(&ECDSA_P256_SHA256_FIXED, &pair)?;
                Ok(Self::Pair(Private::Es256(pair), public))
            }
            Algorithm::Rs256 => {
                let pair = RsaKeyPair::from_pkcs8(secret)?;
                let public = parsed(&RSA_PKCS1_2048_8192_SHA256, &pair)?;
                Ok(Self::Pair(Private::Rs256(pair), public))
            }
        }
    }

    /// A secret that is a word. It is for the lab, where it is going to be guessed.
    pub(super) fn weak(word: &str) -> Self {
        Self::Hmac(hmac::Key::new(hmac::HMAC_SHA256, word.as_bytes()))
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        let random = SystemRandom::new();
        Ok(match self {
            Self::Hmac(key) => hmac::sign(key, message).as_ref().to_vec(),
            Self::Pair(Private::EdDsa(pair), _) => pair.try_sign(message)?.as_ref().to_vec(),
            Self::Pair(Private::Es256(pair), _) => pair.sign(&random, message)?.as_ref().to_vec(),
            Self::Pair(Private::Rs256(pair), _) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)?;
                signature
            }
        })
    }

    /// Whether this key made this signature of this message.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Hmac(key) => hmac::verify(key, message, signature).is_ok(),
            Self::Pair(_, public) => public.verify_sig(message, signature).is_ok(),
        }
    }

    /// The public key; a secret has none.
    pub(super) fn public(&self) -> Result<Option<Jwk>> {
        use jsonwebtoken::Algorithm::{ES256, EdDSA, RS256};
        let Self::Pair(private, _) = self else {
            return Ok(None);
        };
        let (key, algorithm) = match private {
            Private::EdDsa(pair) => (DecodingKey::from_ed_der(pair.public_key().as_ref()), EdDSA),
            Private::Es256(pair) => (DecodingKey::from_ec_der(pair.public_key().as_ref()), ES256),
            Private::Rs256(pair) => (DecodingKey::from_rsa_der(pair.public_key().as_ref()), RS256),
        };
        Jwk::from_decoding_key(&key, Some(algorithm))
            .map(Some)
            .context("its public key cannot be written as a JWK")
    }

    /// The same as X.509 has it.
    pub(super) fn public_der(&self) -> Result<Option<Vec<u8>>> {
        let Self::Pair(_, public) = self else {
            return Ok(None);
        };
        let der: PublicKeyX509Der<'_> = public.as_der()?;
        Ok(Some(der.as_ref().to_vec()))
    }
}

fn parsed(
    algorithm: &'static dyn VerificationAlgorithm,
    pair: &impl KeyPair,
) -> Result<ParsedPublicKey> {
    Ok(ParsedPublicKey::new(algorithm, pair.public_key())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s01_what_one_algorithm_signs_it_verifies_and_no_other_does() {
        let keys = Algorithm::ALL.map(|algorithm| {
            let secret = generate(algorithm).unwrap();
            (
                algorithm,
                Material::open(algorithm, &secret).unwrap(),
                secret,
            )
        });
        for (algorithm, key, secret) in &keys {
            let signature = key.sign(b"message").unwrap();
            for (other, verifier, _) in &keys {
                let valid = verifier.verify(b"message", &signature);
                assert_eq!(valid, algorithm == other, "{algorithm:?} by {other:?}");
            }
            assert!(!key.verify(b"massage", &signature));
            for other in Algorithm::ALL {
                let opened = Material::open(other, secret).is_ok();
                assert_eq!(opened, *algorithm == other, "{algorithm:?} as {other:?}");
            }
        }
    }
}
