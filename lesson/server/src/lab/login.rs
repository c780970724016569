//! Guessing: a login without limits, and one with the limits of the real login. They are counted apart, so that no
//! visitor is shut out of the real one. Neither login opens anything.

use super::here::Here;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::{Json, extract::State};
use lesson_shared::{
    lab::{LabLogin, LabSignedIn, USERNAME},
    paths,
};
use server::{auth::caller::Caller, error::AppError, extract::JsonBody, state::AppState};
use shared::{ProblemCode, problem::fails};
use tracing::instrument;

/// Guess a password, unlimited
#[utoipa::path(post, path = paths::LAB_NAIVE_LOGIN, operation_id = "lab_naive_login", tag = "Lesson",
    request_body(content = LabLogin, example = json!({ "username": "alice", "password": "letmein" })),
    responses(
        (status = 200, description = "Guessed.", body = LabSignedIn, example = json!({ "username": "alice" })),
        fails::WrongCredentials,
    ))]
#[instrument(skip_all)]
pub(crate) async fn naive(
    lab: Here,
    JsonBody(guess): JsonBody<LabLogin>,
) -> Result<Json<LabSignedIn>, AppError> {
    if guess.username != USERNAME {
        return Err(wrong("there is no user of this name"));
    }
    if guess.password != lab.password {
        return Err(wrong("the name is right, and the password is wrong"));
    }
    Ok(signed_in())
}

// A try is counted before it is made, and given back when it succeeds.
/// Guess a password, limited
///
/// With the limit of the real login for one account, counted for each network, and that for a site.
#[utoipa::path(post, path = paths::LAB_STRICT_LOGIN, operation_id = "lab_strict_login", tag = "Lesson",
    request_body(content = LabLogin, example = json!({ "username": "alice", "password": "letmein" })),
    responses(
        (status = 200, description = "Guessed.", body = LabSignedIn, example = json!({ "username": "alice" })),
        fails::WrongCredentials, fails::TooManyAttempts,
    ))]
#[instrument(skip_all)]
pub(crate) async fn strict(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    JsonBody(guess): JsonBody<LabLogin>,
) -> Result<Json<LabSignedIn>, AppError> {
    let taken = lab.limits.guesses.take(&caller, state.clock.now());
    taken.map_err(AppError::too_many_attempts)?;
    let (guess_bytes, password) = (guess.password.as_bytes(), lab.password.as_bytes());
    let compared = verify_slices_are_equal(guess_bytes, password);
    if guess.username != USERNAME || compared.is_err() {
        let detail = "the user name or the password is wrong; check both and try again";
        return Err(wrong(detail));
    }
    lab.limits.guesses.give_back(&caller);
    Ok(signed_in())
}

fn signed_in() -> Json<LabSignedIn> {
    Json(LabSignedIn { username: USERNAME.into() })
}

fn wrong(detail: &str) -> AppError {
    AppError::new(ProblemCode::WrongCredentials, detail)
}
