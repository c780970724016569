//! A database of one empty table, which understands as much of a query as an injection needs.

/// The first value that the query yields: that of a `UNION SELECT 'text'`, because the table has no rows. `None`
/// where there is none, or a text has no end, which is a syntax error.
pub(super) fn answer(query: &str) -> Option<String> {
    let (mut selected, mut rest) = (None, query);
    // Behind `--` everything is a comment.
    let is_code = |(code, _): &(&str, &str)| !code.contains("--");
    while let Some((code, quoted)) = rest.split_once('\'').filter(is_code) {
        let (text, behind) = text(quoted)?;
        if selected.is_none() && selects(code) {
            selected = Some(text);
        }
        rest = behind;
    }
    selected
}

/// Whether the text behind this code is the value that a union selects.
fn selects(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    let words: Vec<_> = code.split_whitespace().collect();
    words.ends_with(&["union", "select"]) || words.ends_with(&["union", "all", "select"])
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
