//! What a request really took, stage by stage: the `Server-Timing` header (W3C Server Timing) that the
//! server adds while the lab is on, and that the page draws.

use shared::Stage;
use std::{fmt, str::FromStr, time::Duration};

/// The response header.
pub const HEADER: &str = "server-timing";

/// The stages of one request in the order in which they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// What ran, and how long it took, where that is told.
    pub stages: Vec<(Stage, Option<Duration>)>,
    /// How often the database was asked.
    pub db: u32,
}

impl Trace {
    /// How long a stage took; `None` when it did not run, or that is not told.
    pub fn of(&self, stage: Stage) -> Option<Duration> {
        let mut stages = self.stages.iter();
        stages.find_map(|(one, took)| took.filter(|_| *one == stage))
    }

    /// Leaves only the names: how long things took is not told.
    pub fn forget_durations(&mut self) {
        for (_, took) in &mut self.stages {
            *took = None;
        }
    }
}

/// The value of the header `Server-Timing`, such as `password;dur=24.103, sign;dur=0.010, db;desc="2"`: each duration in
/// milliseconds with three decimals, and the number of queries.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (stage, took) in &self.stages {
            write!(f, "{stage}")?;
            if let Some(took) = took {
                let nanos = took.as_nanos();
                let (millis, rest) = (nanos / 1_000_000, nanos % 1_000_000 / 1000);
                write!(f, ";dur={millis}.{rest:03}")?;
            }
            f.write_str(", ")?;
        }
        write!(f, "{};desc=\"{}\"", Stage::Db, self.db)
    }
}

/// Reads a header, and leaves out what it does not understand: proxies add stages of their own.
impl FromStr for Trace {
    type Err = std::convert::Infallible;

    fn from_str(header: &str) -> Result<Self, Self::Err> {
        let mut trace = Self::default();
        for metric in header.split(',') {
            let mut parts = metric.split(';').map(str::trim);
            let Some(stage) = parts.next().and_then(Stage::from_name) else {
                continue;
            };
            let parameters: Vec<_> = parts.filter_map(|one| one.split_once('=')).collect();
            let of = |name: &str| {
                let found = parameters.iter().find(|(one, _)| *one == name);
                found.map(|(_, value)| *value)
            };
            if stage == Stage::Db {
                let times = of("desc").unwrap_or_default().trim_matches('"');
                trace.db = times.parse().unwrap_or_default();
                continue;
            }
            match of("dur").map(duration) {
                None => trace.stages.push((stage, None)),
                Some(Some(took)) => trace.stages.push((stage, Some(took))),
                Some(None) => {}
            }
        }
        Ok(trace)
    }
}

fn duration(millis: &str) -> Option<Duration> {
    let millis: f64 = millis.parse().ok()?;
    Duration::try_from_secs_f64(millis / 1000.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_survives_the_header() {
        let mut trace = Trace {
            stages: vec![
                (Stage::Password, Some(Duration::from_micros(24_103))),
                (Stage::Signature, Some(Duration::from_micros(7))),
                (Stage::Total, Some(Duration::from_millis(25))),
            ],
            db: 2,
        };
        let header = trace.to_string();
        assert_eq!(
            header,
            r#"password;dur=24.103, signature;dur=0.007, total;dur=25.000, db;desc="2""#
        );
        assert_eq!(header.parse::<Trace>().unwrap(), trace);
        assert_eq!(trace.of(Stage::Signature), Some(Duration::from_micros(7)));
        assert_eq!(trace.of(Stage::Sign), None);
        trace.forget_durations();
        let header = trace.to_string();
        assert_eq!(header, r#"password, signature, total, db;desc="2""#);
        assert_eq!(header.parse::<Trace>().unwrap(), trace);
    }

    #[test]
    fn what_others_add_is_left_out() {
        let header = "cdn;dur=3, sign;dur=-1, sign;dur=x, , claims ; dur=0.5;desc=a, db;desc=0";
        let trace: Trace = header.parse().unwrap();
        let claims = (Stage::Claims, Some(Duration::from_micros(500)));
        assert_eq!(trace.stages, [claims]);
        assert_eq!(trace.db, 0);
    }
}
