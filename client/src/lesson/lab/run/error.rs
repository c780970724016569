//! Why an attack could not be performed.

use crate::{
    http::{Answer, ApiError},
    lesson::crypto::CryptoError,
};
use attacks::ForgeError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttackError {
    /// The server does not do its part.
    Api(ApiError),
    /// The server asks to wait for so many seconds.
    TooMany(u32),
    /// The browser cannot make the signature.
    Crypto,
    NotCracked,
    NotRecovered,
    /// What the lab has issued is no token, or lacks the key that the attack needs.
    Material,
}

impl AttackError {
    /// An answer with status 429 as an error; without `Retry-After` the wait is one second.
    pub fn too_many(answer: &Answer) -> Option<Self> {
        let seconds = answer.header("retry-after").and_then(|text| text.parse().ok());
        (answer.status == 429).then_some(Self::TooMany(seconds.unwrap_or(1)))
    }

    /// Whether the server is missing, so that other attacks would fail as well.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Api(error) if error.is_transient())
    }
}

impl From<ApiError> for AttackError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<CryptoError> for AttackError {
    fn from(_: CryptoError) -> Self {
        Self::Crypto
    }
}

impl From<ForgeError> for AttackError {
    fn from(_: ForgeError) -> Self {
        Self::Material
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn too_many_requests_are_told_with_the_time_to_wait() {
        let answer = |status, headers: &[(&str, &str)]| Answer {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            body: String::new(),
        };
        let told = answer(429, &[("retry-after", "7")]);
        assert_eq!(AttackError::too_many(&told), Some(AttackError::TooMany(7)));
        let untold = answer(429, &[]);
        assert_eq!(AttackError::too_many(&untold), Some(AttackError::TooMany(1)));
        assert_eq!(AttackError::too_many(&answer(401, &[("retry-after", "7")])), None);
    }
}
