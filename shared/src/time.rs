//! Times as JWT has them.

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01 00:00 UTC, without leap seconds: the `NumericDate` of RFC 7519 §2, as a
/// whole number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnixSeconds(pub i64);

impl UnixSeconds {
    /// The last second of the year 9999. A later time is a mistake or an attack.
    pub const MAX: Self = Self(253_402_300_799);

    /// This many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(seconds as i64))
    }

    /// Seconds from `earlier` to `self`; negative when `earlier` is the later one.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
