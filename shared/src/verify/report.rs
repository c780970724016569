//! The report of how far a token got.

use super::{Check, Refusal};

/// How a token fared in one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing wrong here.
    Passed,
    /// This is why the token is refused.
    Refused(Refusal),
    /// An earlier check refused it already.
    NotReached,
}

/// Every check with its verdict. `refusal` is what the verifier said, `None` when it was content.
pub fn report(refusal: Option<&Refusal>) -> impl Iterator<Item = (Check, Verdict)> {
    let refused = refusal.map(|refusal| (refusal.check(), refusal));
    Check::ALL.iter().map(move |&check| {
        let verdict = match refused {
            Some((at, refusal)) if check == at => Verdict::Refused(refusal.clone()),
            Some((at, _)) if check > at => Verdict::NotReached,
            _ => Verdict::Passed,
        };
        (check, verdict)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_a_verdict_for_each_check() {
        let lines: Vec<_> = report(Some(&Refusal::WrongSignature)).collect();
        assert_eq!(lines.len(), Check::ALL.len());
        assert_eq!(lines[7], (Check::Algorithm, Verdict::Passed));
        assert_eq!(lines[8], (Check::Signature, Verdict::Refused(Refusal::WrongSignature)));
        assert_eq!(lines[9], (Check::PayloadJson, Verdict::NotReached));
        assert!(report(None).all(|(_, verdict)| verdict == Verdict::Passed));
    }
}
