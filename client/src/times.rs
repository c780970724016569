//! Points in time, in words. The browser's `Intl` and `Date` know languages, time zones and the calendar. A library such
//! as `time` would add its own to the first load, and has no Korean.

use crate::i18n::I18n;
use js_sys::{Array, Date, Intl::RelativeTimeFormat, Object, Reflect};
use shared::UnixSeconds;
use wasm_bindgen::JsValue;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;
const YEAR: i64 = 365 * DAY;

/// How far away something is, in the largest unit that it fills. The past is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    count: i64,
    unit: &'static str,
}

impl Distance {
    /// From `now` to `at_ms`, in unix milliseconds.
    pub fn between(now: UnixSeconds, at_ms: i64) -> Self {
        // Whole seconds, because two clocks may differ by a part of a second.
        let seconds = at_ms.div_euclid(1000) - now.0;
        let (length, unit) = match seconds.abs() {
            0..MINUTE => (1, "second"),
            MINUTE..HOUR => (MINUTE, "minute"),
            HOUR..DAY => (HOUR, "hour"),
            DAY..MONTH => (DAY, "day"),
            MONTH..YEAR => (MONTH, "month"),
            _ => (YEAR, "year"),
        };
        Self { count: seconds / length, unit }
    }
}

/// Like `3 minutes ago`. Reactive: it changes with the language.
#[expect(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^52")]
pub fn relative(i18n: I18n, distance: Distance) -> String {
    let language = Array::of1(&i18n.get_locale().tag().into());
    let options = Object::new();
    // `yesterday`, `now`. Setting a property of a new object does not fail.
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    RelativeTimeFormat::new(&language, &options).format(distance.count as f64, distance.unit).into()
}

/// Date and time in the visitor's language and time zone. Reactive.
pub fn local(i18n: I18n, at_ms: i64) -> String {
    let language = i18n.get_locale().tag();
    date(at_ms).to_locale_string(language, &JsValue::UNDEFINED).into()
}

/// The same for a time of a token, which may be any number.
pub fn local_seconds(i18n: I18n, at: UnixSeconds) -> String {
    local(i18n, at.0.saturating_mul(1000))
}

/// Date and time in UTC, as ISO 8601 has it. Empty for a time that is too far away for a date.
pub fn utc(at_ms: i64) -> String {
    let date = date(at_ms);
    if date.get_time().is_nan() {
        return String::new();
    }
    date.to_iso_string().into()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 stay exact in f64 for 280 000 years"
)]
fn date(at_ms: i64) -> Date {
    Date::new(&(at_ms as f64).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_distance_is_told_in_the_largest_unit_that_it_fills() {
        let now = UnixSeconds(2_000_000_000);
        for (seconds, count, unit) in [
            (0, 0, "second"),
            (-59, -59, "second"),
            (-60, -1, "minute"),
            (119, 1, "minute"),
            (-3_599, -59, "minute"),
            (-3_600, -1, "hour"),
            (-86_399, -23, "hour"),
            (86_400, 1, "day"),
            (-40 * 86_400, -1, "month"),
            (-366 * 86_400, -1, "year"),
        ] {
            let distance = Distance::between(now, (now.0 + seconds) * 1000);
            assert_eq!(distance, Distance { count, unit }, "{seconds}");
        }
    }

    #[test]
    fn a_time_beyond_all_dates_has_no_date() {
        assert_eq!(utc(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(utc(i64::MAX), "");
    }
}
