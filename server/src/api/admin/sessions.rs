//! `/api/admin/users/{id}/sessions`: lists and ends the sessions of a user.

use super::users::no_such_user;
use crate::{
    api::sessions::{end_session_of, example, page},
    auth::{Admin, caller::Caller, end::end_sessions_of},
    db::users,
    error::AppError,
    extract::{Id, Query, Segments},
    state::AppState,
};
use axum::{Json, extract::State, http::StatusCode};
use shared::{
    AuditEvent,
    api::{Page, account::SessionItem, page::PageQuery, paths},
    problem::fails,
};
use tracing::instrument;

/// List a user's sessions
#[utoipa::path(get, path = paths::ADMIN_USER_SESSIONS, operation_id = "list_sessions_of_user", tag = "Administration",
    params(("id" = inline(Id), Path, description = "The id of the user."), PageQuery),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<SessionItem>, example = example),
        fails::InsufficientScope, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn list(
    State(state): State<AppState>,
    admin: Admin,
    Segments(Id(user_id)): Segments<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<SessionItem>>, AppError> {
    is_there(&state, &user_id).await?;
    page(&state, &user_id, &admin.sid, None, query).await.map(Json)
}

/// End all sessions of a user
#[utoipa::path(delete, path = paths::ADMIN_USER_SESSIONS, operation_id = "end_sessions_of_user", tag = "Administration",
    params(("id" = inline(Id), Path, description = "The id of the user.")),
    security(("bearer" = [])),
    responses((status = 204, description = "Ended."), fails::InsufficientScope, fails::Unavailable))]
#[instrument(skip_all)]
pub(crate) async fn end_all(
    State(state): State<AppState>,
    caller: Caller,
    admin: Admin,
    Segments(Id(user_id)): Segments<Id>,
) -> Result<StatusCode, AppError> {
    is_there(&state, &user_id).await?;
    let event = state.event(AuditEvent::SessionsEnded, &caller).by(&admin.sub);
    end_sessions_of(&state, &user_id, None, event).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one session of a user
#[utoipa::path(delete, path = paths::ADMIN_USER_SESSION, operation_id = "end_session_of_user", tag = "Administration",
    params(
        ("id" = inline(Id), Path, description = "The id of the user."),
        ("session" = inline(Id), Path, description = "The id of the session."),
    ),
    security(("bearer" = [])),
    responses((status = 204, description = "Ended."), fails::InsufficientScope, fails::Unavailable))]
#[instrument(skip_all)]
pub(crate) async fn end_one(
    State(state): State<AppState>,
    caller: Caller,
    admin: Admin,
    Segments((Id(user_id), Id(session_id))): Segments<(Id, Id)>,
) -> Result<StatusCode, AppError> {
    let event = state.event(AuditEvent::SessionEnded, &caller).by(&admin.sub);
    end_session_of(&state, &user_id, session_id, event).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn is_there(state: &AppState, user_id: &str) -> Result<(), AppError> {
    let user = users::find_by_id(&state.db, user_id).await?;
    user.map(drop).ok_or_else(no_such_user)
}
