//! A database of one empty table, which understands as much of a query as an injection needs.

/// The first value that the query yields: that of a `UNION SELECT 'text'`, because the table has no rows.
pub(super) fn answer(query: &str) -> Option<String> {
    let mut words = words(query)?.into_iter();
    while let Some(word) = words.next() {
        if !word.is("union") {
            continue;
        }
        let mut next = words.next()?;
        if next.is("all") {
            next = words.next()?;
        }
        if next.is("select")
            && let Some(Word::Text(text)) = words.next()
        {
            return Some(text);
        }
    }
    None
}

enum Word {
    Text(String),
    Other(String),
}

impl Word {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Other(word) if word.eq_ignore_ascii_case(keyword))
    }
}

/// The words and texts of a query; `None` when a text has no end, which is a syntax error.
fn words(query: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = query;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with("--") {
            return Some(words);
        }
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (text, behind) = text(quoted)?;
            words.push(Word::Text(text));
            rest = behind;
            continue;
        }
        let end = |c: char| c.is_whitespace() || c == '\'';
        // A word that begins with something else than a quote has at least this one character.
        let length = rest.find(end).unwrap_or(rest.len());
        words.push(Word::Other(rest[..length].into()));
        rest = &rest[length..];
    }
}

/// A text up to its closing quote; two quotes are one.
fn text(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = quoted;
    loop {
        let (piece, behind) = rest.split_once('\'')?;
        text.push_str(piece);
        match behind.strip_prefix('\'') {
            Some(more) => {
                text.push('\'');
                rest = more;
            }
            None => return Some((text, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_shared::lab::world::KEY_QUERY;

    fn answer_for(kid: &str) -> Option<String> {
        answer(&KEY_QUERY.replace("{kid}", kid))
    }

    #[test]
    fn a16_an_injection_chooses_the_secret() {
        for kid in [
            "x' UNION SELECT 'pwned",
            "' union all select 'pwned' -- ",
            "x'  UNION\tSELECT 'pwned'--",
        ] {
            assert_eq!(answer_for(kid).as_deref(), Some("pwned"), "{kid}");
        }
        assert_eq!(answer_for("' UNION SELECT 'it''s").as_deref(), Some("it's"));
    }

    #[test]
    fn anything_else_yields_nothing() {
        for kid in [
            "",
            "k1",
            "it's",
            "' OR '1'='1",
            "'; DROP TABLE keys; --",
            "x' UNION",
            "x' UNION SELECT",
            "x UNION SELECT pwned",
        ] {
            assert_eq!(answer_for(kid), None, "{kid}");
        }
    }
}
