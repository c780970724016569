//! A forged token before it is signed.

use shared::compact::base64url;

/// What an attacker has in hand.
#[derive(Clone, Copy, Debug)]
pub struct Materials<'a> {
    /// A genuine token of the case's algorithm and key.
    pub token: &'a str,
    /// The secret of the weak key, found by guessing. Only cases that start from that key need it.
    pub secret: &'a str,
    /// The public key behind the token, as the server publishes it: PEM. Symmetric keys have none.
    pub pem: &'a str,
}

/// A forged token that may still need a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What has to be signed, if anything: header and payload with a dot between them.
    pub input: String,
    pub signing: Signing,
}

/// How a forged token comes to its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    /// It needs none that it does not have: this is the whole token.
    Done(String),
    /// HMAC with SHA-256 under this secret.
    Hmac(Vec<u8>),
    /// ES256 with the attacker's own key, [`ATTACKER_KEY`](lesson_shared::lab::world::ATTACKER_KEY).
    Attacker,
}

impl Draft {
    /// The forged token. `signature` is the one over [`input`](Self::input), and is not looked at where
    /// none is needed.
    pub fn token(self, signature: &[u8]) -> String {
        match self.signing {
            Signing::Done(token) => token,
            Signing::Hmac(_) | Signing::Attacker => {
                format!("{}.{}", self.input, base64url(signature))
            }
        }
    }
}

/// Why nothing can be forged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForgeError {
    /// What was given as a genuine token is none.
    #[error("this is no token with a JSON object as header and as payload")]
    NotAToken,
}
