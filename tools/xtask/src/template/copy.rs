//! Copying what belongs to the project.

use crate::program::Program;
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders at the root that builds and servers write.
const MADE: [&str; 3] = ["target", "dist", "data"];

/// Copies the files of a workspace, and keeps the time of their last change.
pub(super) fn workspace(from: &Path, to: &Path) -> Result<()> {
    for path in files(from)? {
        file(&from.join(&path), &to.join(&path))?;
    }
    Ok(())
}

/// The files that Git tracks; where there is no Git, all that were not made by a build or a server.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let tracked = Program::new("git").inside(root).args("ls-files -z").read();
    let tracked = tracked.unwrap_or_default();
    let tracked: Vec<_> = tracked.split_terminator('\0').map(PathBuf::from).collect();
    // A folder inside another repository, which ignores it, is none of Git's.
    if tracked.contains(&PathBuf::from("Cargo.toml")) {
        return Ok(tracked.into_iter().filter(|path| root.join(path).is_file()).collect());
    }
    let mut found = Vec::new();
    below(root, Path::new(""), &mut found)?;
    Ok(found)
}

fn below(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let full = root.join(folder);
    let entries = fs::read_dir(&full).with_context(|| format!("cannot read {}", full.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        let is_made = path == Path::new(".git") || MADE.iter().any(|made| path == Path::new(made));
        if entry.file_type()?.is_dir() {
            if !is_made {
                below(root, &path, found)?;
            }
        } else {
            found.push(path);
        }
    }
    Ok(())
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
    use crate::repo;

    #[test]
    fn without_git_everything_goes_along_that_was_not_made() {
        let place = repo::target().unwrap().join("xtask-test-copy");
        let from = place.join("from");
        for path in ["a/data/b.rs", "target/c", "data/d", "dist/e", ".cargo/f"] {
            let path = from.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        workspace(&from, &place.join("to")).unwrap();
        let mut copied = Vec::new();
        below(&place.join("to"), Path::new(""), &mut copied).unwrap();
        copied.sort();
        assert_eq!(copied, [Path::new(".cargo/f"), Path::new("a/data/b.rs")]);
        let modified = |path: &str| fs::metadata(place.join(path)).unwrap().modified().unwrap();
        assert_eq!(modified("to/.cargo/f"), modified("from/.cargo/f"));
        fs::remove_dir_all(&place).unwrap();
    }
}
