//! Rust in colours: enough of its grammar to tell comments, strings, keywords, types and calls apart. The browser's regular
//! expressions do the work; `syntect` would bring an engine of its own.

use js_sys::{JsString, RegExp};

/// The classes of the style sheet, each with the expression for its texts. Of two that match at the same place, the
/// first one counts.
const SYNTAX: [(&str, &str); 10] = [
    ("hl-comment", r"//.*|/\*[^]*?(?:\*/|$)"),
    // With other brackets in it, and brackets in those.
    ("hl-attribute", r"#!?\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*(?:\]|$)"),
    // A string, also one of bytes.
    ("hl-text", r#"(?:\bb)?"(?:[^"\\]|\\[^])*(?:"|$)"#),
    // A raw string.
    ("hl-text", r###"\bb?r"[^"]*(?:"|$)|\bb?r#"[^]*?(?:"#|$)|\bb?r##"[^]*?(?:"##|$)"###),
    // A character.
    ("hl-text", r"'\\[^](?:[^'\\]|\\[^])*(?:'|$)|'[^]'"),
    ("hl-number", r"\b\d\w*"),
    (
        "hl-keyword",
        "\\b(?:as|async|await|break|const|continue|crate|dyn|else|enum|extern|false|fn|for|if|impl|\
         in|let|loop|match|mod|move|mut|pub|ref|return|self|Self|static|struct|super|trait|true|\
         use|where|while)\\b",
    ),
    ("hl-type", r"\b\p{Lu}\w*"),
    ("hl-call", r"\b[a-z_]\w*(?=\(|!(?!=))"),
    // A lifetime has the colour of a type.
    ("hl-type", r"'\w*"),
];

/// Splits the source into fragments, each with its class if it has one. Joined, they are the source again.
pub fn fragments(source: &str) -> Vec<(Option<&'static str>, String)> {
    let pattern = SYNTAX.map(|(_, pattern)| format!("({pattern})")).join("|");
    let parts = JsString::from(source).split_by_pattern(&RegExp::new(&pattern, "u"));
    // Before each match comes the text that matches nothing, and after it a text or `undefined` for each expression.
    let classes = std::iter::once(None).chain(SYNTAX.map(|(class, _)| Some(class))).cycle();
    let fragments = classes.zip(parts.iter());
    fragments
        .filter_map(|(class, part)| Some((class, part.as_string()?)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn class(source: &str, fragment: &str) -> Option<&'static str> {
        fragments(source).into_iter().find(|(_, text)| text == fragment)?.0
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
            let together: String =
                fragments(source).iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(together, source);
        }
    }

    #[test]
    fn what_looks_alike_is_told_apart() {
        let source = "#[must_use(a[0])]\nfn f<'a>(x: &'a str) -> char { g!(x, 'b', '\\'', r#\"\"fn\"\"#) // fn\n}";
        assert_eq!(class(source, "fn"), Some("hl-keyword"));
        assert_eq!(class(source, "#[must_use(a[0])]"), Some("hl-attribute"));
        assert_eq!(class(source, "'a"), Some("hl-type"));
        assert_eq!(class(source, "'b'"), Some("hl-text"));
        assert_eq!(class(source, "'\\''"), Some("hl-text"));
        assert_eq!(class(source, "r#\"\"fn\"\"#"), Some("hl-text"));
        assert_eq!(class(source, "// fn"), Some("hl-comment"));
        assert_eq!(class(source, "g"), Some("hl-call"));
    }
}
