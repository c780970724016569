//! Rust sources as tokens, without comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A word, a sign or `::`. A literal is an empty text: what looks like code in it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

/// All tokens of a source, or those that are not compiled for tests alone.
pub fn tokens(source: &str, with_tests: bool) -> Vec<Token> {
    let stream = source.parse().unwrap_or_else(|error| panic!("{error} in {source}"));
    let mut tokens = Vec::new();
    flatten(stream, with_tests, &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, with_tests: bool, tokens: &mut Vec<Token>) {
    let is_cfg_test =
        |attribute: TokenStream| attribute.to_string().replace(' ', "") == "cfg(test)";
    let mut trees = stream.into_iter();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        let text = match tree {
            TokenTree::Group(group) if !with_tests && is_cfg_test(group.stream()) => {
                let _sign = tokens.pop();
                // The rest of the item, up to its `;` or to the body that ends it.
                let _end = trees.find(|tree| match tree {
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    tree => tree.to_string() == ";",
                });
                continue;
            }
            TokenTree::Group(group) => {
                let [open, close] = match group.delimiter() {
                    Delimiter::Brace => ["{", "}"],
                    Delimiter::Bracket => ["[", "]"],
                    Delimiter::Parenthesis => ["(", ")"],
                    Delimiter::None => ["", ""],
                };
                tokens.push(Token { text: open.to_owned(), line });
                flatten(group.stream(), with_tests, tokens);
                close.to_owned()
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => {
                let first = tokens.pop_if(|last| last.text == ":");
                if first.is_some() { "::" } else { ":" }.to_owned()
            }
            TokenTree::Literal(_) => String::new(),
            other => other.to_string(),
        };
        tokens.push(Token { text, line });
    }
}

/// The types that a source defines, without those that belong to an `impl` or a trait.
pub fn types(tokens: &[Token]) -> Vec<&str> {
    let mut types = Vec::new();
    // Whether each open brace is that of an `impl` or a trait, and whether the next one is.
    let (mut braces, mut has_associated) = (Vec::new(), false);
    for pair in tokens.windows(2) {
        let (word, name) = (&*pair[0].text, &*pair[1].text);
        match word {
            "{" => braces.push(std::mem::take(&mut has_associated)),
            "}" => drop(braces.pop()),
            ";" => has_associated = false,
            _ => {}
        }
        has_associated |= matches!(word, "impl" | "trait");
        let is_type = matches!(word, "struct" | "enum" | "trait")
            || word == "type" && braces.last() != Some(&true);
        if is_type && name.starts_with(char::is_alphabetic) {
            types.push(name);
        }
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(source: &str, with_tests: bool) -> String {
        let tokens = tokens(source, with_tests);
        tokens.iter().map(|token| &*token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let source = "fn a() { /* use crate::x; /* y */ */ b(\"crate::c \\\" d\"); } // crate::e\nfn f<'a>('\"', r#\"crate::g\"#, br\"h\", x::y)";
        assert_eq!(joined(source, true), "fn a ( ) { b (  ) ; } fn f < ' a > (  ,  ,  , x :: y )");
        assert_eq!(tokens("a\n/*\n*/ b", true)[1].line, 3);
    }

    #[test]
    fn an_associated_type_is_no_type_of_its_own() {
        let code = "struct A; impl B for A { type C = u8; fn f() { enum D {} } } trait E { type F; } type G = A;";
        assert_eq!(types(&tokens(code, true)), ["A", "D", "E", "G"]);
    }

    #[test]
    fn what_is_compiled_for_tests_alone_is_left_out() {
        let code = "use a;\n#[cfg(test)]\nmod tests {\n fn f() { { } }\n}\nuse b;\n#[cfg(test)] mod c;\nuse d;";
        assert_eq!(joined(code, false), "use a ; use b ; use d ;");
        assert!(joined(code, true).contains("mod tests"));
    }
}
