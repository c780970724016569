//! Copying the files of the project.

use crate::program::Program;
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Folders at the root that builds and servers write.
const NO_SOURCES: [&str; 4] = [".git", "target", "dist", "data"];

/// Copies the files of a workspace, and keeps the time of their last change.
pub(super) fn workspace(from: &Path, to: &Path) -> Result<()> {
    for path in files(from)? {
        file(&from.join(&path), &to.join(&path))?;
    }
    Ok(())
}

/// The files that Git tracks; where there is no Git, all that no build and no server has written.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let tracked = Program::new("git").inside(root).args("ls-files -z").read();
    let tracked = tracked.unwrap_or_default();
    let tracked: Vec<_> = tracked.split_terminator('\0').map(PathBuf::from).collect();
    // In a folder that another repository around it ignores, Git lists no file.
    if tracked.contains(&PathBuf::from("Cargo.toml")) {
        return Ok(tracked.into_iter().filter(|path| root.join(path).is_file()).collect());
    }
    let entries = WalkDir::new(root).into_iter().filter_entry(|entry| {
        let is_listed = NO_SOURCES.iter().any(|name| entry.file_name() == *name);
        !(entry.depth() == 1 && entry.file_type().is_dir() && is_listed)
    });
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            found.push(entry.path().strip_prefix(root)?.to_owned());
        }
    }
    Ok(found)
}

fn file(from: &Path, to: &Path) -> Result<()> {
    let copied = || format!("cannot copy {} to {}", from.display(), to.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(copied)?;
    }
    fs::copy(from, to).with_context(copied)?;
    let modified = fs::metadata(from)?.modified()?;
    let file = fs::File::options().write(true).open(to).with_context(copied)?;
    file.set_modified(modified).with_context(copied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_git_everything_goes_along_that_was_not_made() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        let from = place.join("from");
        for path in ["a/data/b.rs", "target/c", "data/d", "dist/e", ".cargo/f"] {
            let path = from.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        workspace(&from, &place.join("to")).unwrap();
        let mut copied = files(&place.join("to")).unwrap();
        copied.sort();
        assert_eq!(copied, [Path::new(".cargo/f"), Path::new("a/data/b.rs")]);
        let modified = |path: &str| fs::metadata(place.join(path)).unwrap().modified().unwrap();
        assert_eq!(modified("to/.cargo/f"), modified("from/.cargo/f"));
    }
}
