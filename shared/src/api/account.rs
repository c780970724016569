//! What a signed-in user does with the own account. Times are unix milliseconds.

use super::StorageMode;
use crate::credentials::Password;
use serde::{Deserialize, Serialize};

/// What a person wants to be kept about them. It is sealed in the database and in no token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Counts the changes; 0 for a profile that was never written. A change has to name the version
    /// that it is a change of, so that of two at once none is lost.
    #[serde(default)]
    pub version: i64,
    /// How to be called.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")
    )]
    pub display_name: String,
    /// E-mail address, as typed.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")
    )]
    pub email: String,
    /// Phone number, as typed.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")
    )]
    pub phone: String,
    /// Anything.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, pattern = "^[^\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]*$")
    )]
    pub note: String,
    /// Fields of one's own.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub more: Vec<ProfileField>,
}

/// A field that the user has thought of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileField {
    /// What it is.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 200,
            pattern = "^[^\\x00-\\x20\\x7f-\\xa0][^\\x00-\\x1f\\x7f-\\x9f]*$"
        )
    )]
    pub name: String,
    /// What it says.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")
    )]
    pub value: String,
}

impl Profile {
    /// Most characters of a name, an e-mail address, a phone number, and of both parts of a
    /// [`ProfileField`].
    pub const MAX_LINE: usize = 200;
    /// Most characters of the note.
    pub const MAX_NOTE: usize = 2000;
    /// Most fields of one's own.
    pub const MAX_MORE: usize = 20;
}

/// Puts a new password in the place of the old one, and ends the other sessions.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password of today.
    pub current: Password,
    /// The one to come.
    pub new: Password,
}

/// Deletes the account and everything in it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeleteAccount {
    /// The password, because a token alone shall not be enough for this.
    pub password: Password,
}

/// A session that can still be renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionItem {
    /// The `sid` of its tokens.
    pub id: String,
    /// Whether it is the session that asks.
    pub current: bool,
    /// When the user signed in.
    pub created_at: i64,
    /// When a token was issued last.
    pub last_used_at: i64,
    /// When it ends unless it is renewed.
    pub expires_at: i64,
    /// Where the client keeps the access token.
    pub storage: StorageMode,
    /// The address that it was used from last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The device that it was used from last.
    #[serde(default)]
    pub device: Device,
}

/// What a browser says that it is: names for people to recognize, and no proof of anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// Like `Firefox`; absent when it is not recognized.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// Like `Windows`; absent when it is not recognized.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
}
