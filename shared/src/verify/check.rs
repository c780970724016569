//! The names of the checks.

crate::named_enum! {
    /// One check of the verifier. They run in this order, and the first that refuses is the last
    /// that runs.
    pub enum Check {
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
}
