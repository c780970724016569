//! The clock is a parameter, so that a test can make an expired token without waiting.

use shared::UnixSeconds;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// How far the clocks of two nodes may differ, including the time between reading a clock and committing.
pub const APART: Duration = Duration::from_mins(1);

/// The clock of the server.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// A clock that stands still until a test sets it.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn manual(now: UnixMillis) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(now.0)))
    }

    pub fn now(&self) -> UnixMillis {
        match self {
            Self::System => UnixMillis::of_the_machine(),
            Self::Manual(millis) => UnixMillis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock on; does nothing to the system's clock.
    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }

    /// Sets a manual clock; does nothing to the system's clock.
    pub fn set(&self, to: UnixMillis) {
        if let Self::Manual(millis) = self {
            millis.store(to.0, Ordering::SeqCst);
        }
    }
}

/// Milliseconds since 1970-01-01 00:00 UTC, the form in which the database keeps times.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    fn of_the_machine() -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }

    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(millis(by)))
    }

    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(millis(by)))
    }

    /// The time from `earlier` to `self`, zero if `self` is earlier.
    pub fn since(self, earlier: Self) -> Duration {
        let millis = self.0.saturating_sub(earlier.0);
        Duration::from_millis(u64::try_from(millis).unwrap_or(0))
    }

    /// The whole seconds, as tokens have them.
    pub const fn seconds(self) -> UnixSeconds {
        UnixSeconds(self.0.div_euclid(1000))
    }

    /// The time in UTC to the second (RFC 3339).
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.seconds().0)
            .ok()
            .and_then(|time| time.format(&Rfc3339).ok())
            .unwrap_or_else(|| format!("{} ms after 1970", self.0))
    }

    /// Whole seconds from `self` to `later`, zero when `later` has passed.
    pub fn seconds_until(self, later: Self) -> u32 {
        u32::try_from((later.0.saturating_sub(self.0)).max(0) / 1000).unwrap_or(u32::MAX)
    }
}

/// A duration in milliseconds, as the database computes with it.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc_to_the_second() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_399_999, "2000-02-28T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_709_251_199_000, "2024-02-29T23:59:59Z"),
            (1_800_000_000_250, "2027-01-15T08:00:00Z"),
            (4_107_542_399_000, "2100-02-28T23:59:59Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(UnixMillis(millis).rfc3339(), text);
        }
    }
}
