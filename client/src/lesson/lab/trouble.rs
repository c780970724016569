//! Why an attack could not be performed.

use crate::{
    http::{Answer, ApiError},
    lesson::crypto::CryptoError,
};
use attacks::ForgeError;

/// Why an attack could not be performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The server does not do its part.
    Api(ApiError),
    /// The server was asked too much, and wants to be left alone for so many seconds.
    TooMany(u32),
    /// The browser cannot make the signature.
    Crypto,
    /// The weak secret was not found.
    NotCracked,
    /// The public key was not found.
    NotRecovered,
    /// The server's genuine token is none.
    Material,
}

impl Trouble {
    /// Whether this answer says that there were too many requests.
    pub(super) fn too_many(answer: &Answer) -> Option<Self> {
        let seconds = answer.header("retry-after").and_then(|text| text.parse().ok());
        (answer.status == 429).then_some(Self::TooMany(seconds.unwrap_or(1)))
    }

    /// Whether it is the server that is missing, and not this attack that fails.
    pub(super) fn is_away(&self) -> bool {
        matches!(self, Self::Api(error) if error.is_transient())
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<CryptoError> for Trouble {
    fn from(_: CryptoError) -> Self {
        Self::Crypto
    }
}

impl From<ForgeError> for Trouble {
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
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: String::new(),
        };
        let told = answer(429, &[("retry-after", "7")]);
        assert_eq!(Trouble::too_many(&told), Some(Trouble::TooMany(7)));
        let untold = answer(429, &[]);
        assert_eq!(Trouble::too_many(&untold), Some(Trouble::TooMany(1)));
        assert_eq!(Trouble::too_many(&answer(401, &[("retry-after", "7")])), None);
    }
}
