//! Whether the time of an answer tells if an account exists. `cargo xtask bench` runs it.
//!
//! Failed logins against the real server over HTTP, for a name that nobody has, for a wrong password and
//! for the right password of a disabled account, in turns, so that a busy moment is busy for all three.

use serde_json::json;
use shared::api::paths;
use std::time::Instant;
use support::app::{PASSWORD, TestApp};

const TRIES: usize = 500;
/// Longer than any limit remembers: what is measured is never a refusal to look.
const PAUSE_SECONDS: u64 = 3600;
const KINDS: [(&str, &str, &str); 3] = [
    ("unknown", "nobody", PASSWORD),
    ("wrong", "ada", "not her password at all"),
    ("disabled", "bob", PASSWORD),
];

#[tokio::main]
async fn main() {
    let app = TestApp::start().await;
    app.register("ada").await;
    app.register("bob").await;
    app.set_disabled("bob", true).await;

    let mut times = KINDS.map(|_| Vec::with_capacity(TRIES));
    for turn in 0..TRIES * KINDS.len() {
        // Each kind is as often the first after another as the rest are.
        let kind = (turn + turn / KINDS.len()) % KINDS.len();
        let (_, username, password) = KINDS[kind];
        app.advance(PAUSE_SECONDS);
        let begun = Instant::now();
        let body = json!({ "username": username, "password": password });
        let answer = app.post(paths::LOGIN, body).await;
        times[kind].push(begun.elapsed().as_secs_f64() * 1e3);
        assert_eq!(answer.status, 401, "{}", answer.text());
    }

    println!("| login refused, {TRIES} tries each | median | p95 |");
    println!("| --- | ---: | ---: |");
    for ((name, ..), times) in KINDS.iter().zip(&mut times) {
        times.sort_unstable_by(f64::total_cmp);
        let (median, p95) = (times[TRIES / 2], times[TRIES * 95 / 100]);
        println!("| {name} | {median:.2} ms | {p95:.2} ms |");
    }
    let medians = times.map(|times| times[TRIES / 2]);
    let widest = medians.iter().copied().fold(f64::MIN, f64::max)
        - medians.iter().copied().fold(f64::MAX, f64::min);
    println!("\nWidest gap between medians: {widest:.2} ms");
}
