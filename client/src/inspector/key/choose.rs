//! Which of several keys a token means.

use super::{Form, Parsed, ParsedKey};
use crate::browser::crypto::Alg;

/// The key to check a token with.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// This one.
    Key(Box<ParsedKey>),
    /// The set has no key of the token's `kid`.
    NoSuchId,
    /// The token has no `kid`, and more than one key of the set could be meant, or none.
    NoId,
}

/// A single key is the one that is meant. In a set it is the one of the same id; without an id the only one that
/// fits the algorithm.
#[must_use]
pub fn choose(parsed: &Parsed, kid: Option<&str>, algorithm: Option<Alg>) -> Chosen {
    let found = |key: &ParsedKey| Chosen::Key(Box::new(key.clone()));
    if parsed.form != Form::Jwks {
        return parsed.keys.first().map_or(Chosen::NoId, found);
    }
    if let Some(kid) = kid {
        let same = parsed
            .keys
            .iter()
            .find(|key| key.kid.as_deref() == Some(kid));
        return same.map_or(Chosen::NoSuchId, found);
    }
    let fits = |key: &&ParsedKey| algorithm.is_some_and(|algorithm| key.fits(algorithm));
    let mut fitting = parsed.keys.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => found(key),
        _ => Chosen::NoId,
    }
}
