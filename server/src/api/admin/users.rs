//! `/api/admin/users`: finds, disables and enables users.

use crate::{
    auth::{Admin, caller::Caller, end::ending},
    db::users,
    error::AppError,
    extract::{Id, JsonBody, Query, Segments},
    paging::Paging,
    state::AppState,
};
use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    AuditEvent, ProblemCode, Refusal, Stage,
    api::{
        Page,
        admin::{ChangeUser, UserItem},
        page::PageQuery,
        paths,
    },
    problem::fails,
};
use tracing::instrument;

/// The query of [`list`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserQuery {
    /// The beginning of the users' names.
    #[serde(default)]
    search: String,
    after: Option<String>,
    limit: Option<u32>,
}

/// List users by name
#[utoipa::path(get, path = paths::ADMIN_USERS, operation_id = "list_users", tag = "Administration",
    params(("search" = Option<String>, Query, description = "The beginning of a name."), PageQuery),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<UserItem>, example = example_page),
        fails::InsufficientScope, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Admin,
    Query(query): Query<UserQuery>,
) -> Result<Json<Page<UserItem>>, AppError> {
    let paging = Paging::<String>::new(PageQuery { after: query.after, limit: query.limit })?;
    let search = query.search.trim().to_ascii_lowercase();
    let items = if search.chars().all(|c| c.is_ascii_graphic()) {
        users::list(&state.db, &search, &paging, state.clock.now()).await?
    } else {
        // No name has such characters.
        vec![]
    };
    Ok(Json(paging.page(items, |last| last.username.clone())))
}

/// Disable or enable an account
///
/// Disabling ends all sessions of the user at once.
#[utoipa::path(patch, path = paths::ADMIN_USER, operation_id = "change_user", tag = "Administration",
    params(("id" = inline(Id), Path, description = "The id of the user.")),
    request_body(content = ChangeUser, example = json!({ "disabled": true })),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The user as it is now.", body = UserItem, example = example),
        fails::InsufficientScope, fails::OwnAccount, fails::GuestAccount, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    admin: Admin,
    Segments(Id(user_id)): Segments<Id>,
    JsonBody(ChangeUser { disabled }): JsonBody<ChangeUser>,
) -> Result<Json<UserItem>, AppError> {
    let user = users::find_by_id(&state.db, &user_id).await?;
    let user = user.ok_or_else(no_such_user)?;
    if disabled && user.id == admin.sub {
        return Err(AppError::new(
            ProblemCode::OwnAccount,
            "an admin cannot disable the own account; ask another admin",
        ));
    }
    if disabled {
        state.limits.guests.refuse(&user.username)?;
    }
    let name = if disabled { AuditEvent::UserDisabled } else { AuditEvent::UserEnabled };
    let event = state.event(name, &caller).by(&admin.sub);
    let (db, id, by) = (state.db.clone(), user_id.clone(), admin.sub.clone());
    ending(&state, Stage::EndRow, async move {
        let ended = users::set_disabled(&db, &id, disabled, Some(&by), event).await?;
        Ok(((), ended))
    })
    .await?;
    let item = users::find_item(&state.db, &user_id, state.clock.now()).await?;
    let item = item.ok_or_else(no_such_user)?;
    // Either another admin has changed it back by now, or this admin was disabled in the meantime and nothing changed.
    if item.disabled_at.is_some() != disabled {
        let admin = users::find_by_id(&state.db, &admin.sub).await?;
        if admin.is_none_or(|admin| admin.disabled_at.is_some()) {
            return Err(Refusal::SessionEnded.into());
        }
    }
    Ok(Json(item))
}

fn example() -> Value {
    json!({
        "id": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "username": "ada", "roles": ["user"],
        "created_at": 1_800_000_000_000_u64, "last_login_at": 1_800_000_000_000_u64, "sessions": 1
    })
}

fn example_page() -> Value {
    json!({ "items": [example()], "next": "WzE4MDAwMDAwMDAwMDAsImlkIl0" })
}

/// The failure for an id in the path that no user has.
pub(super) fn no_such_user() -> AppError {
    AppError::new(ProblemCode::NotFound, "there is no such user; read the list again")
}
