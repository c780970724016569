//! How a call can fail.

use super::{Answer, Failure};
use shared::{Check, Problem, ProblemCode};

/// Why there is no answer to a call, or not the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server says what is wrong.
    Problem(Box<Problem>),
    /// No server answers.
    Unreachable,
    /// No answer came in time.
    TimedOut,
    /// This browser refuses to keep the token in the chosen place.
    NotKept,
    /// No user is signed in any more, so there is no token to ask with.
    SignedOut,
    /// The code that would have asked is not there: the program could not load it.
    NotLoaded,
    /// Something answered that does not speak this interface.
    Unreadable {
        /// The HTTP status that it used.
        status: u16,
    },
}

impl ApiError {
    /// The server tells its failures as problems. Any other 5xx is from something in front of it that
    /// reaches no server: a gateway (502, 504), or the proxy of `trunk serve` (500).
    pub(super) fn unreadable(answer: &Answer) -> Self {
        match answer.status {
            500.. => Self::Unreachable,
            status => Self::Unreadable { status },
        }
    }

    /// Whether it is the server that is missing, and trying again later makes sense.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut)
    }

    /// Whether the same call may succeed later.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Problem(problem) => problem.status >= 500,
            Self::Unreachable | Self::TimedOut | Self::Unreadable { .. } => true,
            Self::NotKept | Self::SignedOut | Self::NotLoaded => false,
        }
    }

    /// The status that the server, or something in front of it, has refused with.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => Some(problem.status),
            Self::Unreadable { status } => Some(*status),
            _ => None,
        }
    }

    /// The code of the server's problem, if it told one.
    pub fn code(&self) -> Option<ProblemCode> {
        Some(self.problem()?.code)
    }

    /// The check of the verifier that refused the token.
    pub fn check(&self) -> Option<Check> {
        self.problem()?.check
    }

    /// The request field that the server objects to.
    pub fn field(&self) -> Option<&str> {
        self.problem()?.field.as_deref()
    }

    fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// A stable name for every kind of failure: the problem's code, or what stands for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Problem(problem) => problem.code.name(),
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::NotKept => "not_kept",
            Self::SignedOut => "signed_out",
            Self::NotLoaded => "not_loaded",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unreachable => Self::Unreachable,
            Failure::TimedOut => Self::TimedOut,
        }
    }
}
