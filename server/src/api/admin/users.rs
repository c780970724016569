//! The users: found, disabled, enabled.

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
use shared::{
    AuditEvent, ProblemCode, Refusal, Stage,
    api::{
        Page,
        admin::{ChangeUser, UserItem},
        page::PageQuery,
    },
};
use tracing::instrument;

/// Which users are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The beginning of their names.
    #[serde(default)]
    search: String,
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /api/admin/users`, in the order of their names.
#[instrument(skip_all)]
pub(super) async fn list(
    State(state): State<AppState>,
    _: Admin,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<UserItem>>, AppError> {
    let paging = Paging::<String>::new(PageQuery {
        after: wanted.after,
        limit: wanted.limit,
    })?;
    let search = wanted.search.trim().to_ascii_lowercase();
    let items = if search.chars().all(|c| c.is_ascii_graphic()) {
        users::list(&state.db, &search, &paging, state.clock.now()).await?
    } else {
        // No name has such characters.
        vec![]
    };
    Ok(Json(paging.page(items, |last| last.username.clone())))
}

/// `PATCH /api/admin/users/{id}`: answers with the user as it is then. Asked twice, nothing changes.
#[instrument(skip_all)]
pub(super) async fn change(
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
    let name = if disabled {
        AuditEvent::UserDisabled
    } else {
        AuditEvent::UserEnabled
    };
    let event = state.event(name, &caller).by(&admin.sub);
    let (db, id, by) = (state.db.clone(), user_id.clone(), admin.sub.clone());
    ending(&state, Stage::EndRow, async move {
        let ended = users::set_disabled(&db, &id, disabled, Some(&by), event).await?;
        Ok(((), ended))
    })
    .await?;
    let item = users::find_item(&state.db, &user_id, state.clock.now()).await?;
    let item = item.ok_or_else(no_such_user)?;
    // Another admin may have changed it back by now. One who was disabled meanwhile was not obeyed.
    if item.disabled_at.is_some() != disabled {
        let admin = users::find_by_id(&state.db, &admin.sub).await?;
        if admin.is_none_or(|admin| admin.disabled_at.is_some()) {
            return Err(Refusal::SessionEnded.into());
        }
    }
    Ok(Json(item))
}

/// The answer where an id in the path is nobody's.
pub(super) fn no_such_user() -> AppError {
    AppError::new(
        ProblemCode::NotFound,
        "there is no such user; read the list again",
    )
}
