//! `/api/me/sessions`: lists and ends the sessions of the user who asks.

use crate::{
    auth::{
        CurrentUser,
        caller::Caller,
        device::Whereabouts,
        end::{end_session, end_sessions_of},
        store::signed_out,
    },
    db::{
        audit::Event,
        sessions::{self, ListedSession},
        users,
    },
    error::AppError,
    extract::{Id, Query, Segments},
    paging::Paging,
    state::AppState,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    AuditEvent, ProblemCode,
    api::{Page, account::SessionItem, page::PageQuery, paths},
    problem::fails,
};
use std::net::IpAddr;
use tracing::instrument;
use utoipa::{IntoParams, ToSchema};

/// List the own sessions
///
/// Those that can still be renewed, the newest first.
#[utoipa::path(get, path = paths::SESSIONS, operation_id = "list_sessions", tag = "Account",
    params(PageQuery),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<SessionItem>, example = example),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    user: CurrentUser,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<SessionItem>>, AppError> {
    // Users of a guest account do not see each other's addresses.
    let is_shared = is_guest(&state, &user.sub).await?;
    let viewer = is_shared.then_some(caller.address);
    page(&state, &user.sub, &user.sid, viewer, query).await.map(Json)
}

/// A page of sessions, for the description.
pub(super) fn example() -> Value {
    json!({
        "items": [{
            "id": "Jw6kNfX1s0uHc4tB9yGmPQ", "current": true, "created_at": 1_800_000_000_000_u64,
            "last_used_at": 1_800_000_300_000_u64, "expires_at": 1_800_086_700_000_u64, "storage": "memory",
            "address": "192.0.2.7", "device": { "browser": "Firefox", "system": "Linux" }
        }],
        "next": "WzE4MDAwMDAwMDAwMDAsImlkIl0"
    })
}

async fn is_guest(state: &AppState, user_id: &str) -> Result<bool, sqlx::Error> {
    if state.limits.guests.is_empty() {
        return Ok(false);
    }
    let user = users::find_by_id(&state.db, user_id).await?;
    Ok(user.is_some_and(|user| state.limits.guests.include(&user.username)))
}

/// End one session
///
/// Its tokens are refused at once.
#[utoipa::path(delete, path = paths::SESSION, operation_id = "end_session", tag = "Account",
    params(("id" = inline(Id), Path, description = "The id of the session.")),
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Ended. If it is the session that asked, its cookies are cleared.",
            headers(("Set-Cookie"))),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn end_one(
    State(state): State<AppState>,
    caller: Caller,
    user: CurrentUser,
    Segments(Id(session_id)): Segments<Id>,
) -> Result<Response, AppError> {
    let event = state.event(AuditEvent::SessionEnded, &caller);
    let is_own = session_id == user.sid;
    end_session_of(&state, &user.sub, session_id, event).await?;
    Ok(if is_own {
        signed_out(&state.config.public_url)
    } else {
        StatusCode::NO_CONTENT.into_response()
    })
}

/// The query of [`end_all`].
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndQuery {
    /// Whether the session that asks goes on.
    #[param(inline)]
    keep: Option<Keep>,
}

/// The one session that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Keep {
    /// The one that asks.
    Current,
}

/// End all sessions
#[utoipa::path(delete, path = paths::SESSIONS, operation_id = "end_sessions", tag = "Account",
    params(EndQuery),
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Ended. Unless the session that asked goes on, its cookies are cleared.",
            headers(("Set-Cookie"))),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn end_all(
    State(state): State<AppState>,
    caller: Caller,
    user: CurrentUser,
    Query(EndQuery { keep }): Query<EndQuery>,
) -> Result<Response, AppError> {
    let event = state.event(AuditEvent::SessionsEnded, &caller);
    let kept = keep.map(|Keep::Current| &*user.sid);
    end_sessions_of(&state, &user.sub, kept, event).await?;
    Ok(match keep {
        Some(Keep::Current) => StatusCode::NO_CONTENT.into_response(),
        None => signed_out(&state.config.public_url),
    })
}

/// A page of the sessions of a user, with the session `current` marked. Each has the address and the device that used
/// it last. With a `viewer`, sessions that another address used come without both.
pub(super) async fn page(
    state: &AppState,
    user_id: &str,
    current: &str,
    viewer: Option<IpAddr>,
    query: PageQuery,
) -> Result<Page<SessionItem>, AppError> {
    let paging = Paging::new(query)?;
    let rows = sessions::list(&state.db, user_id, &paging, state.clock.now()).await?;
    let page = paging.page(rows, |last| (last.created_at, last.id.clone()));
    let items = page.items.into_iter();
    Ok(Page {
        items: items.map(|row| item(state, row, current, viewer)).collect(),
        next: page.next,
    })
}

fn item(
    state: &AppState,
    row: ListedSession,
    current: &str,
    viewer: Option<IpAddr>,
) -> SessionItem {
    let caller = row.caller.as_deref();
    let caller =
        caller.and_then(|sealed| state.seals.callers.open(sessions::TABLE, &row.id, sealed));
    let Whereabouts { address, device } = Whereabouts::of(caller, viewer);
    SessionItem {
        current: row.id == current,
        id: row.id,
        created_at: row.created_at,
        last_used_at: row.renewed_at,
        expires_at: row.idle_expires_at,
        storage: row.storage,
        address,
        device,
    }
}

/// Ends a session of this user. The session of another user is not found either, so that the answer does not tell
/// whether it exists.
pub(super) async fn end_session_of(
    state: &AppState,
    user_id: &str,
    session_id: String,
    event: Event,
) -> Result<(), AppError> {
    let session = sessions::find(&state.db, &session_id).await?;
    if session.is_none_or(|session| session.user_id != user_id) {
        return Err(AppError::new(
            ProblemCode::NotFound,
            "there is no such session; read the list again",
        ));
    }
    end_session(state, session_id, event).await
}
