//! Finding and reading files of the workspace.

use std::{fs, path::Path};
use walkdir::WalkDir;

/// The folder with the workspace's `Cargo.toml`. Cargo runs tests in the folder of their package, so this
/// is right in a moved checkout too, where a path that was compiled in would be that of the old place.
pub fn root() -> &'static Path {
    Path::new("../..")
}

/// Reads a file, whose path begins at the root.
pub fn read(path: &str) -> String {
    let full = root().join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// Whether the lesson is part of this workspace: a template without it has less to show.
pub fn has_lesson() -> bool {
    root().join("lesson").is_dir()
}

/// Folders with files that a build or a server writes.
const GENERATED: [&str; 4] = ["target", "dist", "data", "node_modules"];

/// All Rust files below a folder, as paths from the root with `/` between names, sorted.
pub fn rust_files(folder: &str) -> Vec<String> {
    let entries = WalkDir::new(root().join(folder)).into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && !GENERATED.contains(&&*name)
    });
    let paths = entries.map(|entry| entry.expect("a folder can be read").into_path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| {
            Some(path.strip_prefix(root()).ok()?.to_string_lossy().replace('\\', "/"))
        })
        .collect();
    paths.sort();
    paths
}
