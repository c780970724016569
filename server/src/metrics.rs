//! What happened how often, for Prometheus. Labels are names of routes, methods, checks and events, which
//! are few, and never anything that a user typed.

use crate::db::audit::Listener;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};
use shared::{AuditEvent, Check, ProblemCode};

/// All counters, and the names under which they are read.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
    refusals: Family<Refused, Counter>,
    events: Family<Happened, Counter>,
    panics: Counter,
    hashes: Gauge,
    revoked: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    check: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Happened {
    event: &'static str,
}

/// In seconds: a verified request, a write, a password, a queue, too long.
const BUCKETS: [f64; 8] = [0.001, 0.005, 0.02, 0.1, 0.3, 1.0, 5.0, 15.0];

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("claimcheck");
        let requests = Family::default();
        registry.register("requests", "Requests that were answered", requests.clone());
        let seconds: Family<Asked, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register("request_seconds", "Time to an answer", seconds.clone());
        let refusals = Family::default();
        registry.register(
            "token_refusals",
            "Requests whose token was refused, by check",
            refusals.clone(),
        );
        let events = Family::default();
        registry.register("events", "Audited events", events.clone());
        let panics = Counter::default();
        registry.register("panics", "Handlers that panicked", panics.clone());
        let hashes = Gauge::default();
        registry.register(
            "password_hashes",
            "Passwords being hashed or waiting for it",
            hashes.clone(),
        );
        let revoked = Gauge::default();
        registry.register(
            "revoked_sessions",
            "Ended sessions that are kept in memory",
            revoked.clone(),
        );
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "What is running", build);
        Self { registry, requests, seconds, refusals, events, panics, hashes, revoked }
    }
}

impl Metrics {
    /// A handler panicked.
    pub fn panicked(&self) {
        self.panics.inc();
    }

    /// A token was refused, by a check or for the way in which it came.
    pub fn refused(&self, code: ProblemCode, check: Option<Check>) {
        let check = check.map_or(code.name(), Check::name);
        self.refusals.get_or_create(&Refused { check }).inc();
    }

    /// A request was answered. A path without a route was a file of the client, a place in its page, or
    /// nothing, and has an empty name here.
    pub fn answered(&self, method: &'static str, route: String, status: u16, seconds: f64) {
        let asked = Asked { method, route };
        self.seconds.get_or_create(&asked).observe(seconds);
        let Asked { method, route } = asked;
        let answered = Answered { method, route, status };
        self.requests.get_or_create(&answered).inc();
    }

    /// Everything as Prometheus reads it (`OpenMetrics`), with how many passwords are being hashed and how
    /// many ended sessions are in memory at this moment.
    #[must_use]
    pub fn text(&self, hashes: usize, revoked: usize) -> String {
        self.hashes.set(count(hashes));
        self.revoked.set(count(revoked));
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes any text");
        text
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Listener for Metrics {
    fn recorded(&self, event: AuditEvent) {
        let event = event.name();
        self.events.get_or_create(&Happened { event }).inc();
    }
}
