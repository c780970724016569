//! The mistakes of the naive verifier.

shared::named_enum! {
    /// Why the naive verifier let a request in.
    pub enum Mistake {
        // How the signature is checked.
        /// The header said `none`, so none was asked for.
        AlgNone = "alg_none",
        /// There was no signature to check, so none was checked.
        MissingSignature = "missing_signature",
        /// It does not know this `alg`, and an unknown algorithm skips the check.
        UnknownAlgorithm = "unknown_algorithm",
        /// It remembers a signature that was right once, but not the text that was signed.
        RememberedSignature = "remembered_signature",
        /// Only as many bytes were compared as there were.
        ShortComparison = "short_comparison",
        /// An ECDSA signature of zeros fits every message when its range is not checked (CVE-2022-21449).
        ZeroSignature = "zero_signature",
        /// The token chose HMAC, and the public key served as the secret.
        PublicKeyAsSecret = "public_key_as_secret",
        /// The key had no secret, and HMAC takes an empty one.
        EmptyKey = "empty_key",
        /// An unknown key id got the default secret.
        DefaultKey = "default_key",

        // Where the key comes from.
        /// The token brought its own key, in `jwk`.
        KeyFromHeader = "key_from_header",
        /// The token said where to fetch the key, in `jku` or `x5u`.
        UrlFromHeader = "url_from_header",
        /// The token brought a certificate without a trusted issuer, in `x5c`.
        CertificateFromHeader = "certificate_from_header",
        /// `kid` was the name of a file.
        KidAsPath = "kid_as_path",
        /// `kid` became a part of a query.
        KidInSql = "kid_in_sql",
        /// `kid` became a part of a command.
        KidInShell = "kid_in_shell",
        /// `kid` was read up to a NUL byte.
        NulEndsText = "nul_ends_text",

        // How the token is written.
        /// It has no limit.
        UncheckedLength = "unchecked_length",
        /// Parts behind the third were ignored.
        ExtraParts = "extra_parts",
        /// Padding, other alphabets, foreign characters and trailing bits were put up with.
        LenientBase64 = "lenient_base64",
        /// The JSON serialization was taken for a token.
        JsonSerialization = "json_serialization",
        /// The token in the token was believed because of its cover.
        NestedToken = "nested_token",
        /// What came encrypted was believed without a signature.
        EncryptedUnsigned = "encrypted_unsigned",
        /// A member came twice, and the last one won.
        DuplicateMember = "duplicate_member",
        /// An extension that has to be understood was not.
        IgnoredCritical = "ignored_critical",
        /// A header member that it does not know was ignored.
        IgnoredHeader = "ignored_header",
        /// Text that is not UTF-8 was mended.
        LossyText = "lossy_text",
        /// The payload could not be read, and it went on as if there were no claims.
        UnreadableClaims = "unreadable_claims",

        // What the claims say.
        /// It takes any kind of token.
        UncheckedType = "unchecked_type",
        /// Claims of any type, any number of them.
        LooseClaims = "loose_claims",
        /// It takes tokens of any issuer.
        UncheckedIssuer = "unchecked_issuer",
        /// It takes tokens for every audience.
        UncheckedAudience = "unchecked_audience",
        /// It takes tokens from the future.
        UncheckedNotBefore = "unchecked_not_before",
        /// It takes tokens that live for years.
        UncheckedLifetime = "unchecked_lifetime",
        /// It takes tokens that have expired.
        UncheckedExpiry = "unchecked_expiry",
        /// It never hears that a session has ended.
        UncheckedSession = "unchecked_session",
        /// Every token is enough for what takes a role.
        UncheckedRole = "unchecked_role",

        // How the token comes.
        /// It looks for a token in the query and in the body, too, and takes the first of several.
        TokenAnywhere = "token_anywhere",
        /// A request without a token is taken for a user.
        DefaultUser = "default_user",
    }
}
