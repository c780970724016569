//! `kid`, which the client chose, in a path, a query and a command.

use super::{known, shape::Loose, shell, sql, trust::Trust};
use crate::lab::keys::{LabKeys, hmac_sha256};
use lesson_shared::lab::{
    DEFAULT_SECRET, Mistake, UNSET_KID,
    world::{FILES, KEY_COMMAND, KEY_DIRECTORY, KEY_QUERY},
};
use serde_json::Value;
use shared::verify::Algorithm;

/// Checks with the key that `kid` names: in the key ring, a file, a query, a command, or by default.
pub(super) fn check(keys: &LabKeys, token: &Loose, algorithm: Algorithm) -> Option<Trust> {
    let fits = |secret: &[u8]| {
        let message = token.input.as_bytes();
        algorithm == Algorithm::Hs256 && hmac_sha256(secret, message) == token.signature
    };
    let Some(Value::String(kid)) = token.header.get("kid") else {
        return fits(DEFAULT_SECRET.as_bytes()).then(|| Trust::by(Mistake::DefaultKey));
    };
    // A program in C reads a text up to its first NUL byte.
    let name = kid.split('\0').next().unwrap_or_default();
    if let Some(key) = keys.find(name) {
        let trust = known::check(token, algorithm, key)?;
        return Some(Trust {
            mistake: trust.mistake.or((name != kid).then_some(Mistake::NulEndsText)),
            ..trust
        });
    }
    if name == UNSET_KID {
        return fits(b"").then(|| Trust::by(Mistake::EmptyKey));
    }
    let path = normalized(name);
    if let Some(file) = FILES.iter().find(|file| file.at == path)
        && fits(file.text.as_bytes())
    {
        return Some(Trust::by(Mistake::KidAsPath).having(format!("read {path}")));
    }
    let query = KEY_QUERY.replace("{kid}", name);
    if sql::answer(&query).is_some_and(|secret| fits(secret.as_bytes())) {
        return Some(Trust::by(Mistake::KidInSql).having(query));
    }
    let command = KEY_COMMAND.replace("{kid}", name);
    if shell::run(&command).is_some_and(|secret| fits(secret.as_bytes())) {
        return Some(Trust::by(Mistake::KidInShell).having(command));
    }
    fits(DEFAULT_SECRET.as_bytes()).then(|| Trust::by(Mistake::DefaultKey))
}

/// The path to the key file, as a file system reads it.
fn normalized(kid: &str) -> String {
    let mut names = Vec::new();
    for name in KEY_DIRECTORY.split('/').chain(kid.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    format!("/{}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a15_dots_lead_out_of_the_directory() {
        for (kid, path) in [
            ("k1", "/etc/claimcheck/keys/k1"),
            ("../../../dev/null", "/dev/null"),
            ("../../../../../dev//./null", "/dev/null"),
        ] {
            assert_eq!(normalized(kid), path);
        }
    }
}
