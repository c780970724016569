//! A token in the middle of another text: an address, a cookie, a command, a line of a log.

/// How `{"`, `{ `, and `{` with a line break behind it begin in base64url: the beginnings of all headers.
const BEGINNINGS: [&str; 4] = ["eyJ", "eyA", "ewo", "ew0"];
/// Characters that are not in a token, not even in one that is broken in the usual ways.
const ENDS: &[char] = &[
    '"', '\'', '`', '&', ';', ',', '<', '>', '(', ')', '[', ']', '{', '}', '|', '#', '?', '\\',
    '”', '’',
];

/// The token in a longer text. `None` if the inspector should show the whole text.
pub(super) fn token_within(text: &str) -> Option<&str> {
    let token = if begins(text) {
        // A wrong character in the middle is a fault that the inspector shows. Only text after the token is cut off.
        let at = text.find(ENDS).unwrap_or(text.len());
        let follows = &text[at..];
        let is_next = follows.starts_with('&') && follows.contains('=');
        let is_tail = follows.chars().all(|letter| ENDS.contains(&letter));
        let token = if is_next || is_tail { &text[..at] } else { text };
        before_other_words(token)
    } else {
        let start = text.char_indices().map(|(at, _)| at).find(|&at| {
            let before = text[..at].chars().next_back();
            let apart = before.is_some_and(|letter| !is_of_token(letter));
            apart && begins(&text[at..])
        })?;
        let rest = &text[start..];
        before_other_words(&rest[..rest.find(ENDS).unwrap_or(rest.len())])
    };
    (token.len() < text.len() && dots(token) >= 2).then_some(token)
}

fn begins(text: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// A token that was broken into lines goes on in the next line. A word after a whole token is another text, if it has
/// a dot or a character that tokens do not have.
fn before_other_words(text: &str) -> &str {
    let mut seen = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        seen += word.len();
        let (token, rest) = text.split_at(seen);
        let goes_on = rest
            .chars()
            .all(|letter| letter.is_whitespace() || (is_of_token(letter) && letter != '.'));
        if dots(token) >= 2 && !token.trim_end().ends_with('.') {
            return if goes_on { text } else { token }.trim_end();
        }
    }
    text.trim_end()
}

fn is_of_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

fn dots(text: &str) -> usize {
    text.matches('.').count()
}
