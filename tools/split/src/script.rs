//! JavaScript in fewer letters.

/// A script without its indentation, empty lines, and comments that fill lines. It does not look into lines, so
/// nothing can go wrong with what is in them; compression does the rest.
pub(crate) fn compact(script: &str) -> String {
    let mut compact = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            compact += line;
            compact.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_is_said_to_people_is_left_out() {
        let script = "/**\n * About it.\n */\nfunction a() {\n    // Why.\n    return '//';\n\n}\n/* one, two */\na();\n";
        assert_eq!(compact(script), "function a() {\nreturn '//';\n}\na();\n");
    }
}
