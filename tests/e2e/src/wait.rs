//! Waiting for conditions. No test waits for a time to pass.

use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};

/// Longer than any page takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

/// Longer than the shortest lifetime of a token and the server's leeway.
pub const EXPIRY: Duration = Duration::from_secs(45);

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(50);

/// Looks until there is a value, and fails with the error of the last look if there is none in time. A
/// page may be between two states at a look, so an error means *not yet*.
pub async fn until<T>(
    what: &str,
    at_most: Duration,
    look: impl AsyncFn() -> Result<Option<T>>,
) -> Result<T> {
    let begin = Instant::now();
    let mut interval = tokio::time::interval(INTERVAL);
    loop {
        interval.tick().await;
        let seen = look().await;
        let in_time = begin.elapsed() < at_most;
        match seen {
            Ok(Some(value)) => return Ok(value),
            Ok(None) | Err(_) if in_time => {}
            Ok(None) => bail!("waited {at_most:?} in vain for {what}"),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("waited {at_most:?} in vain for {what}"));
            }
        }
    }
}
