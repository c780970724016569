//! `cargo xtask test`: all tests, native, as WASM, in Chromium, and of the template.

use crate::{
    program::Program,
    repo, say, server,
    setup::{self, interop::Interop},
    template::trial,
};
use anyhow::Result;
use std::{fmt, time::Instant};

pub(crate) fn run() -> Result<()> {
    let begin = Instant::now();
    setup::packages::browser()?;
    let tools = setup::client_tools()?;
    let interop = repo::has_lesson().then(setup::interop::ready).transpose()?;
    server::build_with_client()?;

    let mut parts = vec![
        (
            "Tests of all crates that need no browser",
            cargo_test().args("--workspace --exclude client --exclude e2e"),
        ),
        (
            "Tests of shared and client as WASM in a browser",
            in_browser(cargo_test().args("--package shared --package client")).env("PATH", &tools),
        ),
    ];
    if let Some(interop) = &interop {
        parts.extend(in_chromium(interop)?);
        trial::prepare()?;
        parts.extend(trial::programs()?);
        parts.push((
            "Tests of the template's client as WASM in a browser",
            in_browser(trial::cargo("test --package client")?).env("PATH", &tools),
        ));
    }
    let mut tally = Tally::default();
    let mut outcome = Ok(());
    for (headline, program) in parts {
        outcome = say::step(headline, || program.run_and_read(|line| tally.count(line)));
        if outcome.is_err() {
            break;
        }
    }
    let seconds = begin.elapsed().as_secs();
    say::note(&format!("{} min {:02} s in all", seconds / 60, seconds % 60));
    println!("{tally}");
    outcome
}

/// Tests of the running server by a browser and by other programs. They sign in with the lesson's demo account.
fn in_chromium(interop: &Interop) -> Result<[(&'static str, Program); 2]> {
    let binary = server::binary()?;
    Ok([
        (
            "Browser tests: the seven steps in Chromium against the real server",
            cargo_test()
                .args("--package e2e --lib --test it")
                // They mostly wait, some of them for a token to expire.
                .env("RUST_TEST_THREADS", "4")
                .env("CLAIMCHECK_AXE", &interop.axe)
                .env("CLAIMCHECK_BIN", &binary),
        ),
        (
            "Interoperation: other people's libraries judge our tokens",
            cargo_test()
                .args("--package e2e --test interop")
                .env("CLAIMCHECK_BIN", &binary)
                .env("CLAIMCHECK_PYTHON", &interop.python)
                .env("CLAIMCHECK_NODE", &interop.node)
                .env("CLAIMCHECK_VERIFY_MJS", &interop.verify_mjs),
        ),
    ])
}

fn cargo_test() -> Program {
    Program::cargo().args("test --locked")
}

/// In a browser and not in Node.js: other tests need the browser anyway.
fn in_browser(tests: Program) -> Program {
    tests
        .args("--target wasm32-unknown-unknown")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("CHROMEDRIVER", "chromedriver")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", repo::root().join("shared/webdriver.json"))
        // The runner gives the driver 5 s to start, which a busy machine does not always do.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
}

/// How many tests ran, over all runners.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Takes a line that a runner wrote. Cargo's and wasm-bindgen's runners sum up in the same words.
    fn count(&mut self, line: &str) {
        let counts = line.split_once("test result: ").map_or("", |(_, counts)| counts);
        for count in counts.split(['.', ';']) {
            let Some((number, what)) = count.trim().split_once(' ') else {
                continue;
            };
            let number = number.parse::<u64>().unwrap_or_default();
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.ignored > 0 {
            write!(f, ", {} ignored", self.ignored)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_up_over_runners_and_is_not_misled_by_other_lines() {
        let mut tally = Tally::default();
        assert_eq!(tally.to_string(), "0 passed, 0 failed");
        for line in [
            "running 5 tests",
            "test s01_alg ... ok",
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
            "the server said: 9 passed",
            "test result: FAILED. 30 passed; 2 failed; 0 ignored; 0 filtered out; finished in 1.20s",
            "no tests to run!",
        ] {
            tally.count(line);
        }
        assert_eq!(tally.to_string(), "35 passed, 2 failed, 1 ignored");
    }
}
