//! Names that change with the content. Trunk's hash is of what Cargo has built, and knows nothing of what was made of
//! it since: another version of the tools makes other files, and browsers keep what has a hash for a year.

use crate::site::Site;
use anyhow::{Result, ensure};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Gives the files whose names begin with `old`, a name of Trunk's with a hash at its end, one of all their contents,
/// and tells those that name them.
pub(crate) fn restamp(site: &Site, old: &str) -> Result<()> {
    let mut files = site.files("")?;
    files.retain(|file| file.starts_with(old));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        site.read(file)?.hash(&mut hasher);
    }
    let new = renamed(old, hasher.finish());
    ensure!(new.len() == old.len(), "{old} has no hash at its end");
    for file in &files {
        let content = replaced(&site.read(file)?, old, &new);
        site.remove(file)?;
        site.write(&file.replacen(old, &new, 1), content)?;
    }
    let page = site.page()?;
    site.write_page(&page.replace(old, &new))
}

/// As long as the old one, so that a name may stand in WASM as well, which tells the length of each text. Trunk leaves
/// out zeros at the beginning.
fn renamed(old: &str, hash: u64) -> String {
    let (kind, digits) = old.rsplit_once('-').unwrap_or((old, ""));
    let hash = format!("{hash:016x}");
    let most = digits.len().min(hash.len());
    format!("{kind}-{}", &hash[hash.len() - most..])
}

fn replaced(content: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut content = content.to_vec();
    let mut at = 0;
    while let Some(rest) = content.get_mut(at..at + old.len()) {
        if rest == old.as_bytes() {
            rest.copy_from_slice(new.as_bytes());
        }
        at += 1;
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_length_and_is_replaced_wherever_it_stands() {
        let old = "client-0123456789abcdef";
        let new = renamed(old, 0xbeef);
        assert_eq!(new, "client-000000000000beef");
        assert_eq!(renamed("client-123456789abcdef", u64::MAX).len(), 22);
        let content = [b"\0\x17", old.as_bytes(), b"_bg ", old.as_bytes(), b"\xff"].concat();
        let expected = [b"\0\x17", new.as_bytes(), b"_bg ", new.as_bytes(), b"\xff"].concat();
        assert_eq!(replaced(&content, old, &new), expected);
        assert_eq!(replaced(b"short", old, &new), b"short");
    }
}
