//! Whether there is somebody who may run the place.

use shared::Role;
use sqlx::{Any, Executor};

/// Whether somebody who may sign in is an admin.
pub async fn any_admin(db: impl Executor<'_, Database = Any>) -> Result<bool, sqlx::Error> {
    let row: Option<(String,)> = sqlx::query_as(
        "SELECT id FROM users WHERE disabled_at IS NULL \
         AND ' ' || roles || ' ' LIKE '% ' || $1 || ' %' LIMIT 1",
    )
    .bind(Role::Admin.name())
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}
