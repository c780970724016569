//! Reading Rust sources without compiling them.

/// The source with comments and the contents of texts as blanks, so that what looks like code is code. Lines
/// and places stay as they are.
#[must_use]
pub fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let blank = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            character(rest)
        } else if first == 'r' && !ends_in_word(&code) {
            raw(rest)
        } else {
            0
        };
        if blank == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let (hidden, after) = rest.split_at(blank);
            code.extend(hidden.chars().map(|c| if c == '\n' { c } else { ' ' }));
            rest = after;
        }
    }
    code
}

/// What [`code_only`] returns, without items that are compiled for tests alone.
#[must_use]
pub fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let (before, item) = rest.split_at(at);
        kept.push_str(before);
        rest = &item[item_length(item)..];
    }
    kept.push_str(rest);
    kept
}

/// How long an item is: up to its `;`, or up to the brace that closes its body.
fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in item.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// A text or character with its quotes, in which a backslash hides the next character.
fn quoted(text: &str, quote: char) -> usize {
    let mut hidden = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A character; a lifetime is none.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

/// A raw text: `r"…"` or `r#"…"#`.
fn raw(text: &str) -> usize {
    let marks = text[1..].chars().take_while(|c| *c == '#').count();
    if !text[1 + marks..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(marks));
    let begin = 2 + marks;
    text[begin..].find(&end).map_or(text.len(), |at| begin + at + end.len())
}

fn ends_in_word(code: &str) -> bool {
    // A raw text of bytes is `br"…"`.
    let before = code.strip_suffix('b').unwrap_or(code);
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_become_blanks_and_code_stays_in_its_place() {
        let source = "fn a() { /* use crate::x; /* y */ */ b(\"crate::c \\\" d\"); } // crate::e\nfn f<'a>('\"', r#\"crate::g\"#, br\"h\")";
        let code = code_only(source);
        assert_eq!(code.chars().count(), source.chars().count());
        assert_eq!(code.lines().count(), 2);
        assert!(!code.contains("crate") && !code.contains('"'), "{code}");
        assert!(code.contains("fn f<'a>("), "{code}");
    }

    #[test]
    fn what_is_compiled_for_tests_alone_is_left_out() {
        let code = "use a;\n#[cfg(test)]\nmod tests {\n fn f() { { } }\n}\nuse b;\n#[cfg(test)] mod c;\nuse d;";
        assert_eq!(without_tests(code), "use a;\n\nuse b;\n\nuse d;");
    }
}
