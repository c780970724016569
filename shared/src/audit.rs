//! What is written down about sign-ins and accounts.

crate::named_enum! {
    /// What happened.
    pub enum AuditEvent {
        /// An account was made.
        Register = "register",
        /// A user signed in.
        Login = "login",
        /// A client tried to sign in and failed.
        LoginFailed = "login_failed",
        /// The server told a client to wait before the next try.
        LoginThrottled = "login_throttled",
        /// A user signed out.
        Logout = "logout",
        /// The same browser signed in anew, which ended its session before.
        Replaced = "replaced",
        /// A used refresh token came again, and its session was ended.
        RefreshReused = "refresh_reused",
        /// A session was ended from the list, by its user or by an admin.
        SessionEnded = "session_ended",
        /// All sessions, or all but one, were ended.
        SessionsEnded = "sessions_ended",
        /// A login ended the sessions beyond the most that a user may have, the longest unused first.
        SessionsCapped = "sessions_capped",
        /// The password was changed, which ended the other sessions.
        PasswordChanged = "password_changed",
        /// The current password was asked for once more, and was wrong.
        PasswordRefused = "password_refused",
        /// The profile was changed.
        ProfileChanged = "profile_changed",
        /// An admin disabled the account, which ended its sessions.
        UserDisabled = "user_disabled",
        /// An admin enabled the account.
        UserEnabled = "user_enabled",
        /// The user deleted the account.
        UserDeleted = "user_deleted",
        /// A signing key was made.
        KeyAnnounced = "key_announced",
        /// A signing key was revoked, because its secret has leaked.
        KeyRevoked = "key_revoked",
        /// The secret of a signing key was wiped.
        KeyGone = "key_gone",
    }
    else {
        /// An event that this version does not know.
        Unknown = "unknown",
    }
}
