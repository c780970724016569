//! Finding and reading files of the workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder with the workspace's `Cargo.toml`. Cargo runs tests in the folder of their package, so this
/// is right in a moved checkout too, where a path that was compiled in would be that of the old place.
#[must_use]
pub fn root() -> &'static Path {
    Path::new("../..")
}

/// Reads a file, whose path begins at the root.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn read(path: &str) -> String {
    let full = root().join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// Whether the lesson is part of this workspace: a template without it has less to show.
#[must_use]
pub fn has_lesson() -> bool {
    root().join("lesson").is_dir()
}

/// All Rust files below a folder, as paths from the root with `/` between names, sorted.
///
/// # Panics
/// When a folder cannot be read.
#[must_use]
pub fn rust_files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    let mut paths: Vec<_> = found
        .iter()
        .filter_map(|path| path.strip_prefix(root()).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    paths.sort();
    paths
}

/// Folders that are made and not written.
const MADE: [&str; 4] = ["target", "dist", "data", "node_modules"];

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !MADE.contains(&&*name) {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
