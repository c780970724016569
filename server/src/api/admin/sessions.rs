//! The sessions of a user: seen, and ended.

use super::users::no_such_user;
use crate::{
    api::sessions::{end_session_of, page},
    auth::{Admin, caller::Caller, end::end_sessions_of},
    db::users,
    error::AppError,
    extract::{Id, Query, Segments},
    state::AppState,
};
use axum::{Json, extract::State, http::StatusCode};
use shared::{
    AuditEvent,
    api::{Page, account::SessionItem, page::PageQuery},
};
use tracing::instrument;

/// `GET /api/admin/users/{id}/sessions`
#[instrument(skip_all)]
pub(super) async fn list(
    State(state): State<AppState>,
    admin: Admin,
    Segments(Id(user_id)): Segments<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<SessionItem>>, AppError> {
    is_there(&state, &user_id).await?;
    page(&state, &user_id, &admin.sid, None, query)
        .await
        .map(Json)
}

/// `DELETE /api/admin/users/{id}/sessions`
#[instrument(skip_all)]
pub(super) async fn end_all(
    State(state): State<AppState>,
    caller: Caller,
    admin: Admin,
    Segments(Id(user_id)): Segments<Id>,
) -> Result<StatusCode, AppError> {
    is_there(&state, &user_id).await?;
    let event = state
        .event(AuditEvent::SessionsEnded, &caller)
        .by(&admin.sub);
    end_sessions_of(&state, &user_id, None, event).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/admin/users/{id}/sessions/{session}`
#[instrument(skip_all)]
pub(super) async fn end_one(
    State(state): State<AppState>,
    caller: Caller,
    admin: Admin,
    Segments((Id(user_id), Id(session_id))): Segments<(Id, Id)>,
) -> Result<StatusCode, AppError> {
    let event = state
        .event(AuditEvent::SessionEnded, &caller)
        .by(&admin.sub);
    end_session_of(&state, &user_id, session_id, event).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn is_there(state: &AppState, user_id: &str) -> Result<(), AppError> {
    let user = users::find_by_id(&state.db, user_id).await?;
    user.map(drop).ok_or_else(no_such_user)
}
