//! Rust in colours: enough of its grammar to tell comments, strings, keywords, types and calls apart.
//!
//! It stays by hand, as 120 lines without a table: `syntect` would bring a grammar file and an engine for regular
//! expressions, for the same eight colours.

/// What a fragment of source code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Plain,
    Comment,
    Text,
    Number,
    Keyword,
    Type,
    Call,
    Attribute,
}

impl Syntax {
    /// The class that the style sheet colours; `None` for a fragment that needs no element of its own.
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Comment => Some("hl-comment"),
            Self::Text => Some("hl-text"),
            Self::Number => Some("hl-number"),
            Self::Keyword => Some("hl-keyword"),
            Self::Type => Some("hl-type"),
            Self::Call => Some("hl-call"),
            Self::Attribute => Some("hl-attribute"),
        }
    }
}

const KEYWORDS: [&str; 36] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "use", "where",
    "while",
];

/// Splits the source into fragments, which joined are the source again.
pub fn fragments(source: &str) -> Vec<(Syntax, &str)> {
    let mut fragments: Vec<(Syntax, &str)> = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let (kind, length) = next(rest);
        if kind != Syntax::Plain {
            if plain < at {
                fragments.push((Syntax::Plain, &source[plain..at]));
            }
            fragments.push((kind, &rest[..length]));
            plain = at + length;
        }
        at += length;
    }
    if plain < source.len() {
        fragments.push((Syntax::Plain, &source[plain..]));
    }
    fragments
}

/// What `rest` begins with, and how many bytes of it that is: at least one character.
fn next(rest: &str) -> (Syntax, usize) {
    let first = rest.chars().next().unwrap_or_default();
    if rest.starts_with("//") {
        return (Syntax::Comment, until(rest, "\n"));
    }
    if rest.starts_with("/*") {
        return (Syntax::Comment, past(rest, 2, "*/"));
    }
    if rest.starts_with("#[") || rest.starts_with("#![") {
        return (Syntax::Attribute, attribute(rest));
    }
    if let Some(length) = text(rest) {
        return (Syntax::Text, length);
    }
    if first.is_ascii_digit() {
        return (Syntax::Number, word(rest));
    }
    if first.is_alphabetic() || first == '_' {
        let length = word(rest);
        return (name(&rest[..length], &rest[length..]), length);
    }
    if first == '\'' {
        return character(rest);
    }
    (Syntax::Plain, first.len_utf8())
}

fn name(word: &str, after: &str) -> Syntax {
    let first = word.chars().next().unwrap_or_default();
    if KEYWORDS.contains(&word) {
        Syntax::Keyword
    } else if first.is_uppercase() {
        Syntax::Type
    } else if after.starts_with(['(', '!']) && !after.starts_with("!=") {
        Syntax::Call
    } else {
        Syntax::Plain
    }
}

/// A string, also a raw one or one of bytes.
fn text(rest: &str) -> Option<usize> {
    let begin = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - begin.len();
    if let Some(raw) = begin.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            return Some(past(rest, prefix + hashes + 2, &end));
        }
    }
    begin.starts_with('"').then(|| quoted(rest, prefix + 1, '"'))
}

/// A character, or the tick and name of a lifetime.
fn character(rest: &str) -> (Syntax, usize) {
    let mut chars = rest.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => (Syntax::Text, quoted(rest, 1, '\'')),
        (Some(one), Some('\'')) => (Syntax::Text, one.len_utf8() + 2),
        _ => (Syntax::Type, 1 + word(&rest[1..])),
    }
}

/// The end of a quoted text that begins at `from`, past its escapes.
fn quoted(rest: &str, from: usize, end: char) -> usize {
    let mut escaped = false;
    for (at, one) in rest[from..].char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if one == end => return from + at + one.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// An attribute with its brackets, which may hold others.
fn attribute(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, one) in rest.char_indices() {
        match one {
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

fn word(rest: &str) -> usize {
    rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len())
}

fn until(rest: &str, end: &str) -> usize {
    rest.find(end).unwrap_or(rest.len())
}

fn past(rest: &str, from: usize, end: &str) -> usize {
    let at = rest.get(from..).and_then(|rest| rest.find(end));
    at.map_or(rest.len(), |at| from + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn kind(source: &str, fragment: &str) -> Option<Syntax> {
        let fragments = fragments(source);
        let mut found = fragments.iter().filter(|(_, text)| *text == fragment);
        found.next().map(|(kind, _)| *kind)
    }

    #[test]
    fn nothing_of_the_source_is_lost() {
        for source in [
            include_str!("highlight.rs"),
            include_str!("../../../auth/attach.rs"),
            "\"no end",
            "'",
            "r#\"",
            "#[",
            "/* no end",
            "가 'a 나다",
            "",
        ] {
            let together: String = fragments(source).iter().map(|(_, text)| *text).collect();
            assert_eq!(together, source);
        }
    }

    #[test]
    fn what_looks_alike_is_told_apart() {
        let source = "#[must_use(a[0])]\nfn f<'a>(x: &'a str) -> char { g!(x, 'b', '\\'', r#\"\"fn\"\"#) // fn\n}";
        assert_eq!(kind(source, "fn"), Some(Syntax::Keyword));
        assert_eq!(kind(source, "#[must_use(a[0])]"), Some(Syntax::Attribute));
        assert_eq!(kind(source, "'a"), Some(Syntax::Type));
        assert_eq!(kind(source, "'b'"), Some(Syntax::Text));
        assert_eq!(kind(source, "'\\''"), Some(Syntax::Text));
        assert_eq!(kind(source, "r#\"\"fn\"\"#"), Some(Syntax::Text));
        assert_eq!(kind(source, "// fn"), Some(Syntax::Comment));
        assert_eq!(kind(source, "g"), Some(Syntax::Call));
    }
}
