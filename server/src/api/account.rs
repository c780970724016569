//! `DELETE /api/me`: deletes an account.

use crate::{
    auth::{
        CurrentUser,
        caller::Caller,
        confirm::{confirm, wrong_password},
        end::ending,
        store::signed_out,
    },
    db::users::{self, Deleted},
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use axum::{extract::State, response::Response};
use shared::{
    AuditEvent, ProblemCode, Stage,
    api::{account::DeleteAccount, paths},
    problem::fails,
};
use tracing::instrument;

/// Delete the account
///
/// Everything in it is gone and its sessions are over. The name becomes free.
#[utoipa::path(delete, path = paths::ME, operation_id = "delete_account", tag = "Account",
    request_body(content = DeleteAccount, example = json!({ "password": "nine blue herons over the quay" })),
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Deleted; the cookies are cleared.", headers(("Set-Cookie"))),
        fails::WrongPassword, fails::OwnAccount, fails::GuestAccount, fails::TooManyAttempts, fails::Busy,
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    current: CurrentUser,
    JsonBody(request): JsonBody<DeleteAccount>,
) -> Result<Response, AppError> {
    let user = confirm(&state, &caller, &current, request.password).await?;
    state.limits.guests.refuse(&user.username)?;
    let db = state.db.clone();
    let event = state.event(AuditEvent::UserDeleted, &caller);
    ending(&state, Stage::EndRow, async move {
        match users::delete(&db, &user.id, &user.password_hash, event).await? {
            Deleted::Sessions(ended) => Ok(((), ended)),
            Deleted::Changed => Err(wrong_password()),
            Deleted::LastAdmin => Err(AppError::new(
                ProblemCode::OwnAccount,
                "this is the only admin who can sign in; make another one first, with `claimcheck user add NAME --admin`",
            )),
        }
    })
    .await?;
    Ok(signed_out(&state.config.public_url))
}
