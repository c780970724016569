//! The stages of a request, as the server names the work that it does to answer.

crate::named_enum! {
    /// A piece of work of the server. The order is roughly the one in which they run.
    pub enum Stage {
        /// The user was looked for by name.
        FindUser = "find_user",
        /// It was asked whether one more try is allowed.
        Limits = "limits",
        /// The password was hashed and compared, waiting for a place included.
        Password = "password",
        /// A session was written, with its audit event.
        SessionRow = "session_row",
        /// The session of a refresh token was looked for.
        FindSession = "find_session",
        /// The counter of the session was moved on, by one statement.
        RenewalRow = "renewal_row",
        /// The session was ended, with its audit event.
        EndRow = "end_row",
        /// The seal of a refresh token was compared.
        Seal = "seal",
        /// The claims were written and signed.
        Sign = "sign",
        /// The token was taken apart and its header checked.
        Parse = "parse",
        /// The signature was checked.
        Signature = "signature",
        /// The claims were checked.
        Claims = "claims",
        /// It was asked, in memory, whether the session has ended.
        Revoked = "revoked",
        /// How often the database was asked: by a statement, or by a transaction of several.
        Db = "db",
        /// From the request to its answer.
        Total = "total",
    }
}
