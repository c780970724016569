//! What people paste, and the token in it.

/// What was pasted, without what surely does not belong to a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// What is left.
    pub token: String,
    /// What was taken off, for saying so.
    pub notes: Vec<Note>,
}

/// Something that was taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// `Authorization:`, the name of the header.
    Header,
    /// `Bearer`, the scheme.
    Scheme,
    /// Quotation marks around it.
    Quotes,
    /// Line breaks and spaces in it.
    Space,
    /// Characters that nobody sees: marks of word processors and chats.
    Invisible,
    /// The JSON of a token answer around it.
    Answer,
}

impl Note {
    /// The name under which tests find it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Scheme => "scheme",
            Self::Quotes => "quotes",
            Self::Space => "space",
            Self::Invisible => "invisible",
            Self::Answer => "answer",
        }
    }
}

/// Takes off what is not the token's. Characters that stand in the token itself stay, however wrong they are.
#[must_use]
pub fn clean(pasted: &str) -> Cleaned {
    let mut notes = Vec::new();
    let mut note = |note| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    let seen: String = pasted
        .chars()
        .filter(|&letter| !is_invisible(letter))
        .collect();
    if seen.len() != pasted.len() {
        note(Note::Invisible);
    }
    let mut text = seen.trim();
    let answer = token_in_answer(text);
    if let Some(token) = &answer {
        note(Note::Answer);
        text = token;
    }
    if let Some(rest) = after(text, "authorization:") {
        note(Note::Header);
        text = rest;
    }
    if let Some(rest) = after(text, "bearer ") {
        note(Note::Scheme);
        text = rest;
    } else if text.eq_ignore_ascii_case("bearer") && seen.ends_with(char::is_whitespace) {
        // Somebody is typing, and the token comes next.
        note(Note::Scheme);
        text = "";
    }
    for quote in ['"', '\'', '`'] {
        let inner = text
            .strip_prefix(quote)
            .and_then(|text| text.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            note(Note::Quotes);
            text = inner.trim();
        }
    }
    let token: String = text.split_whitespace().collect();
    if token.len() != text.len() {
        note(Note::Space);
    }
    Cleaned { token, notes }
}

fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start
        .eq_ignore_ascii_case(prefix)
        .then(|| rest.trim_start())
}

fn token_in_answer(text: &str) -> Option<String> {
    if !text.starts_with('{') {
        return None;
    }
    let (answer, _) = super::super::json::scan(text);
    let answer = answer?;
    let token = ["access_token", "id_token", "token"];
    token
        .into_iter()
        .find_map(|name| answer.get(name)?.text().map(str::to_owned))
}

/// Zero-width spaces and joiners, the byte order mark, marks of writing direction, the soft hyphen.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_does_not_belong_to_a_token_is_taken_off_and_named() {
        for (pasted, notes) in [
            ("a.b.c", &[][..]),
            ("  a.b.c\n", &[]),
            ("Bearer a.b.c", &[Note::Scheme]),
            ("bearer   a.b.c", &[Note::Scheme]),
            ("Authorization: Bearer a.b.c", &[Note::Header, Note::Scheme]),
            ("\"a.b.c\"", &[Note::Quotes]),
            ("a.\r\n  b.\n c", &[Note::Space]),
            ("a.\u{200b}b.c\u{feff}", &[Note::Invisible]),
            (
                r#"{"access_token": "a.b.c", "token_type": "Bearer"}"#,
                &[Note::Answer],
            ),
        ] {
            let cleaned = clean(pasted);
            assert_eq!(cleaned.token, "a.b.c", "{pasted:?}");
            assert_eq!(cleaned.notes, notes, "{pasted:?}");
        }
    }

    #[test]
    fn what_is_typed_letter_by_letter_comes_out_the_same() {
        let mut text = String::new();
        for letter in "Authorization: Bearer a.b.c".chars() {
            text.push(letter);
            text = clean(&text).token;
        }
        assert_eq!(text, "a.b.c");
    }

    #[test]
    fn what_is_wrong_in_the_token_stays() {
        assert_eq!(clean("a=.b+c./").token, "a=.b+c./");
        assert_eq!(clean("\"").token, "\"");
        assert_eq!(clean("{\"alg\":1}").token, "{\"alg\":1}");
    }
}
