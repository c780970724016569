//! The policy of a verifier.

/// The issuer, audience and times that a verifier accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPolicy {
    issuer: String,
    audience: String,
    leeway: u32,
    max_lifetime: u32,
}

impl TokenPolicy {
    /// The most leeway there can be, in seconds: clocks of one service do not differ by more.
    pub const MAX_LEEWAY: u32 = 30;
    /// The longest lifetime there can be, in seconds: 15 minutes.
    pub const MAX_LIFETIME: u32 = 15 * 60;

    /// A policy for tokens of exactly this issuer for exactly this audience. `leeway` is how many
    /// seconds two clocks may differ, `max_lifetime` how many seconds a token may live.
    pub fn new(
        issuer: impl Into<String>,
        audience: impl Into<String>,
        leeway: u32,
        max_lifetime: u32,
    ) -> Result<Self, PolicyError> {
        let (issuer, audience) = (issuer.into(), audience.into());
        if issuer.is_empty() {
            return Err(PolicyError::NoIssuer);
        }
        if audience.is_empty() {
            return Err(PolicyError::NoAudience);
        }
        if leeway > Self::MAX_LEEWAY {
            return Err(PolicyError::Leeway { asked: leeway });
        }
        if max_lifetime == 0 || max_lifetime > Self::MAX_LIFETIME {
            return Err(PolicyError::Lifetime { asked: max_lifetime });
        }
        Ok(Self { issuer, audience, leeway, max_lifetime })
    }

    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// Seconds that two clocks may differ.
    pub const fn leeway(&self) -> u32 {
        self.leeway
    }

    /// Seconds that a token may live.
    pub const fn max_lifetime(&self) -> u32 {
        self.max_lifetime
    }
}

/// Why a policy is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("the issuer is empty; name the URL under which the server is known")]
    NoIssuer,
    #[error("the audience is empty; name the service that the tokens are for")]
    NoAudience,
    #[error(
        "a leeway of {asked} s lets expired tokens live on; use at most {} s and set the clocks",
        TokenPolicy::MAX_LEEWAY
    )]
    Leeway { asked: u32 },
    #[error(
        "an access token lifetime of {asked} s is out of range: use 1 to {} s, because a stolen token \
         is good until it expires; renewal keeps people signed in",
        TokenPolicy::MAX_LIFETIME
    )]
    Lifetime { asked: u32 },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s11_more_than_30_s_of_leeway_is_refused() {
        assert!(TokenPolicy::new("i", "a", 30, 600).is_ok());
        for asked in [31, 121] {
            assert_eq!(TokenPolicy::new("i", "a", asked, 600), Err(PolicyError::Leeway { asked }));
        }
    }

    #[test]
    fn s14_more_than_15_min_of_lifetime_is_refused_with_the_reason() {
        assert!(TokenPolicy::new("i", "a", 5, 900).is_ok());
        for asked in [0, 901] {
            let error = TokenPolicy::new("i", "a", 5, asked).unwrap_err();
            assert_eq!(error, PolicyError::Lifetime { asked });
            assert!(error.to_string().contains("stolen"));
        }
    }

    #[test]
    fn s06_s07_a_policy_without_issuer_or_audience_is_refused() {
        assert_eq!(TokenPolicy::new("", "a", 5, 600), Err(PolicyError::NoIssuer));
        assert_eq!(TokenPolicy::new("i", "", 5, 600), Err(PolicyError::NoAudience));
    }
}
