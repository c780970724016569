//! How a call can fail.

use shared::{Check, Problem, ProblemCode};

/// Why there is no answer to a call, or not the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server refuses.
    Problem(Box<Problem>),
    /// No server answers.
    Unreachable,
    /// No answer came in time.
    TimedOut,
    /// This browser refuses to keep the token in the chosen place.
    NotKept,
    /// No user is signed in any more, so there is no token to ask with.
    SignedOut,
    /// The program could not load the code that sends the call.
    NotLoaded,
    /// The answer is not one of this server's interface.
    Unreadable { status: u16 },
}

impl ApiError {
    /// The server sends its failures as problems (RFC 9457). Any other 5xx comes from a gateway (502, 504) or from the
    /// proxy of `trunk serve` (500), which do not reach the server.
    pub(super) fn unreadable(status: u16) -> Self {
        match status {
            500.. => Self::Unreachable,
            _ => Self::Unreadable { status },
        }
    }

    /// Whether the server does not answer.
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
