//! The extractor for handlers that only an admin may call.

use super::CurrentUser;
use crate::{error::AppError, state::AppState};
use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{AccessClaims, Role, Step};
use std::ops::Deref;

/// A [`CurrentUser`] whose token has the role `admin`. A handler that takes one cannot forget to ask.
///
/// The role is the token's: taken from an account, it is gone with the sessions that are ended then.
#[derive(Clone, Debug)]
pub struct Admin(CurrentUser);

impl Deref for Admin {
    type Target = CurrentUser;

    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let user = CurrentUser::from_request_parts(parts, state).await?;
        check(&user).inspect_err(|_| {
            tracing::info!(step = %Step::Verify, session = user.sid, "not an admin");
        })?;
        Ok(Self(user))
    }
}

/// Whether these are the claims of an admin.
pub fn check(claims: &AccessClaims) -> Result<(), AppError> {
    if claims.roles.contains(&Role::Admin) {
        return Ok(());
    }
    Err(AppError::insufficient_scope(
        "this is for admins; sign in with an account that has the role admin",
    ))
}
