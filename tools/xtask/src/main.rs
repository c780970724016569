//! The project's commands. `cargo xtask` is an alias in `.cargo/config.toml`, so they need no installation.

#![expect(
    clippy::disallowed_methods,
    reason = "PATH, CARGO_HOME and the like tell a tool where things are"
)]

mod bench;
mod check;
mod client;
mod dev;
mod program;
mod repo;
mod say;
mod server;
mod setup;
mod start;
mod template;
mod test;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

/// Claimcheck: a login with a JWT that you can watch and deploy.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Sets up what is missing, builds client and server, and serves them
    Start {
        /// The port to serve on
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Runs the server and `trunk serve`, and rebuilds both as files change
    Dev {
        /// The port of the page; the server itself is always on 8080, where Trunk.toml looks for it
        #[arg(long, default_value_t = 8081)]
        port: u16,
    },
    /// Sets up what the tests need and runs all of them: native, WASM, and in a browser
    Test,
    /// Formatting, lints, documentation, and the licences of dependencies
    Check,
    /// Copies the workspace without the lesson into a new folder, to be the base of an app
    Template {
        /// The folder to make
        #[arg(required_unless_present = "try")]
        folder: Option<PathBuf>,
        /// Builds and tests such a copy below `target`, which is what `cargo xtask test` does too
        #[arg(long = "try", id = "try", conflicts_with = "folder")]
        tried: bool,
    },
    /// Measures, in an optimized build, what signing and verifying a token costs
    Bench,
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    repo::find()?;
    match &arguments.command {
        Command::Start { port } => start::run(*port),
        Command::Dev { port } => dev::run(*port),
        Command::Test => test::run(),
        Command::Check => check::run(),
        Command::Template { folder: Some(folder), .. } => template::run(folder),
        Command::Template { .. } => template::trial::run(),
        Command::Bench => bench::run(),
    }
}
