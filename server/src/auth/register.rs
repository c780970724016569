//! Before the first step: an account.

use super::caller::Caller;
use crate::{
    db::users::{self, Created},
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use axum::{Json, extract::State, http::StatusCode};
use shared::{
    AuditEvent, ProblemCode, Role,
    api::{RegisterRequest, Registered, paths},
    credentials::Username,
    problem::fails,
};
use strength::Context;
use tracing::instrument;

/// Make an account
///
/// A name has 3 to 32 of `a`–`z`, `0`–`9`, `.`, `_` and `-`. A password has 15 to 128 characters unless the server
/// is configured otherwise, and must not be easy to guess; there are no rules about its composition.
#[utoipa::path(post, path = paths::REGISTER, operation_id = "register", tag = "Login",
    request_body(content = RegisterRequest, example = json!({
        "username": "ada", "password": "nine blue herons over the quay"
    })),
    responses(
        (status = 201, description = "The account was made.", body = Registered, example = json!({
            "sub": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "username": "ada"
        })),
        fails::UsernameTaken, fails::TooManyAttempts, fails::Busy, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn register(
    State(state): State<AppState>,
    caller: Caller,
    JsonBody(request): JsonBody<RegisterRequest>,
) -> Result<(StatusCode, Json<Registered>), AppError> {
    let registered = create_account(&state, &caller, request).await?;
    Ok((StatusCode::CREATED, Json(registered)))
}

/// Makes an account with the role *user*, if the name is free and the password hard to guess.
async fn create_account(
    state: &AppState,
    caller: &Caller,
    request: RegisterRequest,
) -> Result<Registered, AppError> {
    let username = Username::parse(&request.username)?;
    state.limits.throttle.registration(caller)?;
    let _quota = state.limits.hashing.quota(caller, None)?;
    let context = Context::new(username.as_str(), state.config.public_url.host());
    let hash =
        state.limits.hashing.hash_new(state.config.passwords, request.password, context).await?;
    let event = state.event(AuditEvent::Register, caller);
    match users::create(&state.db, &username, &hash, &[Role::User], event).await? {
        Created::User(sub) => {
            tracing::info!(user = sub, "registered");
            let username = username.to_string();
            Ok(Registered { sub, username })
        }
        Created::NameTaken => Err(AppError::new(
            ProblemCode::UsernameTaken,
            format!("{username} is somebody else's name here; choose another"),
        )),
    }
}
