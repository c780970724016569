//! What the two sides of the lesson agree on, beside what the login agrees on ([`shared`]).
//!
//! The attack lab is in [`lab`], the durations of the stages of a request in [`trace`]. The login
//! knows nothing of this crate.

pub mod lab;
pub mod paths;
pub mod trace;

use serde::{Deserialize, Serialize};

/// What the server has of the lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonInfo {
    /// Whether the attack lab is on.
    pub lab: bool,
    /// Account to try things with; only where the lab is on.
    pub demo: Option<DemoAccount>,
}

/// An account whose password is no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoAccount {
    /// Its name.
    pub username: String,
    /// Its password.
    pub password: String,
}

/// The row of a profile as the database has it: a column name and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedProfile {
    /// The columns in the order of the table. A column that was never written is absent.
    pub columns: Vec<SealedColumn>,
}

/// One sealed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedColumn {
    /// The column.
    pub column: String,
    /// What stands there: key id, nonce, ciphertext and tag.
    pub sealed: String,
}
