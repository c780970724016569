//! Whether there is an admin.

use shared::Role;
use sqlx::{Any, Executor};

/// Whether an account that is not disabled is an admin's.
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
