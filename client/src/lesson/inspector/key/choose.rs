//! Which of several keys a token means.

use super::{KeyFormat, ParsedKey, ParsedKeys};
use crate::lesson::crypto::Alg;

/// The key to check a token with.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    Key(Box<ParsedKey>),
    /// The set has no key of the token's `kid`; these are the ones that it has.
    NoSuchId(Vec<String>),
    /// The token has no `kid`, or the keys have none, and more than one could be meant, or none.
    NoId,
}

/// A single key is the one that is meant. In a set it is the one of the same id, and of several such the one that
/// fits the algorithm; where nothing has an id, the only one that fits.
pub fn choose(parsed: &ParsedKeys, kid: Option<&str>, algorithm: Option<Alg>) -> Chosen {
    let found = |key: &ParsedKey| Chosen::Key(Box::new(key.clone()));
    if parsed.format != KeyFormat::Jwks {
        return parsed.keys.first().map_or(Chosen::NoId, found);
    }
    let fits = |key: &&ParsedKey| algorithm.is_some_and(|algorithm| key.fits(algorithm));
    if let Some(kid) = kid {
        let same = || {
            let keys = parsed.keys.iter();
            keys.filter(|key| key.kid.as_deref() == Some(kid))
        };
        if let Some(key) = same().find(fits).or_else(|| same().next()) {
            return found(key);
        }
        if parsed.keys.iter().all(|key| key.kid.is_some()) {
            let ids = parsed.keys.iter().filter_map(|key| key.kid.clone());
            return Chosen::NoSuchId(ids.collect());
        }
    }
    let nameless = |key: &&ParsedKey| kid.is_none() || key.kid.is_none();
    let mut fitting = parsed.keys.iter().filter(fits).filter(nameless);
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => found(key),
        _ => Chosen::NoId,
    }
}
