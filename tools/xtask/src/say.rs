//! What the commands print. A step has a headline before the output of its program, and its time after it.

use anyhow::Result;
use std::{
    io::{IsTerminal, stderr},
    time::Instant,
};

/// Does a step, with its headline and its time around it.
pub(crate) fn step<T>(headline: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{} {}", paint(CYAN, "==>"), paint(BOLD, headline));
    let begin = Instant::now();
    let done = work()?;
    eprintln!("    {} in {:.1} s", paint(GREEN, "done"), begin.elapsed().as_secs_f32());
    Ok(done)
}

/// Prints a line that belongs to no step.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// Prints facts, a line each, before a program that runs until the user stops it.
pub(crate) fn banner(lines: &[(&str, &str)]) {
    eprintln!();
    for (name, text) in lines {
        eprintln!("    {} {text}", paint(BOLD, &format!("{name:<12}")));
    }
    eprintln!();
}

/// Prints why a command fails, each error before its cause, in one sentence.
pub(crate) fn failure(error: &anyhow::Error) {
    eprintln!("\n{} {error:#}", paint(RED, "error:"));
}

const BOLD: &str = "1";
const RED: &str = "1;31";
const GREEN: &str = "32";
const CYAN: &str = "1;36";

fn paint(colour: &str, text: &str) -> String {
    if stderr().is_terminal() { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
}
