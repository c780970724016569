//! Lengths of time, in the visitor's language.

use crate::i18n::{I18n, td_string};

/// How far away something is, to the second when it is near: in the two largest units that it fills.
pub fn distance(i18n: I18n, seconds: i64) -> String {
    let locale = i18n.get_locale();
    match seconds {
        0 => td_string!(locale, inspector.time.now).to_owned(),
        1.. => td_string!(locale, inspector.time.ahead, time = span(i18n, seconds)),
        _ => td_string!(locale, inspector.time.ago, time = span(i18n, seconds)),
    }
}

/// So many seconds, in the two largest units that they fill.
pub(super) fn span(i18n: I18n, seconds: i64) -> String {
    let locale = i18n.get_locale();
    let seconds = seconds.unsigned_abs();
    let unit = |index: usize, count: u64| {
        let count = count.to_string();
        match index {
            0 => td_string!(locale, inspector.time.years, count = count),
            1 => td_string!(locale, inspector.time.days, count = count),
            2 => td_string!(locale, inspector.time.hours, count = count),
            3 => td_string!(locale, inspector.time.minutes, count = count),
            _ => td_string!(locale, inspector.time.seconds, count = count),
        }
    };
    let sizes = [31_536_000, 86_400, 3_600, 60, 1];
    let first = sizes.iter().position(|size| seconds >= *size).unwrap_or(4);
    let whole = unit(first, seconds / sizes[first]);
    match sizes.get(first + 1) {
        Some(size) if seconds % sizes[first] / size > 0 => {
            format!("{whole} {}", unit(first + 1, seconds % sizes[first] / size))
        }
        _ => whole,
    }
}
