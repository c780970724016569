//! The same JSON with other white space. Whatever is between the spaces stays as it was written: numbers keep
//! their digits, strings their escapes, members their order.

/// With a line for each member, and two spaces for each depth.
pub fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut pieces = Lexemes(json).peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            "{" | "[" => {
                out.push_str(piece);
                if pieces.peek().is_some_and(|next| matches!(*next, "}" | "]")) {
                    continue;
                }
                depth += 1;
                new_line(&mut out, depth);
            }
            "}" | "]" => {
                if !out.ends_with(['{', '[']) {
                    depth = depth.saturating_sub(1);
                    new_line(&mut out, depth);
                }
                out.push_str(piece);
            }
            "," => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ":" => out.push_str(": "),
            other => out.push_str(other),
        }
    }
    out
}

/// Without white space, as tokens have it.
pub fn compact(json: &str) -> String {
    Lexemes(json).collect()
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Brackets, commas and colons one by one, strings and words whole, no white space. Good for valid JSON.
struct Lexemes<'t>(&'t str);

impl<'t> Iterator for Lexemes<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let text = self.0.trim_start_matches([' ', '\t', '\n', '\r']);
        let first = text.chars().next()?;
        let end = match first {
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            '"' => string_end(text),
            _ => text
                .find([' ', '\t', '\n', '\r', '{', '}', '[', ']', ',', ':', '"'])
                .unwrap_or(text.len()),
        };
        let (piece, rest) = text.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}

fn string_end(text: &str) -> usize {
    let mut escaped = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn white_space_comes_and_goes_and_nothing_else_changes() {
        let json =
            r#"{"a":[1.0,"x, \"y\": {"],"b":{},"c":[],"d":12345678901234567890,"a":"é\u00e9\\"}"#;
        let shown = pretty(json);
        assert_eq!(compact(&shown), json);
        assert!(shown.starts_with("{\n  \"a\": [\n    1.0,\n    \"x, "), "{shown}");
        assert!(shown.contains("\n  \"b\": {},\n  \"c\": [],\n"), "{shown}");
    }
}
