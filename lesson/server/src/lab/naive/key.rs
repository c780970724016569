//! Keys that the token brings along, or says where to find: the attacker who wrote it has the private half.

use super::{
    shape::{Loose, decode},
    trust::Trust,
};
use crate::lab::keys::hmac_sha256;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use lesson_shared::lab::{
    Mistake,
    world::{Document, INTERNET},
};
use serde_json::Value;
use shared::verify::Algorithm;

/// Checks with the key that the header brings, if it brings one that fits.
pub(super) fn from_header(token: &Loose, algorithm: Algorithm) -> Option<Trust> {
    let fits = |key: &Foreign| key.has_signed(algorithm, token);
    if let Some(jwk) = token.header.get("jwk") {
        let key = Foreign::from_jwk(jwk)?;
        return fits(&key).then(|| Trust::by(Mistake::KeyFromHeader));
    }
    if let Some(Value::Array(chain)) = token.header.get("x5c") {
        let der = BASE64.decode(chain.first()?.as_str()?).ok()?;
        let key = Foreign::from_certificate(&der)?;
        return fits(&key).then(|| Trust::by(Mistake::CertificateFromHeader));
    }
    let url = ["jku", "x5u"].iter().find_map(|name| token.header.get(*name)?.as_str())?;
    let key = Foreign::from_document(fetch(url)?, token.header.get("kid"))?;
    fits(&key).then(|| Trust::by(Mistake::UrlFromHeader).having(format!("GET {url}")))
}

/// The page at this URL of [`INTERNET`].
fn fetch(url: &str) -> Option<&'static Document> {
    INTERNET.iter().find(|page| page.at == url)
}

/// A key from outside this server.
enum Foreign {
    Secret(Vec<u8>),
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

impl Foreign {
    fn from_jwk(jwk: &Value) -> Option<Self> {
        let member = |name: &str| Some(decode(jwk.get(name)?.as_str()?));
        match jwk.get("kty")?.as_str()? {
            "oct" => Some(Self::Secret(member("k")?)),
            "EC" => Some(Self::P256([vec![4], member("x")?, member("y")?].concat())),
            "OKP" => Some(Self::Ed25519(member("x")?)),
            "RSA" => Some(Self::Rsa { n: member("n")?, e: member("e")? }),
            _ => None,
        }
    }

    /// The document as a key: a JWK set, a certificate in PEM, or any other text as a secret.
    fn from_document(document: &Document, kid: Option<&Value>) -> Option<Self> {
        if let Ok(list) = serde_json::from_str::<Value>(document.text)
            && let Some(keys) = list.get("keys").and_then(Value::as_array)
        {
            let named = keys.iter().find(|key| key.get("kid") == kid);
            return Self::from_jwk(named.or_else(|| keys.first())?);
        }
        let Some((_, pem)) = document.text.split_once("-----BEGIN CERTIFICATE-----") else {
            return Some(Self::Secret(document.text.into()));
        };
        let (lines, _) = pem.split_once("-----END")?;
        let text: String = lines.split_whitespace().collect();
        Self::from_certificate(&BASE64.decode(text).ok()?)
    }

    /// The key in a certificate, found by how an ECDSA key begins there. Issuer and subject of the
    /// certificate are not read.
    fn from_certificate(der: &[u8]) -> Option<Self> {
        let at = der.windows(P256_BEGINS.len()).position(|window| window == P256_BEGINS)?;
        let point = der.get(at + P256_BEGINS.len()..)?.get(..65)?;
        Some(Self::P256(point.to_vec()))
    }

    fn has_signed(&self, algorithm: Algorithm, token: &Loose) -> bool {
        let (message, signature) = (token.input.as_bytes(), &*token.signature);
        let fits = |algorithm: &'static dyn VerificationAlgorithm, key: &[u8]| {
            UnparsedPublicKey::new(algorithm, key).verify(message, signature).is_ok()
        };
        match (self, algorithm) {
            (Self::Secret(secret), Algorithm::Hs256) => hmac_sha256(secret, message) == signature,
            (Self::P256(point), Algorithm::Es256) => fits(&ECDSA_P256_SHA256_FIXED, point),
            (Self::Ed25519(key), Algorithm::EdDsa) => fits(&ED25519, key),
            (Self::Rsa { n, e }, Algorithm::Rs256) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            _ => false,
        }
    }
}

/// `SubjectPublicKeyInfo` of a key on P-256 up to its point (RFC 5480 §2): the object ids of ECDSA keys
/// and of the curve, and a bit string of 66 bytes.
const P256_BEGINS: &[u8] = &[
    0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
    0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
