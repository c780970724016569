//! The site that Trunk has built, before it becomes `dist`.

use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

const PAGE: &str = "index.html";

/// Its files, in the folder where Trunk builds.
pub(crate) struct Site {
    folder: PathBuf,
    /// The beginning of all addresses in it: `/`, unless the user tells Trunk another.
    base: String,
}

impl Site {
    /// The site that Trunk runs this hook for.
    pub(crate) fn staged() -> Result<Self> {
        let folder =
            env::var_os("TRUNK_STAGING_DIR").context("Trunk does not say where it builds")?;
        let base = env::var("TRUNK_PUBLIC_URL").unwrap_or_else(|_| "/".into());
        Ok(Self { folder: folder.into(), base })
    }

    /// The address of a file.
    pub(crate) fn address(&self, file: &str) -> String {
        format!("{}{file}", self.base)
    }

    /// The file at an address.
    pub(crate) fn file_at<'a>(&self, address: &'a str) -> Option<&'a str> {
        address.strip_prefix(self.base.as_str())
    }

    /// The names of the files that have this end.
    pub(crate) fn files(&self, end: &str) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.folder).with_context(|| cannot("read", &self.folder))?;
        let names = entries.map(|entry| Ok(entry?.file_name().into_string().unwrap_or_default()));
        let mut names = names.collect::<Result<Vec<_>>>()?;
        names.retain(|name| name.ends_with(end));
        Ok(names)
    }

    pub(crate) fn read(&self, file: &str) -> Result<Vec<u8>> {
        read(&self.folder.join(file))
    }

    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.folder.join(file);
        fs::write(&path, content).with_context(|| cannot("write", &path))
    }

    pub(crate) fn remove(&self, file: &str) -> Result<()> {
        let path = self.folder.join(file);
        fs::remove_file(&path).with_context(|| cannot("remove", &path))
    }

    pub(crate) fn page(&self) -> Result<String> {
        text(&self.folder.join(PAGE))
    }

    pub(crate) fn write_page(&self, page: &str) -> Result<()> {
        self.write(PAGE, page)
    }
}

/// Reads any file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| cannot("read", path))
}

/// Reads any file that is text.
pub(crate) fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| cannot("read", path))
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} {}", path.display())
}
