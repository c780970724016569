//! `cargo xtask test`: everything that can be proved by running it.

mod tally;

use crate::{
    program::Program,
    repo, say, server,
    setup::{self, interop::Interop},
    template::trial::Trial,
};
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    time::Instant,
};
use tally::Tally;

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
            in_browser(cargo_test().args("--package shared --package client"))
                .env("PATH", &tools.path),
        ),
    ];
    if let Some(interop) = &interop {
        parts.extend(in_chromium(interop)?);
        let trial = Trial::prepare()?;
        parts.extend(trial.programs());
        parts.push((
            "Tests of the template's client as WASM in a browser",
            in_browser(trial.cargo("test --package client")).env("PATH", &tools.path),
        ));
    }
    let mut tally = Tally::default();
    let mut outcome = Ok(());
    for (headline, program) in parts {
        outcome = say::step(headline, || counted(program, &mut tally));
        if outcome.is_err() {
            break;
        }
    }
    let seconds = begin.elapsed().as_secs();
    say::note(&format!("{} min {:02} s in all", seconds / 60, seconds % 60));
    println!("{tally}");
    outcome
}

/// The whole of it, as people and other programs see it. They sign in with the lesson's demo account.
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

/// A fresh machine has no Node, and a browser it needs anyway.
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

/// Runs tests, shows what they say as they say it, and counts.
fn counted(program: Program, tally: &mut Tally) -> Result<()> {
    let shown = program.shown().to_owned();
    let mut tests = program.start_piped()?;
    for line in BufReader::new(tests.output()?).split(b'\n') {
        let line = line.with_context(|| format!("cannot read what `{shown}` says"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally.count(&line);
    }
    let status = tests.wait()?;
    anyhow::ensure!(
        status.success(),
        "`{shown}` failed ({status}), see above; what comes after it was not run"
    );
    Ok(())
}
