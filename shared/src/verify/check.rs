//! The names of the checks, and the report of how far a token got.

use super::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// One check of the verifier. They run in this order, and the first that refuses is the last
        /// that runs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Check { $($(#[$doc])* $variant,)* }

        impl Check {
            /// All checks in the order in which they run.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name used in problems, logs and links.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

checks! {
    /// Not longer than [`MAX_TOKEN_BYTES`](crate::compact::MAX_TOKEN_BYTES).
    Length = "length",
    /// Header, payload and signature, none empty.
    Parts = "parts",
    /// Each part in canonical base64url.
    Encoding = "encoding",
    /// The header is a JSON object with no member twice.
    HeaderJson = "header_json",
    /// The header has `alg`, `typ` and `kid`, and nothing that could bring a key along.
    HeaderMembers = "header_members",
    /// `typ` says access token.
    Type = "type",
    /// `kid` names a key that the verifier has.
    KeyId = "key_id",
    /// `alg` is the algorithm of that key.
    Algorithm = "algorithm",
    /// The key has signed exactly this header and payload.
    Signature = "signature",
    /// The payload is a JSON object with no member twice.
    PayloadJson = "payload_json",
    /// The claims are there, have the right types, and there are no others.
    Claims = "claims",
    /// `iss` is the expected issuer.
    Issuer = "issuer",
    /// `aud` is the expected audience.
    Audience = "audience",
    /// `iat` and `nbf` are not in the future.
    NotBefore = "not_before",
    /// From `iat` to `exp` is not longer than allowed.
    Lifetime = "lifetime",
    /// `exp` has not passed.
    Expiry = "expiry",
    /// The session has not been ended. Only the server can know.
    Session = "session",
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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
    fn names_and_json_agree() {
        for check in Check::ALL {
            assert_eq!(
                serde_json::to_string(check).unwrap(),
                format!("\"{check}\"")
            );
        }
    }

    #[test]
    fn a_report_has_a_verdict_for_each_check() {
        let lines: Vec<_> = report(Some(&Refusal::WrongSignature)).collect();
        assert_eq!(lines.len(), Check::ALL.len());
        assert_eq!(lines[7], (Check::Algorithm, Verdict::Passed));
        assert_eq!(
            lines[8],
            (Check::Signature, Verdict::Refused(Refusal::WrongSignature))
        );
        assert_eq!(lines[9], (Check::PayloadJson, Verdict::NotReached));
        assert!(report(None).all(|(_, verdict)| verdict == Verdict::Passed));
    }
}
