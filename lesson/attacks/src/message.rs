//! What a page and its worker say to each other, as text.

use std::{fmt, str::FromStr};

/// What the worker says once, when it listens.
pub const READY: &str = "ready";

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guess { pause_ms, token } => write!(f, "guess {pause_ms} {token}"),
            Self::Recover([one, other]) => write!(f, "recover {one} {other}"),
        }
    }
}

impl FromStr for Task {
    type Err = NotUnderstood;

    fn from_str(text: &str) -> Result<Self, NotUnderstood> {
        match *text.splitn(3, ' ').collect::<Vec<_>>() {
            ["guess", pause, token] => Ok(Self::Guess {
                pause_ms: pause.parse().map_err(|_| NotUnderstood)?,
                token: token.into(),
            }),
            ["recover", one, other] => Ok(Self::Recover([one.into(), other.into()])),
            _ => Err(NotUnderstood),
        }
    }
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tried(count, word) => write!(f, "tried {count} {word}"),
            Self::Found(count, word) => write!(f, "found {count} {word}"),
            Self::Key(pem) => write!(f, "key {pem}"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}

impl FromStr for News {
    type Err = NotUnderstood;

    fn from_str(text: &str) -> Result<Self, NotUnderstood> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        let guess = || {
            let (count, word) = rest.split_once(' ').ok_or(NotUnderstood)?;
            let count = count.parse().map_err(|_| NotUnderstood)?;
            Ok((count, word.to_owned()))
        };
        match kind {
            "tried" => guess().map(|(count, word)| Self::Tried(count, word)),
            "found" => guess().map(|(count, word)| Self::Found(count, word)),
            "key" => Ok(Self::Key(rest.into())),
            "nothing" => Ok(Self::Nothing),
            _ => Err(NotUnderstood),
        }
    }
}

/// Nothing that a page and its worker say to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what the worker is told or tells")]
pub struct NotUnderstood;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        for news in [
            News::Tried(12, "open sesame".into()),
            News::Found(1, "secret".into()),
            News::Key("-----BEGIN PUBLIC KEY-----\nAA==\n".into()),
            News::Nothing,
        ] {
            assert_eq!(news.to_string().parse(), Ok(news));
        }
        for text in ["", "tried", "tried x y", "found 1", READY] {
            assert_eq!(text.parse::<News>(), Err(NotUnderstood), "{text}");
        }
        let guess = Task::Guess { pause_ms: 16, token: "a.b.c".into() };
        for task in [guess, Task::Recover(["a.b.c".into(), "d.e.f".into()])] {
            assert_eq!(task.to_string().parse(), Ok(task));
        }
        for text in ["a.b.c", "guess x a.b.c", "recover a.b.c", "guess 1"] {
            assert_eq!(text.parse::<Task>(), Err(NotUnderstood), "{text}");
        }
    }
}
