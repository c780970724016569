//! What an admin sees and does. Times are unix milliseconds.

use super::account::Device;
use crate::{AuditEvent, Role, verify::Algorithm};
use serde::{Deserialize, Serialize};

/// A user as an admin sees one. What the user keeps in the profile is not an admin's to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserItem {
    /// The opaque id, the `sub` of the tokens.
    pub id: String,
    /// The name.
    pub username: String,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// When the account was made.
    pub created_at: i64,
    /// When the user signed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login_at: Option<i64>,
    /// Since when it may not sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<i64>,
    /// How many sessions can still be renewed.
    pub sessions: u32,
}

/// Disables or enables an account. Disabling ends its sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeUser {
    /// Whether it may not sign in.
    pub disabled: bool,
}

/// The signing keys, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningKeys {
    /// The keys, those that are gone included.
    pub keys: Vec<SigningKeyItem>,
}

/// A signing key, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningKeyItem {
    /// The id by which tokens name it.
    pub kid: String,
    /// Its one algorithm.
    pub algorithm: Algorithm,
    /// What it does now.
    pub state: KeyState,
    /// When it was made.
    pub created_at: i64,
    /// From when on it signs.
    pub signs_from: i64,
    /// Until when it verifies; absent while no successor is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifies_until: Option<i64>,
}

crate::named_enum! {
    /// What a signing key does. Time drives it from each state to the next.
    pub enum KeyState {
        /// Published for verifiers, and not signing yet.
        Announced = "announced",
        /// Signs new tokens.
        Signing = "signing",
        /// Signs no more; its tokens are still good.
        Verifying = "verifying",
        /// Its last token has expired, and its secret was wiped.
        Gone = "gone",
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditItem {
    /// Its id.
    pub id: String,
    /// When.
    pub at: i64,
    /// What.
    pub event: AuditEvent,
    /// To whom: the name, while the account is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// To whom: the opaque id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Which session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// The name of the admin who did it to another user, while that account is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The opaque id of that admin, which stays when the account goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<String>,
    /// The address that the request came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The device that the request came from.
    #[serde(default)]
    pub device: Device,
}
