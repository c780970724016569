//! Whether the key has made the signature: arithmetic, and no more than that. Whether a verifier should care is
//! another question.

use super::{
    key::{Chosen, ParsedKey},
    token::{Dissected, Shape},
};
use crate::browser::crypto::{Alg, CryptoError, KeyKind};
use shared::compact::Part;

/// What can be said about the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is no token with a signature to speak of.
    Nothing,
    /// The header does not say how the token is signed.
    NoAlgorithm,
    /// The header says that the token is not signed.
    Unsigned,
    /// The header says something that is no registered signature.
    UnknownAlgorithm(String),
    /// No key was given.
    NoKey,
    /// The set has no key of that id.
    NoSuchId,
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
    /// It has not.
    Wrong {
        /// What the header says.
        algorithm: Alg,
        /// How many bytes the signature has.
        bytes: usize,
    },
    /// The browser could not tell.
    Failed(CryptoError),
}

impl Signature {
    /// The name under which styles and tests find it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NoAlgorithm => "no_algorithm",
            Self::Unsigned => "unsigned",
            Self::UnknownAlgorithm(_) => "unknown_algorithm",
            Self::NoKey => "no_key",
            Self::NoSuchId => "no_such_id",
            Self::NoId => "no_id",
            Self::WrongKind { .. } => "wrong_kind",
            Self::Checking => "checking",
            Self::Right(_) => "right",
            Self::Wrong { .. } => "wrong",
            Self::Failed(_) => "failed",
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
pub struct Question {
    algorithm: Alg,
    key: Box<ParsedKey>,
    signed: String,
    signature: Vec<u8>,
}

/// What can be said at once, or what the browser has to be asked.
pub fn question(
    token: &str,
    dissected: &Dissected,
    chosen: Option<&Chosen>,
) -> Result<Question, Signature> {
    if !matches!(dissected.shape, Shape::Signed | Shape::NoSignature) {
        return Err(Signature::Nothing);
    }
    let Some(name) = dissected.header("alg").and_then(super::json::Value::text) else {
        return Err(Signature::NoAlgorithm);
    };
    if name.eq_ignore_ascii_case("none") {
        return Err(Signature::Unsigned);
    }
    let Some(algorithm) = Alg::from_name(name) else {
        return Err(Signature::UnknownAlgorithm(name.to_owned()));
    };
    let key = match chosen {
        None => return Err(Signature::NoKey),
        Some(Chosen::NoSuchId) => return Err(Signature::NoSuchId),
        Some(Chosen::NoId) => return Err(Signature::NoId),
        Some(Chosen::Key(key)) => key.clone(),
    };
    if !key.fits(algorithm) {
        return Err(Signature::WrongKind {
            algorithm,
            kind: key.kind,
            curve: key.curve,
        });
    }
    let mut segments = token.split('.');
    let signed = [segments.next(), segments.next()].map(Option::unwrap_or_default);
    let signature = dissected.part(Part::Signature);
    Ok(Question {
        algorithm,
        key,
        signed: signed.join("."),
        signature: signature
            .map(|piece| piece.bytes.clone())
            .unwrap_or_default(),
    })
}

/// Asks the browser.
pub async fn answer(question: &Question) -> Signature {
    let algorithm = question.algorithm;
    let right = async {
        let key = question.key.import(algorithm).await?;
        key.verify(&question.signature, question.signed.as_bytes())
            .await
    };
    match right.await {
        Ok(true) => Signature::Right(algorithm),
        Ok(false) => Signature::Wrong {
            algorithm,
            bytes: question.signature.len(),
        },
        Err(error) => Signature::Failed(error),
    }
}
