//! The layers in `ARCHITECTURE.md` are the layers of the sources.

use house::{circles::circles, files, modules::Sources, picture::Picture};
use std::collections::{BTreeMap, BTreeSet};
use toml::Table;

/// Crates whose files have layers, each with a picture of its own.
const LAYERED: [&str; 2] = ["server/src", "client/src"];

/// Crates whose files may not import each other in a circle.
const ACYCLIC: [&str; 6] = [
    "server/src",
    "client/src",
    "shared/src",
    "lesson/attacks/src",
    "lesson/server/src",
    "lesson/shared/src",
];

/// Circles of two or three files that may stay, with the reason.
const CIRCLES: &[(&str, &[&str], &str)] = &[
    (
        "client/src",
        &["account/profile/form.rs", "account/profile/own.rs"],
        "the form contains the fields of one's own, which say what is wrong in the same words",
    ),
    (
        "client/src",
        &["router/links.rs", "router/mod.rs"],
        "the location listens to links, and a link that is followed changes the location",
    ),
    (
        "client/src",
        &["lesson/crypto/algorithm.rs", "lesson/crypto/mod.rs", "lesson/crypto/subtle.rs"],
        "an algorithm is computed by WebCrypto, whose calls take an algorithm, and both fail with one error",
    ),
    (
        "client/src",
        &["lesson/inspector/warnings/mod.rs", "lesson/inspector/warnings/personal.rs"],
        "what is personal has a file of its own, and all warnings are of one type",
    ),
    (
        "shared/src",
        &["compact.rs", "verify/refusal.rs"],
        "taking a token apart ends in a refusal, and the refusal names the part",
    ),
    (
        "shared/src",
        &["api/account.rs", "api/mod.rs"],
        "messages name each other: a theft the device, a session the place of its token",
    ),
];

/// Whether a template, which is this workspace without the lesson, does without this crate, folder or file.
fn is_left_out(path: &str) -> bool {
    let of_lesson = ["lesson/", "tests/e2e/"];
    !files::has_lesson() && of_lesson.iter().any(|folder| path.starts_with(folder))
}

#[test]
fn the_pictures_fit_together_and_name_what_exists() {
    let text = files::read("ARCHITECTURE.md");
    let mut mistakes = Vec::new();
    for subject in LAYERED.iter().chain(&["crates"]) {
        let picture = Picture::of(subject, &text);
        mistakes
            .extend(picture.mistakes().into_iter().map(|mistake| format!("{subject}: {mistake}")));
        let base = if *subject == "crates" { "" } else { subject };
        for (layer, word) in picture.contents() {
            if !files::root().join(base).join(word).exists() && !is_left_out(word) {
                mistakes.push(format!("{subject}: `{layer}` names {word}, which is not there"));
            }
        }
    }
    assert!(mistakes.is_empty(), "in ARCHITECTURE.md:\n{}", mistakes.join("\n"));
}

#[test]
fn every_file_is_in_a_layer_and_none_imports_from_above() {
    let text = files::read("ARCHITECTURE.md");
    let mut wrong = Vec::new();
    for folder in LAYERED {
        let picture = Picture::of(folder, &text);
        let sources = Sources::read(folder);
        for file in sources.files().filter(|file| picture.layer_of(file).is_none()) {
            wrong.push(format!("{folder}/{file} is in no layer of the picture"));
        }
        for import in sources.imports() {
            let layers = (picture.layer_of(&import.from), picture.layer_of(&import.to));
            let (Some(from), Some(to)) = layers else {
                continue;
            };
            if !picture.allows(from, to) {
                wrong.push(format!(
                    "{folder}/{}:{} takes `{}` from {}, and `{from}` is not above `{to}`",
                    import.from, import.line, import.path, import.to
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_import_each_other_in_no_circle_but_in_those_with_a_reason() {
    let mut wrong = Vec::new();
    let mut found = BTreeSet::new();
    for folder in ACYCLIC.into_iter().filter(|folder| !is_left_out(folder)) {
        let imports = Sources::read(folder).imports();
        let edges: Vec<_> = imports.iter().map(|import| (&*import.from, &*import.to)).collect();
        for circle in circles(&edges) {
            let known = CIRCLES.iter().position(|(of, files, _)| *of == folder && *files == circle);
            match known {
                Some(entry) => drop(found.insert(entry)),
                None => wrong.push(format!(
                    "{folder}: these {} files import each other: {}",
                    circle.len(),
                    circle.join(", ")
                )),
            }
        }
    }
    for (entry, (folder, files, _)) in CIRCLES.iter().enumerate() {
        assert!(files.len() <= 3, "a circle of {} files needs to be cut", files.len());
        let left_out = is_left_out(folder) || files.iter().any(|file| is_left_out(file));
        if !left_out && !found.contains(&entry) {
            wrong.push(format!("CIRCLES lists {folder}: {files:?}, which is gone; take it out"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_depend_on_crates_below_them() {
    let text = files::read("ARCHITECTURE.md");
    let picture = Picture::of("crates", &text);
    let members = members();
    let mut wrong = Vec::new();
    for (package, folder) in &members {
        let Some(from) = picture.layer_of(folder) else {
            wrong.push(format!("{folder} is not in the picture of the crates"));
            continue;
        };
        for dependency in dependencies(folder) {
            let to = members.get(&dependency).and_then(|folder| picture.layer_of(folder));
            if to.is_some_and(|to| !picture.allows(from, to)) {
                wrong.push(format!("{package} depends on {dependency}, and is not above it"));
            }
        }
    }
    assert!(members.len() > 5, "only {members:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn manifest(folder: &str) -> Table {
    let text = files::read(&format!("{folder}/Cargo.toml"));
    text.parse().unwrap_or_else(|error| panic!("{folder}/Cargo.toml: {error}"))
}

/// The packages of the workspace and their folders.
fn members() -> BTreeMap<String, String> {
    let workspace = manifest(".");
    let folders = workspace["workspace"]["members"].as_array().expect("members are a list");
    folders
        .iter()
        .filter_map(|folder| {
            let folder = folder.as_str()?;
            let name = manifest(folder)["package"]["name"].as_str()?.to_owned();
            Some((name, format!("{folder}/")))
        })
        .collect()
}

/// What a package needs to be built; its tests may use more.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = manifest(folder);
    let tables = ["dependencies", "build-dependencies"].map(|name| manifest.get(name)?.as_table());
    tables.into_iter().flatten().flat_map(Table::keys).cloned().collect()
}
