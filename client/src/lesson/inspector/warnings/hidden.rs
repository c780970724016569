//! Characters that make a text look like another one: a reader sees `user`, and a program compares something else.

use super::WarningKind;
use crate::lesson::inspector::json::{JsonKind, JsonValue};

/// Looks at every name and every text.
pub(super) fn look_into(value: &JsonValue, path: &str, warn: &mut impl FnMut(WarningKind, &str)) {
    match &value.kind {
        JsonKind::String(text) => {
            if let Some(letter) = hidden(text) {
                warn(WarningKind::Hidden(letter), path);
            }
        }
        JsonKind::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                look_into(item, &format!("{path}[{index}]"), warn);
            }
        }
        JsonKind::Object(members) => {
            for member in members {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{}", member.name);
                if let Some(letter) = hidden(&member.name) {
                    warn(WarningKind::Hidden(letter), &path);
                }
                look_into(&member.value, &path, warn);
            }
        }
        _ => {}
    }
}

/// The first character that is not seen and does more than end a line. Those that join emoji and letters are left
/// alone: names and languages need them.
fn hidden(text: &str) -> Option<char> {
    text.chars().find(|&letter| {
        let control = letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        control || turns || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
    })
}
