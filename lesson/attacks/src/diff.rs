//! What was changed, for showing it: a forged token beside the genuine one it was made from.

use crate::object::RawObject;
use shared::compact::{Part, from_base64url};

/// A piece of a forged token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    pub change: Change,
    /// What stands there: a member of an object, or a part as a whole.
    pub text: String,
}

shared::named_enum! {
    /// How a piece differs from the genuine token.
    pub enum Change {
        /// Not at all.
        Same = "same",
        /// It is new, or has another value.
        Added = "added",
        /// The genuine token has it, and the forged one does not.
        Removed = "removed",
    }
}

/// A part of a forged token, compared with that of the genuine one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartDiff {
    /// Which part; `None` for what no token should have: a fourth part, or something that has no parts.
    pub part: Option<Part>,
    pub pieces: Vec<DiffPiece>,
}

/// Compares a forged token with the genuine one, part by part and member by member. What is no token is one
/// piece.
pub fn diff(genuine: &str, forged: &str) -> Vec<PartDiff> {
    if forged.starts_with('{') || forged.is_empty() {
        return vec![PartDiff {
            part: None,
            pieces: vec![DiffPiece { change: Change::Added, text: forged.into() }],
        }];
    }
    let before: Vec<_> = genuine.split('.').collect();
    let after: Vec<_> = forged.split('.').collect();
    (0..before.len().max(after.len()))
        .map(|at| {
            let part = Part::ALL.get(at).copied();
            PartDiff { part, pieces: pieces(part, before.get(at).copied(), after.get(at).copied()) }
        })
        .collect()
}

fn pieces(part: Option<Part>, before: Option<&str>, after: Option<&str>) -> Vec<DiffPiece> {
    let object = |text: Option<&str>| match part {
        Some(Part::Header | Part::Payload) => members(text?),
        Some(Part::Signature) | None => None,
    };
    match (object(before), object(after)) {
        // Written in another way, so that the difference is not in the members.
        (Some(old), Some(new)) if old == new && before != after => whole(before, after),
        (Some(old), Some(new)) => merge(&old, &new),
        _ => whole(before, after),
    }
}

/// The members of a part as `"name": value`. Parts that are meant to be misread are read as their readers do.
fn members(text: &str) -> Option<Vec<(String, String)>> {
    let canonical = text.trim().replace('+', "-").replace('/', "_");
    let bytes = from_base64url(canonical.trim_end_matches('='))?;
    let object = RawObject::parse(&String::from_utf8_lossy(&bytes))?;
    Some(object.members().to_vec())
}

fn merge(old: &[(String, String)], new: &[(String, String)]) -> Vec<DiffPiece> {
    let piece = |change, (name, value): &(String, String)| DiffPiece {
        change,
        text: format!("\"{name}\": {value}"),
    };
    let mut pieces = Vec::new();
    for member in old {
        if new.contains(member) {
            pieces.push(piece(Change::Same, member));
        } else {
            pieces.push(piece(Change::Removed, member));
        }
        // What stands in its place follows it.
        let replaced = new.iter().filter(|(name, _)| *name == member.0);
        let others = replaced.filter(|other| *other != member);
        pieces.extend(others.map(|other| piece(Change::Added, other)));
    }
    let added = new.iter().filter(|(name, _)| old.iter().all(|(known, _)| known != name));
    pieces.extend(added.map(|member| piece(Change::Added, member)));
    pieces
}

fn whole(before: Option<&str>, after: Option<&str>) -> Vec<DiffPiece> {
    let piece = |change| move |text: &str| DiffPiece { change, text: text.into() };
    if before == after {
        return before.map(piece(Change::Same)).into_iter().collect();
    }
    let removed = before.map(piece(Change::Removed));
    removed
        .into_iter()
        .chain(after.map(piece(Change::Added)))
        .filter(|piece| !piece.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::compact::base64url;

    fn told(genuine: &str, forged: &str) -> String {
        let parts = diff(genuine, forged).into_iter().map(|part| {
            let pieces = part.pieces.iter().map(|piece| {
                let sign = match piece.change {
                    Change::Same => ' ',
                    Change::Added => '+',
                    Change::Removed => '-',
                };
                format!("{sign}{}", piece.text)
            });
            pieces.collect::<Vec<_>>().join(" ")
        });
        parts.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn members_are_compared_by_name_and_value() {
        let token = |header: &str, payload: &str, signature: &str| {
            let (header, payload) = (base64url(header.as_bytes()), base64url(payload.as_bytes()));
            format!("{header}.{payload}.{signature}")
        };
        let genuine = token(r#"{"alg":"HS256"}"#, r#"{"a":1,"b":2}"#, "YQ");
        let forged = token(r#"{"alg":"none","x":1}"#, r#"{"a":1}"#, "");
        assert_eq!(
            told(&genuine, &forged),
            r#"-"alg": "HS256" +"alg": "none" +"x": 1 |  "a": 1 -"b": 2 | -YQ"#
        );
        let twice = token(r#"{"alg":"HS256","alg":"none"}"#, r#"{"a":1,"b":2}"#, "YQ");
        assert_eq!(
            told(&genuine, &twice),
            r#" "alg": "HS256" +"alg": "none" |  "a": 1  "b": 2 |  YQ"#
        );
        assert_eq!(told(&genuine, &format!("{genuine}.more")).split(" | ").last(), Some("+more"));
        assert_eq!(told(&genuine, "{}"), "+{}");
    }
}
