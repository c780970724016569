//! `GET /api/admin/audit`: lists the audited events.

use crate::{
    auth::{Admin, device},
    db::{
        audit::{self, ListedEvent},
        users,
    },
    error::AppError,
    extract::Query,
    paging::Paging,
    state::AppState,
};
use axum::{Json, extract::State};
use serde::Deserialize;
use shared::{
    AuditEvent,
    api::{Page, admin::AuditItem, page::PageQuery, paths},
    credentials::Username,
    problem::fails,
};
use tracing::instrument;

/// The query of [`list`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditQuery {
    /// The name of the events.
    event: Option<String>,
    /// The whole name of the user to whom they happened.
    user: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// List what happened
///
/// The newest first. A name that no user has gives an empty page.
#[utoipa::path(get, path = paths::ADMIN_AUDIT, operation_id = "list_audit", tag = "Administration",
    params(
        ("event" = inline(Option<AuditEvent>), Query, description = "Only events of this name."),
        ("user" = Option<String>, Query, description = "Only what happened to the user of this whole name."),
        PageQuery,
    ),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<AuditItem>, example = json!({
            "items": [{
                "id": "q0Zt5W8nR2yLx7cVb1mDsg", "at": 1_800_000_000_000_u64, "event": "login",
                "username": "ada", "user_id": "2bX0l3Vh5mJ9Qq1ZkR7c8A",
                "session_id": "Jw6kNfX1s0uHc4tB9yGmPQ", "address": "192.0.2.7",
                "device": { "browser": "Firefox", "system": "Linux" }
            }],
            "next": "WzE4MDAwMDAwMDAwMDAsImlkIl0"
        })),
        fails::InsufficientScope, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Admin,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditItem>>, AppError> {
    let paging = Paging::new(PageQuery { after: query.after, limit: query.limit })?;
    let event = query.event.as_deref().map(read_event).transpose()?;
    let rows = match query.user {
        None => audit::list(&state.db, event, None, &paging).await?,
        Some(name) => match find_user(&state, &name).await? {
            Some(id) => audit::list(&state.db, event, Some(&id), &paging).await?,
            None => vec![],
        },
    };
    let page = paging.page(rows, |last| (last.at, last.id.clone()));
    let items = page.items.into_iter();
    Ok(Json(Page { items: items.map(|row| item(&state, row)).collect(), next: page.next }))
}

fn read_event(name: &str) -> Result<AuditEvent, AppError> {
    AuditEvent::from_name(name).ok_or_else(|| {
        let names: Vec<_> = AuditEvent::ALL.into_iter().map(AuditEvent::name).collect();
        AppError::field("event", format!("send one of {}", names.join(", ")))
    })
}

/// The id of the user with this name. No user has a name that breaks the rules for names.
async fn find_user(state: &AppState, name: &str) -> Result<Option<String>, AppError> {
    let Ok(name) = Username::parse(name) else {
        return Ok(None);
    };
    let user = users::find(&state.db, &name).await?;
    Ok(user.map(|user| user.id))
}

fn item(state: &AppState, row: ListedEvent) -> AuditItem {
    let caller = row.caller.as_deref();
    let caller = caller.and_then(|sealed| state.seals.callers.open(audit::TABLE, &row.id, sealed));
    let user_agent = caller.as_ref().and_then(|caller| caller.user_agent.as_deref());
    AuditItem {
        id: row.id,
        at: row.at,
        event: AuditEvent::from_name(&row.event).unwrap_or(AuditEvent::Unknown),
        username: row.username,
        user_id: row.user_id,
        session_id: row.session_id,
        actor: row.actor,
        actor_id: row.actor_id,
        device: user_agent.map(device::recognize).unwrap_or_default(),
        address: caller.map(|caller| caller.address.to_string()),
    }
}
