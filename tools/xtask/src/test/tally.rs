//! Counting tests from what their runners say.

use std::fmt;

/// How many tests ran, over all runners.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Takes a line that a runner wrote. Cargo's and wasm-bindgen's runners sum up in the same words.
    pub(super) fn count(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        for count in counts.split(['.', ';']) {
            let mut words = count.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
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

    #[test]
    fn nothing_run_is_told_as_nothing() {
        assert_eq!(Tally::default().to_string(), "0 passed, 0 failed");
    }
}
