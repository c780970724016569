//! What a page and its worker say to each other, as JSON.

use serde::{Deserialize, Serialize};

/// What the worker says once, when it listens.
pub const READY: &str = "ready";

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// The secret of a token, to be guessed.
    Guess {
        /// How long to rest after a few guesses, in milliseconds, so that an eye can follow. 0 is as fast as it
        /// goes.
        pause_ms: u32,
        /// The token.
        token: String,
    },
    /// The public key that has signed both of these tokens.
    Recover([String; 2]),
}

/// What the worker has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// So many guesses are made, and this was the last one.
    Tried(usize, String),
    /// This is the secret, and it took so many guesses.
    Found(usize, String),
    /// This is the public key, in PEM.
    Key(String),
    /// The secret is none of the words, or no key has signed both.
    Nothing,
}
