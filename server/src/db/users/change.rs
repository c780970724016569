//! Changes to an account. A change that ends sessions does so in its own transaction, before it
//! changes any other row of a session, and returns those that ended.

use crate::db::{
    Db,
    audit::Event,
    sessions::{self, Ended, Session, end_all_in},
    users::{any_admin, wipe::wipe},
    values::{PasswordHash, RoleNames},
};
use shared::Role;

/// Replaces `old` by a stronger hash of the same password. `false`: the password was changed meanwhile.
pub async fn strengthen(
    db: &Db,
    id: &str,
    old: &PasswordHash,
    new: &PasswordHash,
) -> Result<bool, sqlx::Error> {
    let text = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    let strengthened = sqlx::query(text).bind(id).bind(old).bind(new).execute(db).await?;
    Ok(strengthened.rows_affected() == 1)
}

/// A change of password, requested in a session that goes on.
#[derive(Debug)]
pub struct NewPassword<'a> {
    pub user_id: &'a str,
    /// The hash that the current password was compared with.
    pub old: &'a PasswordHash,
    pub new: &'a PasswordHash,
    pub session_id: &'a str,
    /// The new nonce of the session, which makes its refresh token of before useless.
    pub nonce: &'a str,
}

/// What came of changing a password.
#[derive(Clone, Debug)]
pub enum PasswordChange {
    /// The session that goes on, and those that have ended.
    Done(Box<Session>, Vec<Ended>),
    /// Nothing happened, because the password was changed or the account disabled meanwhile. Of two changes
    /// at once one wins.
    Overtaken,
    /// Nothing happened, because the session that was to go on has ended.
    SessionEnded,
}

/// Changes the password and ends the other sessions.
pub async fn change_password(
    db: &Db,
    change: &NewPassword<'_>,
    event: Event,
) -> Result<PasswordChange, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let changed = sqlx::query(
        "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2 \
         AND disabled_at IS NULL AND deleted_at IS NULL",
    )
    .bind(change.user_id)
    .bind(change.old)
    .bind(change.new)
    .execute(&mut *transaction)
    .await?;
    if changed.rows_affected() != 1 {
        return Ok(PasswordChange::Overtaken);
    }
    let (user, session) = (change.user_id, change.session_id);
    let ended = end_all_in(&mut transaction, user, Some(session), event.at()).await?;
    sqlx::query("UPDATE sessions SET nonce = $2 WHERE id = $1")
        .bind(session)
        .bind(change.nonce)
        .execute(&mut *transaction)
        .await?;
    // Read before the commit, because after it, with the new password in place, nothing may fail.
    let going_on = sessions::find(&mut *transaction, session).await?;
    let Some(going_on) = going_on.filter(|session| session.is_alive(event.at())) else {
        return Ok(PasswordChange::SessionEnded);
    };
    event.record(&mut *transaction, Some(user), Some(session)).await?;
    transaction.commit().await?;
    Ok(PasswordChange::Done(Box::new(going_on), ended))
}

/// Allows or forbids signing in and renewing. To forbid it ends the sessions. Nothing happens when it is so
/// already, or when the admin who requests it, `by`, has been disabled meanwhile: two admins who disable
/// each other at once do not leave the server without an admin.
pub async fn set_disabled(
    db: &Db,
    user_id: &str,
    disabled: bool,
    by: Option<&str>,
    event: Event,
) -> Result<Vec<Ended>, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let since = disabled.then_some(event.at());
    let changed = sqlx::query(
        "UPDATE users SET disabled_at = $2 WHERE id = $1 AND deleted_at IS NULL \
         AND (disabled_at IS NULL) = ($2 IS NOT NULL) \
         AND ($3 = '' OR EXISTS \
         (SELECT 1 FROM users AS admins WHERE admins.id = $3 AND admins.disabled_at IS NULL))",
    )
    .bind(user_id)
    .bind(since)
    // No id is empty.
    .bind(by.unwrap_or_default())
    .execute(&mut *transaction)
    .await?;
    if changed.rows_affected() != 1 {
        return Ok(vec![]);
    }
    let ended = match since {
        Some(now) => end_all_in(&mut transaction, user_id, None, now).await?,
        None => vec![],
    };
    event.record(&mut *transaction, Some(user_id), None).await?;
    transaction.commit().await?;
    Ok(ended)
}

/// What came of deleting an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// The account is gone, and these sessions have ended.
    Sessions(Vec<Ended>),
    /// Nothing happened, because the password was changed or the account disabled meanwhile.
    Changed,
    /// Nothing happened, because no other admin can sign in.
    LastAdmin,
}

/// Wipes everything about a user but the id, which tokens may still name, and the time of the deletion. The
/// name is free again.
pub async fn delete(
    db: &Db,
    user_id: &str,
    password_hash: &PasswordHash,
    event: Event,
) -> Result<Deleted, sqlx::Error> {
    let mut transaction = db.begin().await?;
    // A name cannot have a colon, so no user can have this one or sign in with it.
    let roles: Option<RoleNames> = sqlx::query_scalar(
        "UPDATE users SET username = 'deleted:' || id, password_hash = '', last_login_at = NULL, \
         created_at = $3, disabled_at = $3, deleted_at = $3 \
         WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL AND deleted_at IS NULL \
         RETURNING roles",
    )
    .bind(user_id)
    .bind(password_hash)
    .bind(event.at())
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(roles) = roles else {
        return Ok(Deleted::Changed);
    };
    if Vec::from(roles).contains(&Role::Admin) && !any_admin(&mut *transaction).await? {
        return Ok(Deleted::LastAdmin);
    }
    let ended = end_all_in(&mut transaction, user_id, None, event.at()).await?;
    wipe(&mut transaction, user_id).await?;
    event.record(&mut *transaction, Some(user_id), None).await?;
    transaction.commit().await?;
    Ok(Deleted::Sessions(ended))
}
