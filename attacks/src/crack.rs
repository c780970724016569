//! Guessing the secret of a token: what a page and its worker say to each other, and a guess.

use std::{fmt, str::FromStr};

/// What the worker says once, when it listens.
pub const READY: &str = "ready";

/// What the page asks for: as text, the pause and the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// How long to rest after a few guesses, in milliseconds, so that an eye can follow. 0 is as fast as it goes.
    pub pause_ms: u32,
    /// The token whose secret is wanted.
    pub token: String,
}

/// What the worker has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// So many guesses are made, and this was the last one.
    Tried(usize, String),
    /// This is the secret, and it took so many guesses.
    Found(usize, String),
    /// The secret is none of the words.
    Exhausted,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pause_ms, self.token)
    }
}

impl FromStr for Task {
    type Err = NotUnderstood;

    fn from_str(text: &str) -> Result<Self, NotUnderstood> {
        let (pause, token) = text.split_once(' ').ok_or(NotUnderstood)?;
        Ok(Self {
            pause_ms: pause.parse().map_err(|_| NotUnderstood)?,
            token: token.into(),
        })
    }
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tried(count, word) => write!(f, "tried {count} {word}"),
            Self::Found(count, word) => write!(f, "found {count} {word}"),
            Self::Exhausted => f.write_str("exhausted"),
        }
    }
}

impl FromStr for News {
    type Err = NotUnderstood;

    fn from_str(text: &str) -> Result<Self, NotUnderstood> {
        let mut words = text.splitn(3, ' ');
        let kind = words.next();
        let count = words.next().and_then(|count| count.parse().ok());
        let word = words.next().map(str::to_owned);
        match (kind, count, word) {
            (Some("tried"), Some(count), Some(word)) => Ok(Self::Tried(count, word)),
            (Some("found"), Some(count), Some(word)) => Ok(Self::Found(count, word)),
            (Some("exhausted"), None, None) => Ok(Self::Exhausted),
            _ => Err(NotUnderstood),
        }
    }
}

/// Nothing that a page and its worker say to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what the cracker is told or tells")]
pub struct NotUnderstood;

/// Whether `secret` has signed `token` with HMAC-SHA256. This is all that guessing takes: nobody has to be asked,
/// and so nobody can set a limit.
#[cfg(any(test, feature = "worker"))]
#[must_use]
pub fn has_signed(secret: &str, token: &str) -> bool {
    use hmac::{Hmac, KeyInit, Mac};
    let Some((input, signature)) = token.rsplit_once('.') else {
        return false;
    };
    let Some(signature) = shared::compact::from_base64url(signature) else {
        return false;
    };
    Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).is_ok_and(|mut mac| {
        mac.update(input.as_bytes());
        mac.verify_slice(&signature).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        for news in [
            News::Tried(12, "open sesame".into()),
            News::Found(1, "secret".into()),
            News::Exhausted,
        ] {
            assert_eq!(news.to_string().parse(), Ok(news));
        }
        let task = Task {
            pause_ms: 16,
            token: "a.b.c".into(),
        };
        assert_eq!(task.to_string().parse(), Ok(task));
        for text in ["", "tried", "tried x y", "found 1", READY] {
            assert_eq!(text.parse::<News>(), Err(NotUnderstood), "{text}");
        }
        assert_eq!("a.b.c".parse::<Task>(), Err(NotUnderstood));
    }

    #[test]
    fn a5_a_guess_is_right_or_wrong() {
        // {"alg":"HS256"} and {} under the secret `secret`.
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.";
        let signed = format!("{token}XmNK3GpH3Ys_7wsYBfq4C3M6goz71I7dTgUkuIa5lyQ");
        assert!(has_signed("secret", &signed));
        assert!(!has_signed("Secret", &signed));
        assert!(!has_signed("secret", token));
        assert!(!has_signed("secret", ""));
    }
}
