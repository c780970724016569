//! Whether the key has made the signature: arithmetic, and no more than that. Whether a verifier should care is
//! another question.

#[cfg(test)]
mod tests;

use super::{
    json::{JsonKind, JsonValue},
    key::{Chosen, ParsedKey, SecretEncoding, secret},
    token::{Dissected, Shape},
};
use crate::lesson::crypto::{Alg, CryptoError, KeyKind};
use shared::compact::Part;

/// What can be said about the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureStatus {
    /// There is no token with a signature to speak of.
    Nothing,
    /// The token is encrypted, which takes the place of a signature.
    Encrypted,
    /// What is signed is not in the token as tokens have it (RFC 7797).
    Unencoded,
    /// The header does not say how the token is signed.
    NoAlgorithm,
    /// The header says that the token is not signed.
    Unsigned,
    /// The header says something that is no registered signature.
    UnknownAlgorithm(String),
    /// No key was given.
    NoKey,
    /// What was given is no key.
    UnreadKey,
    /// The set has no key of that id, but these.
    NoSuchId(Vec<String>),
    /// Which key of the set is meant cannot be told.
    NoId,
    /// The key is of another kind than the algorithm takes.
    WrongKind {
        /// What the header says.
        algorithm: Alg,
        /// What the key is.
        kind: KeyKind,
        /// Its curve.
        curve: Option<String>,
    },
    /// The browser is at it.
    Checking,
    /// This key has signed exactly this.
    Right(Alg),
    /// Nobody gave a key, and none is needed: the secret is empty.
    EmptySecret(Alg),
    /// It has not.
    Wrong {
        /// What the header says.
        algorithm: Alg,
        /// How many bytes the signature has.
        bytes: usize,
        /// What would explain it.
        likely: Option<LikelyCause>,
    },
    /// The browser could not tell.
    Failed(CryptoError),
}

/// What often is the matter with a signature that seems wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikelyCause {
    /// The secret is the right one when it is read in this form.
    Encoding(SecretEncoding),
    /// The secret is the right one without the spaces around it.
    Spaces,
    /// The signature is in DER, as most libraries outside of JOSE write it.
    Der,
    /// The payload is not in the token.
    Detached,
}

impl SignatureStatus {
    /// The name under which styles and tests find it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Encrypted => "encrypted",
            Self::Unencoded => "unencoded",
            Self::NoAlgorithm => "no_algorithm",
            Self::Unsigned => "unsigned",
            Self::UnknownAlgorithm(_) => "unknown_algorithm",
            Self::NoKey => "no_key",
            Self::UnreadKey => "unread_key",
            Self::NoSuchId(_) => "no_such_id",
            Self::NoId => "no_id",
            Self::WrongKind { .. } => "wrong_kind",
            Self::Checking => "checking",
            Self::Right(_) => "right",
            Self::EmptySecret(_) => "empty_secret",
            Self::Wrong { .. } => "wrong",
            Self::Failed(_) => "failed",
        }
    }

    /// The name of what would explain that it is wrong, under which tests find it.
    #[must_use]
    pub const fn likely(&self) -> Option<&'static str> {
        match self {
            Self::Wrong { likely: Some(likely), .. } => Some(match likely {
                LikelyCause::Encoding(_) => "form",
                LikelyCause::Spaces => "spaces",
                LikelyCause::Der => "der",
                LikelyCause::Detached => "detached",
            }),
            _ => None,
        }
    }

    /// Whether the key has signed; `None` where that is not known.
    #[must_use]
    pub const fn is_right(&self) -> Option<bool> {
        match self {
            Self::Right(_) => Some(true),
            Self::Wrong { .. } => Some(false),
            _ => None,
        }
    }
}

/// What has to be computed before anything can be said.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureCheck {
    algorithm: Alg,
    /// `None` where nobody gave a key: then only the empty secret is tried.
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
    /// None.
    Nothing,
    /// Something that cannot be read.
    Unread,
    /// One or several, of which this is meant; and other ways to read it.
    Key(Chosen, Vec<(LikelyCause, ParsedKey)>),
}

/// What can be said at once, or what the browser has to be asked.
pub fn question(
    token: &str,
    dissected: &Dissected,
    given: GivenKey,
) -> Result<SignatureCheck, SignatureStatus> {
    match dissected.shape {
        Shape::Signed | Shape::NoSignature => {}
        Shape::Encrypted => return Err(SignatureStatus::Encrypted),
        _ => return Err(SignatureStatus::Nothing),
    }
    let Some(name) = dissected.header("alg").and_then(JsonValue::text) else {
        return Err(SignatureStatus::NoAlgorithm);
    };
    if name.eq_ignore_ascii_case("none") {
        return Err(SignatureStatus::Unsigned);
    }
    let Some(algorithm) = Alg::from_name(name) else {
        return Err(SignatureStatus::UnknownAlgorithm(name.to_owned()));
    };
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
        return Err(SignatureStatus::WrongKind {
            algorithm,
            kind: key.kind,
            curve: key.curve.clone(),
        });
    }
    let mut segments = token.split('.');
    let signed = [segments.next(), segments.next()].map(Option::unwrap_or_default);
    let signature = dissected.part(Part::Signature);
    Ok(SignatureCheck {
        algorithm,
        key,
        others,
        detached: signed[1].is_empty(),
        signed: signed.join("."),
        signature: signature.map(|piece| piece.bytes.clone()).unwrap_or_default(),
    })
}

/// Asks the browser.
pub async fn answer(question: &SignatureCheck) -> SignatureStatus {
    let algorithm = question.algorithm;
    let Some(key) = &question.key else {
        let empty = question.is_right(&secret(Vec::new())).await;
        return match empty {
            Ok(true) => SignatureStatus::EmptySecret(algorithm),
            _ => SignatureStatus::NoKey,
        };
    };
    match question.is_right(key).await {
        Ok(true) => SignatureStatus::Right(algorithm),
        Ok(false) => SignatureStatus::Wrong {
            algorithm,
            bytes: question.signature.len(),
            likely: question.likely().await,
        },
        Err(error) => SignatureStatus::Failed(error),
    }
}

impl SignatureCheck {
    async fn is_right(&self, key: &ParsedKey) -> Result<bool, CryptoError> {
        let key = key.import(self.algorithm).await?;
        key.verify(&self.signature, self.signed.as_bytes()).await
    }

    async fn likely(&self) -> Option<LikelyCause> {
        if self.detached {
            return Some(LikelyCause::Detached);
        }
        if self.algorithm.kind() == KeyKind::Ec && is_der(&self.signature) {
            return Some(LikelyCause::Der);
        }
        for (likely, key) in &self.others {
            if self.is_right(key).await == Ok(true) {
                return Some(*likely);
            }
        }
        None
    }
}

/// Whether a signature begins and ends as a sequence in DER does.
fn is_der(signature: &[u8]) -> bool {
    match signature {
        [0x30, 0x81, length, rest @ ..] | [0x30, length, rest @ ..] => {
            rest.len() == usize::from(*length) && rest.first() == Some(&2)
        }
        _ => false,
    }
}
