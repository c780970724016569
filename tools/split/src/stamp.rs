//! Names that change with the content. Trunk's hash is of what Cargo has built: another version of the tools makes other
//! files of that under the same name, and browsers keep a file with a hash for a year.

use crate::site::Site;
use anyhow::{Result, ensure};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Puts a hash of all their contents into the names of the files that begin with `old`, a name of Trunk's that ends in
/// a hash, and wherever these names are used.
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

/// As long as the old one, so that it can replace that one in WASM too, where the length of each text stands before it.
/// Trunk leaves out zeros at the beginning.
fn renamed(old: &str, hash: u64) -> String {
    let (kind, digits) = old.rsplit_once('-').unwrap_or((old, ""));
    let hash = format!("{hash:016x}");
    let most = digits.len().min(hash.len());
    format!("{kind}-{}", &hash[hash.len() - most..])
}

fn replaced(content: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut content = content.to_vec();
    for at in 0..content.len() {
        if content[at..].starts_with(old.as_bytes()) {
            content[at..at + old.len()].copy_from_slice(new.as_bytes());
        }
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
