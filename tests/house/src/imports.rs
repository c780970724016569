//! What a source file names of others: its `use` lines and the paths in its code.

use crate::source::Token;

/// A path as it is written: `crate`, `db`, `sessions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModulePath {
    /// The words between `::`; a glob ends in `*`.
    pub words: Vec<String>,
    /// The name under which a `use` line brings it in.
    pub alias: Option<String>,
    pub found_in: FoundIn,
    /// The modules within the file that it is in.
    pub inner: Vec<String>,
    /// Counted from 1.
    pub line: usize,
}

/// Which kind of code has a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    Use,
    /// A `pub use` line.
    Reexport,
    OtherCode,
}

/// What is in a file.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub paths: Vec<ModulePath>,
    /// The modules that are declared in it and are files of their own.
    pub children: Vec<String>,
    /// What it defines: types, functions, constants, modules within it.
    pub items: Vec<String>,
    pub macros: Vec<String>,
    /// Every word of its code, `use` lines left out.
    pub words: Vec<String>,
}

/// Reads the tokens of a source.
pub fn read(tokens: &[Token]) -> Contents {
    let (inner, contents) = (Vec::new(), Contents::default());
    let mut reader = Reader { tokens, at: 0, depth: 0, inner, contents };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.contents
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    /// The modules within the file that are open, with the depth of their braces.
    inner: Vec<(String, usize)>,
    contents: Contents,
}

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &*token.text)
    }

    fn before(&self) -> &'a str {
        self.at.checked_sub(1).map_or(";", |at| self.text(at))
    }

    fn step(&mut self) {
        let next = self.text(self.at + 1);
        match self.text(self.at) {
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.inner.retain(|(_, depth)| *depth <= self.depth);
            }
            "use" if matches!(self.before(), ";" | "{" | "}" | "pub" | ")" | "]") => {
                let is_public = matches!(self.before(), "pub" | ")");
                self.at += 1;
                self.use_tree(&[], if is_public { FoundIn::Reexport } else { FoundIn::Use });
            }
            "mod" => {
                match self.text(self.at + 2) {
                    ";" => self.contents.children.push(next.to_owned()),
                    "{" => {
                        self.contents.items.push(next.to_owned());
                        self.inner.push((next.to_owned(), self.depth + 1));
                    }
                    _ => {}
                }
                self.at += 1;
            }
            "macro_rules" => self.contents.macros.push(self.text(self.at + 2).to_owned()),
            // `&'static T` defines no `T`.
            "static" if self.before() == "'" => {}
            "struct" | "enum" | "fn" | "trait" | "type" | "const" | "static" | "union" => {
                self.contents.items.push(next.to_owned());
            }
            word if is_word(word) => return self.path(),
            _ => {}
        }
        self.at += 1;
    }

    /// `a::{b, c::d as e}`: one path for each leaf.
    fn use_tree(&mut self, stem: &[String], found_in: FoundIn) {
        let mut words = stem.to_vec();
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        while self.text(self.at) != "{" {
            words.push(self.text(self.at).to_owned());
            self.at += 1;
            if self.text(self.at) != "::" {
                if words.len() > 1 {
                    words.pop_if(|word| word == "self");
                }
                let mut alias = words.last().cloned();
                if self.text(self.at) == "as" {
                    alias = Some(self.text(self.at + 1).to_owned());
                    self.at += 2;
                }
                return self.push(words, alias, found_in, line);
            }
            self.at += 1;
        }
        while !matches!(self.text(self.at), "}" | "") {
            self.at += 1;
            if self.text(self.at) != "}" {
                self.use_tree(&words, found_in);
            }
        }
        self.at += 1;
    }

    fn path(&mut self) {
        let line = self.tokens[self.at].line;
        let mut words = vec![self.text(self.at).to_owned()];
        self.at += 1;
        while self.text(self.at) == "::" && is_word(self.text(self.at + 1)) {
            words.push(self.text(self.at + 1).to_owned());
            self.at += 2;
        }
        self.contents.words.extend(words.iter().cloned());
        if words.len() > 1 {
            self.push(words, None, FoundIn::OtherCode, line);
        }
    }

    fn push(&mut self, words: Vec<String>, alias: Option<String>, found_in: FoundIn, line: usize) {
        let inner = self.inner.iter().map(|(name, _)| name.clone()).collect();
        self.contents.paths.push(ModulePath { words, alias, found_in, inner, line });
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    fn read(code: &str) -> Contents {
        super::read(&source::tokens(code, false))
    }

    fn paths(code: &str) -> Vec<String> {
        read(code).paths.iter().map(|path| path.words.join("::")).collect()
    }

    #[test]
    fn a_use_line_is_a_path_for_each_name() {
        let code = "use crate::{a::{self, B as C}, d::*,};\npub(crate) use super::e;";
        assert_eq!(paths(code), ["crate::a", "crate::a::B", "crate::d::*", "super::e"]);
        let paths = read(code).paths;
        assert_eq!(paths[1].alias.as_deref(), Some("C"));
        assert_eq!((paths[3].found_in, paths[3].line), (FoundIn::Reexport, 2));
    }

    #[test]
    fn paths_in_code_count_too() {
        let code = "fn f(x: crate::a::B) -> Vec<c::D> { super::e::<T>(); g::h!(i); crate::j() }";
        assert_eq!(paths(code), ["crate::a::B", "c::D", "super::e", "g::h", "crate::j"]);
    }

    #[test]
    fn modules_within_a_file_are_known() {
        let code =
            "mod a;\npub mod b { use super::c; fn d() -> &'static T { super::e(); } }\nuse f::g;";
        let contents = read(code);
        assert_eq!(contents.children, ["a"]);
        assert_eq!(contents.items, ["b", "d"]);
        let inner: Vec<_> = contents.paths.iter().map(|path| path.inner.len()).collect();
        assert_eq!(inner, [1, 1, 0]);
    }
}
