//! The end of an account.

use crate::{
    auth::{
        CurrentUser,
        caller::Caller,
        confirm::{confirm, wrong_password},
        end::ending,
        store::farewell,
    },
    db::users::{self, Deleted},
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use axum::{extract::State, response::Response};
use shared::{AuditEvent, ProblemCode, Stage, api::account::DeleteAccount};
use tracing::instrument;

/// `DELETE /api/me`
#[instrument(skip_all)]
pub(super) async fn delete(
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
    Ok(farewell(&state.config.public_url))
}
