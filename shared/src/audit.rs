//! What is written down about sign-ins and accounts.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! audit_events {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What happened. [`Unknown`](Self::Unknown) stands for events of a newer version.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum AuditEvent {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
            /// An event that this version does not know.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl AuditEvent {
            /// All events that this version writes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in JSON, in the table and in filters.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* Self::Unknown => "unknown" }
            }

            /// The event with this [`name`](Self::name).
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|event| event.name() == name)
            }
        }
    };
}

audit_events! {
    /// An account was made.
    Register = "register",
    /// Somebody signed in.
    Login = "login",
    /// Somebody tried to, and failed.
    LoginFailed = "login_failed",
    /// Somebody was told to wait before trying again.
    LoginThrottled = "login_throttled",
    /// Somebody signed out.
    Logout = "logout",
    /// The same browser signed in anew, which ended its session before.
    Replaced = "replaced",
    /// A used refresh token came again, and its session was ended.
    RefreshReused = "refresh_reused",
    /// A session was ended from the list, by its user or by an admin.
    SessionEnded = "session_ended",
    /// All sessions, or all but one, were ended.
    SessionsEnded = "sessions_ended",
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
    /// The secret of a signing key was wiped.
    KeyGone = "key_gone",
}

impl fmt::Display for AuditEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_json_agree_and_a_newer_event_is_understood() {
        for event in AuditEvent::ALL {
            assert_eq!(serde_json::to_string(event).unwrap(), format!("\"{event}\""));
            assert_eq!(AuditEvent::from_name(event.name()), Some(*event));
        }
        let newer: AuditEvent = serde_json::from_str("\"moon_landed\"").unwrap();
        assert_eq!(newer, AuditEvent::Unknown);
        assert_eq!(AuditEvent::from_name("unknown"), None);
    }
}
