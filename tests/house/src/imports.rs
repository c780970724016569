//! What a source file names of others: its `use` lines and the paths in its code.

/// A path as it is written: `crate`, `db`, `sessions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The words between `::`; a glob ends in `*`.
    pub words: Vec<String>,
    /// The name under which a `use` line brings it in.
    pub alias: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// How many modules within the file it is in.
    pub inner: Vec<String>,
    /// The line, counted from 1.
    pub line: usize,
}

/// Where a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a `use` line.
    Use,
    /// In a `pub use` line, which passes the name on.
    PassedOn,
    /// In other code.
    Code,
}

/// What is in a file.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Its paths, in their order.
    pub paths: Vec<Path>,
    /// The modules that are declared in it and are files of their own.
    pub children: Vec<String>,
    /// What it defines: types, functions, constants, modules within it, macros.
    pub items: Vec<String>,
    /// Its macros.
    pub macros: Vec<String>,
    /// Every word of its code, `use` lines left out.
    pub words: Vec<String>,
}

/// Reads a source of which [`crate::source`] has taken comments, texts and tests.
#[must_use]
pub fn read(code: &str) -> Contents {
    let tokens = tokens(code);
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        depth: 0,
        inner: Vec::new(),
        contents: Contents::default(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.contents
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            let length = if rest.starts_with("::") {
                2
            } else if word > 0 {
                word
            } else {
                first.len_utf8()
            };
            tokens.push(Token { text: &rest[..length], line: number + 1 });
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    depth: usize,
    /// The modules within the file that are open, with the depth of their braces.
    inner: Vec<(String, usize)>,
    contents: Contents,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn step(&mut self) {
        let here = self.text(self.at).to_owned();
        match &*here {
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.inner.retain(|(_, depth)| *depth < self.depth + 1);
            }
            "use" if self.is_item() => return self.use_line(),
            "mod" => return self.module(),
            "macro_rules" => {
                let name = self.text(self.at + 2).to_owned();
                self.contents.macros.push(name);
            }
            // `&'static T` defines no `T`.
            "static" if self.at > 0 && self.text(self.at - 1) == "'" => {}
            "struct" | "enum" | "fn" | "trait" | "type" | "const" | "static" | "union" => {
                let name = self.text(self.at + 1).to_owned();
                self.contents.items.push(name);
            }
            _ if here.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                return self.path();
            }
            _ => {}
        }
        self.at += 1;
    }

    fn is_item(&self) -> bool {
        let before = self.at.checked_sub(1).map_or(";", |at| self.text(at));
        matches!(before, ";" | "{" | "}" | "pub" | ")" | "]")
    }

    fn module(&mut self) {
        let name = self.text(self.at + 1).to_owned();
        match self.text(self.at + 2) {
            ";" => self.contents.children.push(name),
            "{" => {
                self.contents.items.push(name.clone());
                self.depth += 1;
                self.inner.push((name, self.depth));
            }
            _ => {}
        }
        self.at += 3;
    }

    fn use_line(&mut self) {
        let before = self.at.checked_sub(1).map_or("", |at| self.text(at));
        let place = if matches!(before, "pub" | ")") { Place::PassedOn } else { Place::Use };
        self.at += 1;
        self.tree(&mut Vec::new(), place);
    }

    /// `a::{b, c::d as e}`: one path for each leaf.
    fn tree(&mut self, stem: &mut Vec<String>, place: Place) {
        let length = stem.len();
        loop {
            let line = self.tokens.get(self.at).map_or(0, |token| token.line);
            match self.text(self.at) {
                "{" => {
                    self.at += 1;
                    while !matches!(self.text(self.at), "}" | "") {
                        self.tree(stem, place);
                        if self.text(self.at) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    break;
                }
                "::" => self.at += 1,
                "," | "}" | ";" | "" => break,
                word => {
                    stem.push(word.to_owned());
                    self.at += 1;
                    if self.text(self.at) == "::" {
                        continue;
                    }
                    let mut words = stem.clone();
                    if words.len() > 1 && words.last().is_some_and(|word| word == "self") {
                        words.pop();
                    }
                    let mut alias = words.last().cloned();
                    if self.text(self.at) == "as" {
                        alias = Some(self.text(self.at + 1).to_owned());
                        self.at += 2;
                    }
                    self.push(words, alias, place, line);
                    break;
                }
            }
        }
        stem.truncate(length);
        if length == 0 && self.text(self.at) == ";" {
            self.at += 1;
        }
    }

    fn path(&mut self) {
        let line = self.tokens[self.at].line;
        let mut words = vec![self.text(self.at).to_owned()];
        self.at += 1;
        while self.text(self.at) == "::" && self.text(self.at + 1).starts_with(is_word) {
            words.push(self.text(self.at + 1).to_owned());
            self.at += 2;
        }
        self.contents.words.extend(words.iter().cloned());
        if words.len() > 1 {
            self.push(words, None, Place::Code, line);
        }
    }

    fn push(&mut self, words: Vec<String>, alias: Option<String>, place: Place, line: usize) {
        self.contents.paths.push(Path {
            words,
            alias,
            place,
            inner: self.inner.iter().map(|(name, _)| name.clone()).collect(),
            line,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str) -> Vec<String> {
        let paths = read(code).paths;
        paths.iter().map(|path| path.words.join("::")).collect()
    }

    #[test]
    fn a_use_line_is_a_path_for_each_name() {
        let code = "use crate::{a::{self, B as C}, d::*};\npub(crate) use super::e;";
        assert_eq!(told(code), ["crate::a", "crate::a::B", "crate::d::*", "super::e"]);
        let paths = read(code).paths;
        assert_eq!(paths[1].alias.as_deref(), Some("C"));
        assert_eq!((paths[3].place, paths[3].line), (Place::PassedOn, 2));
    }

    #[test]
    fn paths_in_code_count_too() {
        let code = "fn f(x: crate::a::B) -> Vec<c::D> { super::e::<T>(); g::h!(i); crate::j() }";
        assert_eq!(told(code), ["crate::a::B", "c::D", "super::e", "g::h", "crate::j"]);
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
