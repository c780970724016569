//! The site that Trunk has built, before it becomes `dist`.

use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Its files, in Trunk's folder for what is not finished.
pub(crate) struct Site {
    folder: PathBuf,
    /// What all addresses in it begin with: `/`, unless Trunk was told otherwise.
    base: String,
}

impl Site {
    /// The one that Trunk has called this program for.
    pub(crate) fn staged() -> Result<Self> {
        let folder =
            env::var_os("TRUNK_STAGING_DIR").context("Trunk does not say where it builds")?;
        Ok(Self {
            folder: folder.into(),
            base: env::var("TRUNK_PUBLIC_URL").unwrap_or_else(|_| "/".into()),
        })
    }

    /// Where a file is.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// A folder beside the site, empty, for what is made on the way.
    pub(crate) fn workshop(&self) -> Result<PathBuf> {
        let folder = self.folder.with_extension("split");
        // Left over from a build that failed, if it is there.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).with_context(|| cannot("make", &folder))?;
        Ok(folder)
    }

    /// The address of a file.
    pub(crate) fn address(&self, file: &str) -> String {
        format!("{}{file}", self.base)
    }

    /// The file at an address.
    pub(crate) fn file_at<'a>(&self, address: &'a str) -> Option<&'a str> {
        address.strip_prefix(self.base.as_str())
    }

    /// The names of the files that end so.
    pub(crate) fn files(&self, end: &str) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.folder).with_context(|| cannot("read", &self.folder))?;
        let names = entries.map(|entry| Ok(entry?.file_name().into_string().unwrap_or_default()));
        let mut names = names.collect::<Result<Vec<_>>>()?;
        names.retain(|name| name.ends_with(end));
        Ok(names)
    }

    /// Reads a file.
    pub(crate) fn read(&self, file: &str) -> Result<Vec<u8>> {
        read(&self.path(file))
    }

    /// Writes a file.
    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.path(file);
        fs::write(&path, content).with_context(|| cannot("write", &path))
    }

    /// Removes a file.
    pub(crate) fn remove(&self, file: &str) -> Result<()> {
        let path = self.path(file);
        fs::remove_file(&path).with_context(|| cannot("remove", &path))
    }

    /// The page itself.
    pub(crate) fn page(&self) -> Result<String> {
        String::from_utf8(self.read(PAGE)?).context("the page is no text")
    }

    /// Writes the page.
    pub(crate) fn write_page(&self, page: &str) -> Result<()> {
        self.write(PAGE, page)
    }
}

const PAGE: &str = "index.html";

/// Reads any file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| cannot("read", path))
}

fn cannot(what: &str, path: &Path) -> String {
    format!("cannot {what} {}", path.display())
}
