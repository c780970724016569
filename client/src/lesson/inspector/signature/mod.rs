//! Whether the key has made the signature. This is arithmetic: [`super::verify`] decides about the token.

#[cfg(test)]
mod tests;

use super::{
    json::JsonKind,
    key::{Chosen, ParsedKey, SecretEncoding, secret},
    token::{Dissected, Shape},
};
use crate::lesson::crypto::{Alg, CryptoError, KeyKind};
use pkcs8::der::{Decode, asn1::UintRef};
use shared::compact::Part;
use strum::{IntoStaticStr, VariantNames};

/// The state of the signature. Styles and tests find it by the name of its variant in snake case.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum SignatureStatus {
    /// There is no token with a signature to speak of.
    Nothing,
    /// The token is encrypted, which takes the place of a signature.
    Encrypted,
    /// The payload is signed without being encoded (RFC 7797).
    Unencoded,
    /// The header does not say how the token is signed.
    NoAlgorithm,
    /// The header says that the token is not signed.
    Unsigned,
    /// The header names no registered algorithm.
    UnknownAlgorithm(String),
    NoKey,
    UnreadKey,
    /// The set has no key of that id, but these.
    NoSuchId(Vec<String>),
    /// The set has several keys, and none has the id of the token.
    NoId,
    /// The key is of another kind than the algorithm takes.
    WrongKind {
        algorithm: Alg,
        kind: KeyKind,
        curve: Option<String>,
    },
    Checking,
    /// This key has signed exactly this.
    Right(Alg),
    /// No key was given, and none is needed: the secret is empty.
    EmptySecret(Alg),
    /// The key has not made the signature, which has so many bytes.
    Wrong {
        algorithm: Alg,
        bytes: usize,
        likely: Option<LikelyCause>,
    },
    /// The browser could not tell.
    Failed(CryptoError),
}

/// A frequent cause of a signature that seems wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum LikelyCause {
    /// The secret is the right one when it is read in this encoding.
    #[strum(serialize = "form")]
    Encoding(SecretEncoding),
    /// The secret is the right one without the spaces around it.
    Spaces,
    /// The signature is in DER, as most libraries outside of JOSE write it.
    Der,
    /// The payload is not in the token.
    Detached,
}

impl SignatureStatus {
    /// The name of the likely cause, under which tests find it.
    pub const fn likely_cause(&self) -> Option<&'static str> {
        match self {
            Self::Wrong { likely: Some(likely), .. } => Some(likely.into_str()),
            _ => None,
        }
    }

    /// Whether the key has signed; `None` where that is not known.
    pub const fn is_right(&self) -> Option<bool> {
        match self {
            Self::Right(_) => Some(true),
            Self::Wrong { .. } => Some(false),
            _ => None,
        }
    }
}

/// What the browser has to compute before the status is known.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureCheck {
    algorithm: Alg,
    /// `None` where no key was given: then only the empty secret is tried.
    key: Option<Box<ParsedKey>>,
    /// What the visitor may have meant with the secret.
    others: Vec<(LikelyCause, ParsedKey)>,
    signed: String,
    signature: Vec<u8>,
    detached: bool,
}

/// The key that was given for a token.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenKey {
    Nothing,
    /// Something that cannot be read.
    Unread,
    /// One or several, of which this is meant; and other ways to read it.
    Key(Chosen, Vec<(LikelyCause, ParsedKey)>),
}

impl SignatureCheck {
    /// What the browser has to compute, or the status that is known without it.
    pub fn prepare(
        token: &str,
        dissected: &Dissected,
        given: GivenKey,
    ) -> Result<Self, SignatureStatus> {
        match dissected.shape {
            Shape::Signed | Shape::NoSignature => {}
            Shape::Encrypted => return Err(SignatureStatus::Encrypted),
            _ => return Err(SignatureStatus::Nothing),
        }
        let name = dissected.header_text("alg").ok_or(SignatureStatus::NoAlgorithm)?;
        if name.eq_ignore_ascii_case("none") {
            return Err(SignatureStatus::Unsigned);
        }
        let unknown = || SignatureStatus::UnknownAlgorithm(name.to_owned());
        let algorithm = dissected.algorithm().ok_or_else(unknown)?;
        if dissected.header("b64").is_some_and(|b64| b64.kind == JsonKind::Bool(false)) {
            return Err(SignatureStatus::Unencoded);
        }
        let (key, others) = match given {
            GivenKey::Nothing if algorithm.kind() == KeyKind::Secret => (None, Vec::new()),
            GivenKey::Nothing => return Err(SignatureStatus::NoKey),
            GivenKey::Unread => return Err(SignatureStatus::UnreadKey),
            GivenKey::Key(Chosen::NoSuchId(ids), _) => return Err(SignatureStatus::NoSuchId(ids)),
            GivenKey::Key(Chosen::NoId, _) => return Err(SignatureStatus::NoId),
            GivenKey::Key(Chosen::Key(key), others) => (Some(key), others),
        };
        if let Some(key) = key.as_ref().filter(|key| !key.fits(algorithm)) {
            let (kind, curve) = (key.kind, key.curve.clone());
            return Err(SignatureStatus::WrongKind { algorithm, kind, curve });
        }
        let mut segments = token.split('.');
        let signed = [segments.next(), segments.next()].map(Option::unwrap_or_default);
        let signature = dissected.part(Part::Signature);
        Ok(Self {
            algorithm,
            key,
            others,
            detached: signed[1].is_empty(),
            signed: signed.join("."),
            signature: signature.map(|segment| segment.bytes.clone()).unwrap_or_default(),
        })
    }

    /// Lets the browser compute.
    pub async fn run(&self) -> SignatureStatus {
        let algorithm = self.algorithm;
        let Some(key) = &self.key else {
            return match self.is_signed_by(&secret(Vec::new())).await {
                Ok(true) => SignatureStatus::EmptySecret(algorithm),
                _ => SignatureStatus::NoKey,
            };
        };
        match self.is_signed_by(key).await {
            Ok(true) => SignatureStatus::Right(algorithm),
            Ok(false) => SignatureStatus::Wrong {
                algorithm,
                bytes: self.signature.len(),
                likely: self.likely_cause().await,
            },
            Err(error) => SignatureStatus::Failed(error),
        }
    }

    async fn is_signed_by(&self, key: &ParsedKey) -> Result<bool, CryptoError> {
        let key = key.import(self.algorithm).await?;
        key.verify(&self.signature, self.signed.as_bytes()).await
    }

    async fn likely_cause(&self) -> Option<LikelyCause> {
        if self.detached {
            return Some(LikelyCause::Detached);
        }
        if self.algorithm.kind() == KeyKind::Ec && is_der(&self.signature) {
            return Some(LikelyCause::Der);
        }
        for (likely, key) in &self.others {
            if self.is_signed_by(key).await == Ok(true) {
                return Some(*likely);
            }
        }
        None
    }
}

/// Whether a signature is a sequence of two integers in DER.
fn is_der(signature: &[u8]) -> bool {
    Vec::<UintRef<'_>>::from_der(signature).is_ok_and(|numbers| numbers.len() == 2)
}
