//! What was sent and what came back, for a program that shows it.

use super::ApiError;
use shared::{Problem, Step};

/// What an observer is told.
#[derive(Clone, Debug)]
pub enum Seen {
    Exchange(Box<Exchange>),
    /// The session is over, and the observer has to forget what it has seen: another user may use this page next, and
    /// a password is among what was sent.
    End,
}

/// One request and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Counts up from 1.
    pub id: u32,
    /// The step of the login that sent it.
    pub step: Option<Step>,
    pub method: &'static str,
    pub path: String,
    /// The headers that this page has set; the browser adds others that no script sees.
    pub request_headers: Vec<(&'static str, String)>,
    pub request_body: Option<String>,
    /// Whether the browser was allowed to add cookies.
    pub cookies: bool,
    /// When it was sent, in milliseconds since 1970 by this computer's clock.
    pub started_ms: f64,
    /// From sending to the last byte of the answer, in milliseconds.
    pub duration_ms: f64,
    /// The answer, or why none came.
    pub outcome: Result<Answer, ApiError>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The headers that a script may see.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Exchange {
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|answer| answer.status)
    }

    pub fn answer(&self) -> Option<&Answer> {
        self.outcome.as_ref().ok()
    }

    /// The problem that the server told, if it told one.
    pub fn problem(&self) -> Option<Problem> {
        let answer = self.answer().filter(|answer| answer.status >= 400)?;
        serde_json::from_str(&answer.body).ok()
    }
}

impl Answer {
    /// The value of the header `name`, which is in lower case, as the browser gives it.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }
}
