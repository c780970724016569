//! What the two verifiers said, and whether it is what the catalogue says.

use crate::http::Answer;
use attacks::{Case, Expected};
use lesson_shared::lab::LabMe;
use shared::{Check, Problem};

/// A forgery that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    /// The token that it was made from.
    pub(super) genuine: String,
    /// The token that was sent; empty where none was.
    pub(super) forged: String,
    /// The public key that was worked out for it, in PEM.
    pub(super) recovered: Option<String>,
    pub(super) naive: Said,
    pub(super) strict: Said,
}

/// What a verifier said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) body: String,
    /// Whom it took the request for, if it let it in.
    pub(super) me: Option<LabMe>,
    pub(super) problem: Option<Problem>,
}

impl Said {
    pub(super) fn read(answer: Answer) -> Self {
        Self {
            status: answer.status,
            me: serde_json::from_str(&answer.body).ok().filter(|_| answer.status == 200),
            problem: serde_json::from_str(&answer.body).ok().filter(|_| answer.status >= 400),
            body: answer.body,
        }
    }

    pub(super) const fn accepted(&self) -> bool {
        self.me.is_some()
    }

    /// The check that refused, if one did.
    pub(super) fn check(&self) -> Option<Check> {
        self.problem.as_ref()?.check
    }

    /// The name of the check or, where none was involved, of the problem.
    pub(super) fn reason(&self) -> Option<&'static str> {
        let problem = self.problem.as_ref()?;
        Some(problem.check.map_or_else(|| problem.code.name(), Check::name))
    }

    /// The mistake that let the request in.
    pub(super) fn mistake(&self) -> Option<&'static str> {
        Some(self.me.as_ref()?.mistake?.name())
    }
}

/// How a forgery went; the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Both have let it in, as the catalogue says: nothing is wrong with the token.
    Lesson,
    /// Both have refused it, as the catalogue says.
    Futile,
    /// The naive verifier has fallen for it, and the strict one has refused it by the check of the catalogue.
    Right,
    /// The naive verifier has not done what the catalogue says, so there is nothing to see.
    Dull,
    /// The strict verifier has let a forged token in, or has refused for another reason: a bug.
    Alarm,
}

impl Grade {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Futile => "futile",
            Self::Right => "right",
            Self::Dull => "dull",
            Self::Alarm => "alarm",
        }
    }

    /// Whether it went as the catalogue says.
    pub(super) fn is_expected(self) -> bool {
        self <= Self::Right
    }
}

impl Outcome {
    pub(super) fn grade(&self, case: &Case) -> Grade {
        let strict = match case.expected {
            Expected::Accepted => self.strict.accepted(),
            Expected::Check(check) => self.strict.check() == Some(check),
            Expected::Problem(code) => {
                let problem = self.strict.problem.as_ref();
                problem.is_some_and(|problem| problem.code == code)
            }
        };
        if !strict {
            return Grade::Alarm;
        }
        match (case.fools_naive, self.naive.accepted()) {
            (true, true) if case.expected == Expected::Accepted => Grade::Lesson,
            (true, true) => Grade::Right,
            (false, false) => Grade::Futile,
            (true, false) | (false, true) => Grade::Dull,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ProblemCode;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn said(status: u16, body: &str) -> Said {
        Said::read(Answer { status, headers: Vec::new(), body: body.into() })
    }

    fn outcome(naive: Said, strict: Said) -> Outcome {
        Outcome { genuine: String::new(), forged: String::new(), recovered: None, naive, strict }
    }

    #[test]
    fn only_the_named_check_counts() {
        let case = &attacks::find("A1").unwrap().cases()[0];
        let me = r#"{"sub":"x","roles":["admin"],"mistake":"remembered_signature"}"#;
        let by = |check: Check| {
            let problem = Problem::new(ProblemCode::TokenInvalid, "no").by_check(check);
            said(401, &serde_json::to_string(&problem).unwrap())
        };
        assert_eq!(said(200, me).mistake(), Some("remembered_signature"));
        assert_eq!(by(Check::Signature).reason(), Some("signature"));
        for (naive, strict, grade) in [
            (said(200, me), by(Check::Signature), Grade::Right),
            (by(Check::Signature), by(Check::Signature), Grade::Dull),
            (said(200, me), by(Check::Expiry), Grade::Alarm),
            (said(200, me), said(200, me), Grade::Alarm),
            (said(200, me), said(502, ""), Grade::Alarm),
        ] {
            assert_eq!(outcome(naive, strict).grade(case), grade);
        }
        let futile = attacks::all().flat_map(attacks::Attack::cases);
        let futile = futile.into_iter().find(|case| !case.fools_naive).unwrap();
        let refusals = outcome(by(Check::Signature), by(Check::Signature));
        assert_eq!(refusals.grade(futile), Grade::Futile);
        assert_eq!(outcome(said(200, me), by(Check::Signature)).grade(futile), Grade::Dull);
        let harmless = &attacks::find("A35").unwrap().cases()[0];
        let lesson = outcome(said(200, me), said(200, me)).grade(harmless);
        assert_eq!(lesson, Grade::Lesson);
        assert!(lesson.is_expected() && !Grade::Dull.is_expected());
    }
}
