//! What the two verifiers have said, and whether it is what the catalogue expects.

use crate::http::Answer;
use attacks::{Case, Expected};
use lesson_shared::lab::LabMe;
use shared::{Check, Problem};

#[derive(Clone, Debug, PartialEq)]
pub struct AttackResult {
    /// The genuine token that the forgery was made from.
    pub genuine: String,
    /// The token that was sent; empty where none was.
    pub forged: String,
    /// The public key in PEM, where the attack has computed it from signatures.
    pub recovered: Option<String>,
    pub judgements: Judgements,
}

/// What both verifiers have said to the same request.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgements {
    pub naive: Judgement,
    pub strict: Judgement,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    pub status: u16,
    pub body: String,
    /// The user that the request was accepted for.
    pub me: Option<LabMe>,
    pub problem: Option<Problem>,
}

impl Judgement {
    pub fn read(answer: Answer) -> Self {
        Self {
            status: answer.status,
            me: serde_json::from_str(&answer.body).ok().filter(|_| answer.status == 200),
            problem: serde_json::from_str(&answer.body).ok().filter(|_| answer.status >= 400),
            body: answer.body,
        }
    }

    pub const fn accepted(&self) -> bool {
        self.me.is_some()
    }

    pub fn check(&self) -> Option<Check> {
        self.problem.as_ref()?.check
    }

    /// The name of the mistake that let the request in, of the check that refused it, or else of the problem.
    pub fn reason(&self) -> Option<&'static str> {
        self.mistake().or_else(|| {
            let problem = self.problem.as_ref()?;
            Some(problem.check.map_or_else(|| problem.code.name(), Check::name))
        })
    }

    /// The mistake that let the request in.
    pub fn mistake(&self) -> Option<&'static str> {
        Some(self.me.as_ref()?.mistake?.name())
    }
}

shared::named_enum! {
    /// How a forgery went; the worst comes last.
    pub enum Grade {
        /// As expected, both verifiers have accepted it: nothing is wrong with the token.
        Lesson = "lesson",
        /// As expected, both have refused it.
        Futile = "futile",
        /// As expected, the naive verifier has accepted it, and the strict one has refused it by the expected check.
        Right = "right",
        /// The naive verifier has not made the expected mistake, so there is nothing to see.
        Dull = "dull",
        /// The strict verifier has accepted a forged token, or has refused it for another reason: a bug.
        Alarm = "alarm",
    }
}

impl Grade {
    /// Whether it went as the catalogue expects.
    pub fn is_expected(self) -> bool {
        self <= Self::Right
    }
}

impl AttackResult {
    pub fn grade(&self, case: &Case) -> Grade {
        let Judgements { naive, strict } = &self.judgements;
        let as_expected = match case.expected {
            Expected::Accepted => strict.accepted(),
            Expected::Check(check) => strict.check() == Some(check),
            Expected::Problem(code) => {
                strict.problem.as_ref().is_some_and(|problem| problem.code == code)
            }
        };
        if !as_expected {
            return Grade::Alarm;
        }
        match (case.fools_naive, naive.accepted()) {
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

    fn judgement(status: u16, body: &str) -> Judgement {
        Judgement::read(Answer { status, headers: Vec::new(), body: body.into() })
    }

    fn result(naive: Judgement, strict: Judgement) -> AttackResult {
        let judgements = Judgements { naive, strict };
        AttackResult { genuine: String::new(), forged: String::new(), recovered: None, judgements }
    }

    #[test]
    fn only_the_named_check_counts() {
        let case = &attacks::find("A1").unwrap().cases()[0];
        let me = r#"{"sub":"x","roles":["admin"],"mistake":"remembered_signature"}"#;
        let by = |check: Check| {
            let problem = Problem::new(ProblemCode::TokenInvalid, "no").by_check(check);
            judgement(401, &serde_json::to_string(&problem).unwrap())
        };
        assert_eq!(judgement(200, me).mistake(), Some("remembered_signature"));
        assert_eq!(by(Check::Signature).reason(), Some("signature"));
        for (naive, strict, grade) in [
            (judgement(200, me), by(Check::Signature), Grade::Right),
            (by(Check::Signature), by(Check::Signature), Grade::Dull),
            (judgement(200, me), by(Check::Expiry), Grade::Alarm),
            (judgement(200, me), judgement(200, me), Grade::Alarm),
            (judgement(200, me), judgement(502, ""), Grade::Alarm),
        ] {
            assert_eq!(result(naive, strict).grade(case), grade);
        }
        let futile = attacks::all().flat_map(attacks::Attack::cases);
        let futile = futile.into_iter().find(|case| !case.fools_naive).unwrap();
        let refusals = result(by(Check::Signature), by(Check::Signature));
        assert_eq!(refusals.grade(futile), Grade::Futile);
        assert_eq!(result(judgement(200, me), by(Check::Signature)).grade(futile), Grade::Dull);
        let harmless = &attacks::find("A35").unwrap().cases()[0];
        let lesson = result(judgement(200, me), judgement(200, me)).grade(harmless);
        assert_eq!(lesson, Grade::Lesson);
        assert!(lesson.is_expected() && !Grade::Dull.is_expected());
    }
}
