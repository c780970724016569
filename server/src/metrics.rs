//! Counters for Prometheus. Labels are names of routes, methods, checks and events, which are few, and never
//! text that a user typed.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Metric, Registry},
};
use shared::{AuditEvent, Check, ProblemCode};
use std::{sync::atomic::AtomicU64, time::Duration};

pub struct Metrics {
    registry: Registry,
    requests: Family<ResponseLabels, Counter>,
    seconds: Family<RouteLabels, Histogram>,
    refusals: Family<Labels, Counter>,
    events: Family<Labels, Counter>,
    panics: Counter,
    hashes: Gauge,
    revoked: Gauge,
    revoked_age: Gauge<f64, AtomicU64>,
}

/// The labels of a metric.
type Labels = [(&'static str, &'static str); 1];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResponseLabels {
    method: &'static str,
    route: String,
    status: u16,
}

/// Upper bounds in seconds: a verified request, a write, a password, a queue, a timeout.
const BUCKETS: [f64; 8] = [0.001, 0.005, 0.02, 0.1, 0.3, 1.0, 5.0, 15.0];

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("claimcheck");
        let seconds =
            Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        registry.register("request_seconds", "Time to an answer", seconds.clone());
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "What is running", build);
        let all = &mut registry;
        Self {
            requests: register(all, "requests", "Requests that were answered"),
            seconds,
            refusals: register(all, "token_refusals", "Requests whose token was refused, by check"),
            events: register(all, "events", "Audited events"),
            panics: register(all, "panics", "Handlers that panicked"),
            hashes: register(all, "password_hashes", "Passwords being hashed or waiting for it"),
            revoked: register(all, "revoked_sessions", "Ended sessions that are kept in memory"),
            revoked_age: register(
                all,
                "revoked_sessions_age_seconds",
                "Time since the ended sessions were last read from the database",
            ),
            registry,
        }
    }
}

fn register<M: Metric + Clone + Default>(registry: &mut Registry, name: &str, help: &str) -> M {
    let metric = M::default();
    registry.register(name, help, metric.clone());
    metric
}

impl Metrics {
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// Counts a refused token by the check that refused it, or by the problem's code where no check was reached.
    pub fn refused(&self, code: ProblemCode, check: Option<Check>) {
        let check = check.map_or(code.name(), Check::name);
        self.refusals.get_or_create(&[("check", check)]).inc();
    }

    /// Counts an answered request. `route` is empty where the path matched none: a file or a page of the client, or
    /// an unknown path.
    pub fn answered(&self, method: &'static str, route: String, status: u16, seconds: f64) {
        let labels = RouteLabels { method, route };
        self.seconds.get_or_create(&labels).observe(seconds);
        let RouteLabels { method, route } = labels;
        self.requests.get_or_create(&ResponseLabels { method, route, status }).inc();
    }

    /// Counts an event of the audit.
    pub fn recorded(&self, event: AuditEvent) {
        self.events.get_or_create(&[("event", event.name())]).inc();
    }

    /// All metrics in the `OpenMetrics` text format. `hashes` is the number of passwords in work, `revoked` the number
    /// of ended sessions in memory, `age` the time since they were read.
    #[must_use]
    pub fn text(&self, hashes: usize, revoked: usize, age: Duration) -> String {
        self.hashes.set(count(hashes));
        self.revoked.set(count(revoked));
        self.revoked_age.set(age.as_secs_f64());
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes any text");
        text
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
