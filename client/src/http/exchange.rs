//! What was sent and what came back, for a program that shows it.

use super::{Call, Credential};
use shared::{Problem, Step};

/// One request and its answer, as they were.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Counts up from 1.
    pub id: u32,
    /// The step that it belongs to.
    pub step: Option<Step>,
    /// `GET`, `POST`.
    pub method: &'static str,
    /// The path that was asked.
    pub path: String,
    /// The headers that this page has set; the browser adds others that no script sees.
    pub request_headers: Vec<(&'static str, String)>,
    /// The body as it was sent.
    pub request_body: Option<String>,
    /// Whether the browser was allowed to add cookies.
    pub cookies: bool,
    /// When it was sent, in milliseconds since 1970 by this computer's clock.
    pub started_ms: f64,
    /// From sending to the last byte of the answer, in milliseconds.
    pub duration_ms: f64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer came.
    Answered(Answer),
    /// No answer came.
    Failed(Failure),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that a script may see.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: String,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No server is there.
    Unreachable,
    /// It took too long.
    TimedOut,
}

impl Exchange {
    pub(super) fn new(
        id: u32,
        call: Call,
        started_ms: f64,
        duration_ms: f64,
        outcome: Outcome,
    ) -> Self {
        Self {
            id,
            step: call.step,
            method: call.method,
            request_headers: call.headers(),
            path: call.path,
            request_body: call.body,
            cookies: call.credential != Credential::Nothing,
            started_ms,
            duration_ms,
            outcome,
        }
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|answer| answer.status)
    }

    /// The answer, if there was one.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Failed(_) => None,
        }
    }

    /// The problem that the server told, if it told one.
    pub fn problem(&self) -> Option<Problem> {
        let answer = self.answer().filter(|answer| answer.status >= 400)?;
        serde_json::from_str(&answer.body).ok()
    }
}

impl Answer {
    /// The value of a header, whose name is given in lower case as the browser does.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }
}
