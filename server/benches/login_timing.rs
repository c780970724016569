//! Measures whether the time of an answer shows if an account exists. `cargo xtask bench` runs it.
//!
//! It sends logins that fail to the real server: with an unknown name, with a wrong password, and with the right password
//! of a disabled account. The three take turns, so that load on the machine slows all of them.

use std::time::Instant;
use support::{PASSWORD, TestApp};

const TRIES: usize = 500;
/// Longer than any limit lasts, so that each login compares a password.
const PAUSE_SECONDS: u64 = 3600;
const KINDS: [(&str, &str, &str); 3] = [
    ("unknown", "nobody", PASSWORD),
    ("wrong", "ada", "not her password at all"),
    ("disabled", "bob", PASSWORD),
];

#[tokio::main]
async fn main() {
    let app = TestApp::with_user().await;
    app.register("bob").await;
    app.set_disabled("bob", true).await;

    let mut times = KINDS.map(|_| Vec::with_capacity(TRIES));
    for turn in 0..TRIES * KINDS.len() {
        // The order changes from round to round, so that each kind follows each other kind equally often.
        let kind = (turn + turn / KINDS.len()) % KINDS.len();
        let (_, username, password) = KINDS[kind];
        app.advance(PAUSE_SECONDS);
        let begun = Instant::now();
        let answer = app.log_in(username, password).await;
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
