//! What the commands say. A long step has a headline before it and its time after it, with the output
//! of the program that does it in between.

use anyhow::Result;
use std::{
    io::{IsTerminal, stderr},
    time::Instant,
};

/// Does a step: says what it is, does it, and says how long it took.
pub(crate) fn step<T>(headline: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{} {}", paint(CYAN, "==>"), paint(BOLD, headline));
    let begin = Instant::now();
    let done = work()?;
    eprintln!("    {} in {:.1} s", paint(GREEN, "done"), begin.elapsed().as_secs_f32());
    Ok(done)
}

/// Says something that is no step.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// Says what there is to know, a line each, before something that runs until it is stopped.
pub(crate) fn banner(lines: &[(&str, &str)]) {
    eprintln!();
    for (name, text) in lines {
        eprintln!("    {} {text}", paint(BOLD, &format!("{name:<12}")));
    }
    eprintln!();
}

/// Says why a command ends, causes after their consequences, in one sentence.
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
