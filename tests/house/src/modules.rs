//! The files of a crate and which of them names which.

use crate::{
    files,
    imports::{self, Contents, FoundIn, ModulePath},
    source,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub struct Sources {
    /// Its folder with sources: `server/src`.
    pub folder: String,
    /// The files by their modules: `["auth", "login"]`. The crate's root has no name.
    modules: BTreeMap<Vec<String>, File>,
    macros: BTreeMap<String, Vec<String>>,
}

#[derive(Debug)]
struct File {
    path: String,
    contents: Contents,
}

/// One file names something that is in another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// Both below the crate's sources.
    pub from: String,
    pub to: String,
    /// The first line of `from` that names something of `to`, and the path that is written there.
    pub line: usize,
    pub path: String,
}

impl Sources {
    /// Reads the crate whose sources are in this folder. What is compiled for tests alone is left out.
    pub fn read(folder: &str) -> Self {
        let all: BTreeSet<_> = files::rust_files(folder).into_iter().collect();
        let root = ["lib.rs", "main.rs"].map(|name| format!("{folder}/{name}"));
        let root = root.into_iter().find(|path| all.contains(path));
        let root = root.unwrap_or_else(|| panic!("{folder} has neither lib.rs nor main.rs"));
        let mut sources = Self::empty(folder);
        sources.add(&all, &[], root);
        sources
    }

    fn empty(folder: &str) -> Self {
        Self { folder: folder.to_owned(), modules: BTreeMap::new(), macros: BTreeMap::new() }
    }

    fn add(&mut self, all: &BTreeSet<String>, module: &[String], path: String) {
        let contents = imports::read(&source::tokens(&files::read(&path), false));
        let children = contents.children.clone();
        self.insert(module.to_owned(), path, contents);
        for child in children {
            let inner = [module, &[child]].concat();
            let stem = format!("{}/{}", self.folder, inner.join("/"));
            let candidates = [format!("{stem}/mod.rs"), format!("{stem}.rs")];
            let found = candidates.into_iter().find(|path| all.contains(path));
            // A module that is somewhere else is none of this crate's layout.
            if let Some(path) = found {
                self.add(all, &inner, path);
            }
        }
    }

    fn insert(&mut self, module: Vec<String>, path: String, contents: Contents) {
        for name in &contents.macros {
            self.macros.insert(name.clone(), module.clone());
        }
        self.modules.insert(module, File { path, contents });
    }

    /// The files, below the crate's sources.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.modules.values().map(|file| self.below(&file.path))
    }

    /// Which file names which other one, once for each pair.
    ///
    /// Through a `pub use` an import leads to the file that defines the name. The file that re-exports a name depends
    /// on that file only when its other code has the name as well.
    pub fn imports(&self) -> Vec<Import> {
        let mut found: BTreeMap<[String; 2], Import> = BTreeMap::new();
        for (module, file) in &self.modules {
            let aliases = self.aliases(module, &file.contents);
            for path in &file.contents.paths {
                let in_other_code =
                    || path.alias.as_ref().is_some_and(|name| file.contents.words.contains(name));
                if path.found_in == FoundIn::Reexport && !in_other_code() {
                    continue;
                }
                let full = self.full(module, path, &aliases);
                let Some(target) = full.and_then(|full| self.defines(&full, 0)) else {
                    continue;
                };
                let ends = [&file.path, &target.path].map(|path| self.below(path).to_owned());
                let [from, to] = ends.clone();
                if from != to {
                    let (line, path) = (path.line, path.words.join("::"));
                    found.entry(ends).or_insert(Import { from, to, line, path });
                }
            }
        }
        found.into_values().collect()
    }

    fn below<'a>(&self, path: &'a str) -> &'a str {
        path.strip_prefix(&format!("{}/", self.folder)).unwrap_or(path)
    }

    /// The modules that `use` lines of a file bring in, by their names there.
    fn aliases(&self, module: &[String], contents: &Contents) -> BTreeMap<String, Vec<String>> {
        let lines = contents.paths.iter().filter(|path| path.found_in != FoundIn::OtherCode);
        let named = lines.filter_map(|path| {
            let full = self.full(module, path, &BTreeMap::new())?;
            self.modules.contains_key(&full).then_some((path.alias.clone()?, full))
        });
        named.collect()
    }

    /// A path from the crate's root.
    fn full(
        &self,
        module: &[String],
        path: &ModulePath,
        aliases: &BTreeMap<String, Vec<String>>,
    ) -> Option<Vec<String>> {
        let mut words = &path.words[..];
        let mut from = [module, &path.inner].concat();
        match &*words[0] {
            "crate" => {
                from.clear();
                words = &words[1..];
            }
            "self" => words = &words[1..],
            "super" => {
                while words.first().is_some_and(|word| word == "super") {
                    from.pop();
                    words = &words[1..];
                }
            }
            first if path.found_in == FoundIn::OtherCode && aliases.contains_key(first) => {
                from.clone_from(aliases.get(first)?);
                words = &words[1..];
            }
            _ if self.modules.get(module)?.contents.children.contains(&words[0]) => {}
            _ => return None,
        }
        Some([&*from, words].concat())
    }

    /// Follows a path from the root to the file that defines what it names.
    fn defines(&self, full: &[String], passed: usize) -> Option<&File> {
        let depth = (0..=full.len()).rev();
        let module = depth.map(|end| &full[..end]).find(|stem| self.modules.contains_key(*stem))?;
        let file = &self.modules[module];
        let Some(name) = full.get(module.len()) else {
            return Some(file);
        };
        let has = |names: &[String]| names.contains(name);
        if name == "*" || has(&file.contents.items) || passed > 8 {
            return Some(file);
        }
        let is_reexport = |path: &&ModulePath| path.found_in == FoundIn::Reexport;
        for path in file.contents.paths.iter().filter(is_reexport) {
            let glob = path.words.last().is_some_and(|word| word == "*");
            if path.alias.as_ref() != Some(name) && !glob {
                continue;
            }
            let mut on = self.full(module, path, &BTreeMap::new())?;
            if glob {
                on.pop();
                on.push(name.clone());
            }
            on.extend(full[module.len() + 1..].iter().cloned());
            match self.defines(&on, passed + 1) {
                Some(found) if !glob || found.contents.items.contains(name) => return Some(found),
                _ => {}
            }
        }
        // A macro stands at the crate's root, wherever its file is.
        match self.macros.get(name) {
            Some(module) => self.modules.get(module),
            None => Some(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let mut sources = Sources::empty("x/src");
        for (path, code) in files {
            let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
            let module: Vec<_> =
                stem.split('/').filter(|word| *word != "lib").map(str::to_owned).collect();
            let contents = imports::read(&source::tokens(code, false));
            sources.insert(module, format!("x/src/{path}"), contents);
        }
        sources
    }

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let imports = sources(files).imports();
        imports.iter().map(|import| format!("{} > {}", import.from, import.to)).collect()
    }

    #[test]
    fn a_name_leads_to_the_file_that_defines_it() {
        let files = [
            ("lib.rs", "mod a; mod d;"),
            ("a/mod.rs", "mod b; mod c; pub use b::B; pub use c::*;"),
            ("a/b.rs", "pub struct B; use super::c::C;"),
            ("a/c.rs", "pub struct C;"),
            ("d.rs", "use crate::a::{B, C};"),
        ];
        assert_eq!(told(&files), ["a/b.rs > a/c.rs", "d.rs > a/b.rs", "d.rs > a/c.rs"]);
    }

    #[test]
    fn a_file_that_says_what_it_passes_on_depends_on_it() {
        let files = [("lib.rs", "mod a; pub use a::A; fn f() -> A {}"), ("a.rs", "pub struct A;")];
        assert_eq!(told(&files), ["lib.rs > a.rs"]);
    }

    #[test]
    fn paths_through_modules_and_children_count() {
        let files = [
            ("lib.rs", "mod a; mod e; fn f() { a::b::g() }"),
            ("a/mod.rs", "pub mod b;"),
            ("a/b.rs", "pub fn g() { super::super::e::h(); }"),
            ("e.rs", "use crate::a::b; pub fn h() { b::g(); std::mem::take(x) }"),
        ];
        assert_eq!(told(&files), ["a/b.rs > e.rs", "e.rs > a/b.rs", "lib.rs > a/b.rs"]);
    }

    #[test]
    fn a_macro_of_the_root_is_in_its_file() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "macro_rules! text { () => {} }"),
            ("b.rs", "use crate::text;"),
        ];
        assert_eq!(told(&files), ["b.rs > a.rs"]);
    }
}
