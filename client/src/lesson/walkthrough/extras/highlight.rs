//! Rust in colours: enough of its grammar to tell comments, strings, keywords, types and calls apart.

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Comment,
    Text,
    Number,
    Keyword,
    Type,
    Call,
    Attribute,
}

impl Kind {
    /// The class that the style sheet colours; `None` needs no element of its own.
    pub(super) const fn class(self) -> Option<&'static str> {
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

/// The source in pieces, which put together are the source again.
pub(super) fn pieces(source: &str) -> Vec<(Kind, &str)> {
    let mut pieces: Vec<(Kind, &str)> = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let (kind, length) = next(rest);
        if kind != Kind::Plain {
            if plain < at {
                pieces.push((Kind::Plain, &source[plain..at]));
            }
            pieces.push((kind, &rest[..length]));
            plain = at + length;
        }
        at += length;
    }
    if plain < source.len() {
        pieces.push((Kind::Plain, &source[plain..]));
    }
    pieces
}

/// What `rest` begins with, and how many bytes of it that is: at least one character.
fn next(rest: &str) -> (Kind, usize) {
    let first = rest.chars().next().unwrap_or_default();
    if rest.starts_with("//") {
        return (Kind::Comment, until(rest, "\n"));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, past(rest, 2, "*/"));
    }
    if rest.starts_with("#[") || rest.starts_with("#![") {
        return (Kind::Attribute, attribute(rest));
    }
    if let Some(length) = text(rest) {
        return (Kind::Text, length);
    }
    if first.is_ascii_digit() {
        return (Kind::Number, word(rest));
    }
    if first.is_alphabetic() || first == '_' {
        let length = word(rest);
        return (name(&rest[..length], &rest[length..]), length);
    }
    if first == '\'' {
        return character(rest);
    }
    (Kind::Plain, first.len_utf8())
}

fn name(word: &str, after: &str) -> Kind {
    let first = word.chars().next().unwrap_or_default();
    if KEYWORDS.contains(&word) {
        Kind::Keyword
    } else if first.is_uppercase() {
        Kind::Type
    } else if after.starts_with(['(', '!']) && !after.starts_with("!=") {
        Kind::Call
    } else {
        Kind::Plain
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
fn character(rest: &str) -> (Kind, usize) {
    let mut chars = rest.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => (Kind::Text, quoted(rest, 1, '\'')),
        (Some(one), Some('\'')) => (Kind::Text, one.len_utf8() + 2),
        _ => (Kind::Type, 1 + word(&rest[1..])),
    }
}

/// To the end of what is quoted from `from` on, past escapes.
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

    fn kind(source: &str, piece: &str) -> Option<Kind> {
        let pieces = pieces(source);
        let mut found = pieces.iter().filter(|(_, text)| *text == piece);
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
            let together: String = pieces(source).iter().map(|(_, text)| *text).collect();
            assert_eq!(together, source);
        }
    }

    #[test]
    fn what_looks_alike_is_told_apart() {
        let source = "#[must_use(a[0])]\nfn f<'a>(x: &'a str) -> char { g!(x, 'b', '\\'', r#\"\"fn\"\"#) // fn\n}";
        assert_eq!(kind(source, "fn"), Some(Kind::Keyword));
        assert_eq!(kind(source, "#[must_use(a[0])]"), Some(Kind::Attribute));
        assert_eq!(kind(source, "'a"), Some(Kind::Type));
        assert_eq!(kind(source, "'b'"), Some(Kind::Text));
        assert_eq!(kind(source, "'\\''"), Some(Kind::Text));
        assert_eq!(kind(source, "r#\"\"fn\"\"#"), Some(Kind::Text));
        assert_eq!(kind(source, "// fn"), Some(Kind::Comment));
        assert_eq!(kind(source, "g"), Some(Kind::Call));
    }
}
