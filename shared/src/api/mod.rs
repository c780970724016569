//! Paths and messages of the HTTP interface, a section per step; what a signed-in user does with an
//! account is in [`account`], what an admin does in [`admin`], and lists come in [`page`]s. JSON in and out; failures are [`Problem`](crate::Problem)s.

pub mod account;
pub mod admin;
pub mod page;

pub use page::Page;

use crate::{Role, UnixSeconds, credentials::Password};
use serde::{Deserialize, Serialize};

/// Where things are asked for.
pub mod paths {
    /// `POST` [`RegisterRequest`](super::RegisterRequest): 201.
    pub const REGISTER: &str = "/api/auth/register";
    /// `POST` [`LoginRequest`](super::LoginRequest): 200 [`TokenGrant`](super::TokenGrant).
    pub const LOGIN: &str = "/api/auth/login";
    /// `POST` [`Empty`](super::Empty) with the refresh cookie: 200 [`TokenGrant`](super::TokenGrant).
    pub const REFRESH: &str = "/api/auth/refresh";
    /// `POST` [`Empty`](super::Empty) with the token or the refresh cookie: 204.
    pub const LOGOUT: &str = "/api/auth/logout";
    /// `GET` with the token: 200 [`Me`](super::Me). `DELETE`
    /// [`DeleteAccount`](super::account::DeleteAccount): 204.
    pub const ME: &str = "/api/me";
    /// `GET`: 200 [`Profile`](super::account::Profile). `PUT` the same: 200 with its new version.
    pub const PROFILE: &str = "/api/me/profile";
    /// `PUT` [`ChangePassword`](super::account::ChangePassword): 204.
    pub const PASSWORD: &str = "/api/me/password";
    /// `GET` with a [`page`](super::page): 200 [`Page`](super::Page) of
    /// [`SessionItem`](super::account::SessionItem). `DELETE`: 204, ends all sessions; with
    /// `?keep=current` all but the one that asks.
    pub const SESSIONS: &str = "/api/me/sessions";
    /// `DELETE`: 204, ends one session.
    pub const SESSION: &str = "/api/me/sessions/{id}";

    /// `GET` with a [`page`](super::page) and `?search=` the beginning of a name: 200
    /// [`Page`](super::Page) of [`UserItem`](super::admin::UserItem).
    pub const ADMIN_USERS: &str = "/api/admin/users";
    /// `PATCH` [`ChangeUser`](super::admin::ChangeUser): 200 [`UserItem`](super::admin::UserItem).
    pub const ADMIN_USER: &str = "/api/admin/users/{id}";
    /// `GET` with a [`page`](super::page): 200 [`Page`](super::Page) of
    /// [`SessionItem`](super::account::SessionItem). `DELETE`: 204, ends them all.
    pub const ADMIN_USER_SESSIONS: &str = "/api/admin/users/{id}/sessions";
    /// `DELETE`: 204, ends one session.
    pub const ADMIN_USER_SESSION: &str = "/api/admin/users/{id}/sessions/{session}";
    /// `GET`: 200 [`SigningKeys`](super::admin::SigningKeys).
    pub const ADMIN_KEYS: &str = "/api/admin/keys";
    /// `POST` [`Empty`](super::Empty): 200 [`SigningKeys`](super::admin::SigningKeys).
    pub const ADMIN_KEYS_ROTATE: &str = "/api/admin/keys/rotate";
    /// `GET` with a [`page`](super::page), `?event=` a name of [`AuditEvent`](crate::AuditEvent),
    /// `?user=` a whole user name: 200 [`Page`](super::Page) of [`AuditItem`](super::admin::AuditItem).
    pub const ADMIN_AUDIT: &str = "/api/admin/audit";

    /// `GET`: 200, the public keys (RFC 7517).
    pub const JWKS: &str = "/.well-known/jwks.json";
    /// `GET`: 200, what there is to know about the issuer (RFC 8414).
    pub const METADATA: &str = "/.well-known/oauth-authorization-server";
    /// `GET`: 200, the description of this interface (OpenAPI 3.1).
    pub const OPENAPI: &str = "/api/openapi.json";
    /// `GET`: 200, the description for people.
    pub const DOCS: &str = "/api/docs";
    /// `GET`: 200 [`ServerInfo`](super::ServerInfo).
    pub const INFO: &str = "/api/info";
}

/// The `__Host-` prefix makes the browser insist on `Secure`, `Path=/` and no `Domain`
/// (RFC 6265bis §4.1.3.2). Plain http on localhost has to do without it.
pub const SECURE_COOKIE_PREFIX: &str = "__Host-";
/// Http-only cookie with the refresh token; with [`SECURE_COOKIE_PREFIX`] on https.
pub const REFRESH_COOKIE: &str = "claimcheck_refresh";
/// Http-only cookie with the access token in [`StorageMode::HttpOnlyCookie`]; prefixed likewise.
pub const ACCESS_COOKIE: &str = "claimcheck_access";
/// Http-only cookie of a browser in which a user has signed in; prefixed likewise. It outlives sessions.
pub const DEVICE_COOKIE: &str = "claimcheck_device";

/// A body with nothing in it: `{}`. The endpoints that only read a cookie still want JSON, because a
/// form on another site cannot send it without asking first.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Empty {}

// Before the first step: an account, and what the page needs to know about the server.

/// Makes an account. The rules are in `credentials`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterRequest {
    /// The name as typed; case does not matter.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{2,31}$"))]
    pub username: String,
    /// The password as typed.
    pub password: Password,
}

/// The account that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registered {
    /// The opaque user id, the `sub` of the tokens to come.
    pub sub: String,
    /// The name as it is kept.
    pub username: String,
}

/// What a client may know before it signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerInfo {
    /// The server's clock, in milliseconds since 1970, to show distances that are right on a
    /// computer whose clock is not.
    pub now_ms: i64,
    /// The issuer of its tokens, `iss`.
    pub issuer: String,
    /// Who its tokens are for, `aud`.
    pub audience: String,
    /// The lifetime of an access token when none is asked for, in seconds.
    pub access_lifetime: u32,
    /// How long past `exp` the server still accepts, in seconds.
    pub leeway: u32,
    /// The fewest characters (Unicode code points) that a new password may have.
    pub password_min: u32,
}

// 1 login

/// The shortest access token lifetime that can be asked for, in seconds.
pub const SHORTEST_LIFETIME: u32 = 15;

/// Asks for a token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoginRequest {
    /// The name as typed.
    pub username: String,
    /// The password as typed.
    pub password: Password,
    /// Where the client is going to keep the access token.
    #[serde(default)]
    pub storage: StorageMode,
    /// Seconds an access token of this session shall live, from 15 to the server's normal lifetime, which is
    /// the default and at most 900.
    #[cfg_attr(feature = "openapi", schema(minimum = 15, maximum = 900))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
}

// 2 issue

/// The answer to a login and to a renewal (RFC 6749 §5.1). The refresh token comes as a cookie.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenGrant {
    /// The access token; absent where `storage` is `http_only_cookie` and it comes as a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// How to send it.
    pub token_type: TokenType,
    /// Seconds until the access token expires.
    pub expires_in: u32,
    /// Seconds until the session ends unless it is renewed.
    pub refresh_expires_in: u32,
    /// In the answer to a login: the last theft of a refresh token since the login before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theft: Option<Theft>,
}

/// A refresh token was used twice: two parties had it, and its session was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Theft {
    /// When it came the second time, in unix milliseconds.
    pub at: i64,
    /// The address that the second use came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The device that the second use came from.
    #[serde(default)]
    pub device: account::Device,
}

/// The one kind of token there is (RFC 6750).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TokenType {
    /// The token alone is proof: the client shows no key (RFC 6750 §1.2).
    Bearer,
}

// 3 store

crate::named_enum! {
    /// Where the browser keeps the access token. The refresh token is always in an http-only cookie.
    #[derive(Default)]
    pub enum StorageMode {
        /// A variable of the page. Gone at reload, when a renewal brings the next one.
        #[default]
        Memory = "memory",
        /// `localStorage`: outlives reloads, and any script of the page can read it.
        LocalStorage = "local_storage",
        /// A cookie that scripts can read: like `localStorage`, and it travels with every request besides.
        Cookie = "cookie",
        /// A cookie that only the browser and the server see. No script can read it; the browser attaches
        /// it by itself, so requests from other sites have to be told apart.
        HttpOnlyCookie = "http_only_cookie",
    }
}

// 6 handle

/// Who the token says you are. Nothing here comes from the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The opaque user id.
    pub sub: String,
    /// The session that the token belongs to.
    pub sid: String,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// When the token was issued.
    pub iat: UnixSeconds,
    /// When it expires.
    pub exp: UnixSeconds,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_needs_only_name_and_password_and_takes_nothing_unknown() {
        let login: LoginRequest =
            serde_json::from_str(r#"{"username":"ada","password":"x"}"#).unwrap();
        assert_eq!((login.storage, login.lifetime), (StorageMode::Memory, None));
        let odd = r#"{"username":"ada","password":"x","admin":true}"#;
        assert!(serde_json::from_str::<LoginRequest>(odd).is_err());
    }
}
