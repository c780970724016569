//! The algorithms that sign tokens.

crate::named_enum! {
    /// How a key signs (RFC 7518 §3.1, RFC 8037). One key has one algorithm, and the token does not get to
    /// choose (RFC 8725 §3.1).
    pub enum Algorithm {
        /// HMAC with SHA-256: one secret signs and verifies.
        Hs256 = "HS256",
        /// Ed25519.
        EdDsa = "EdDSA",
        /// ECDSA on P-256 with SHA-256.
        Es256 = "ES256",
        /// RSA PKCS#1 v1.5 with SHA-256.
        Rs256 = "RS256",
    }
}
