//! Changes to an account. Each that ends sessions does so in its own transaction, and answers with those
//! that it ended.

use crate::{
    clock::UnixMillis,
    db::{
        Db,
        audit::Event,
        sessions::{self, Session, end_all_in},
        users::{admins::any_admin, wipe::wipe},
        values::{PasswordHash, read_roles},
    },
};
use shared::Role;

/// Puts a stronger hash of the same password in the place of `old`, unless the password was changed
/// meanwhile; then it is `false`.
pub async fn strengthen(
    db: &Db,
    id: &str,
    old: &PasswordHash,
    new: &PasswordHash,
) -> Result<bool, sqlx::Error> {
    let text = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    let strengthened =
        sqlx::query(text).bind(id).bind(old.as_str()).bind(new.as_str()).execute(db).await?;
    Ok(strengthened.rows_affected() == 1)
}

/// A change of password, asked for in a session that goes on.
#[derive(Debug)]
pub struct NewPassword<'a> {
    /// Whose.
    pub user_id: &'a str,
    /// The hash that the current password was compared with.
    pub old: &'a PasswordHash,
    /// The hash of the new one.
    pub new: &'a PasswordHash,
    /// The session that goes on.
    pub session_id: &'a str,
    /// Its new nonce, which makes its refresh token of before useless.
    pub nonce: &'a str,
}

/// What came of changing a password.
#[derive(Clone, Debug)]
pub enum PasswordChange {
    /// It is changed. The session that goes on as it stands now, and those that have ended.
    Done(Box<Session>, Vec<String>),
    /// The password was changed or the account closed meanwhile; nothing happened, so that of two changes
    /// at once one wins.
    Overtaken,
    /// The session that was to go on is over; nothing happened.
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
    .bind(change.old.as_str())
    .bind(change.new.as_str())
    .execute(&mut *transaction)
    .await?;
    if changed.rows_affected() != 1 {
        return Ok(PasswordChange::Overtaken);
    }
    let (user, session) = (change.user_id, change.session_id);
    sqlx::query("UPDATE sessions SET nonce = $2 WHERE id = $1")
        .bind(session)
        .bind(change.nonce)
        .execute(&mut *transaction)
        .await?;
    // Read here, because after the commit nothing may fail any more: the password is another by then.
    let going_on = sessions::find(&mut *transaction, session).await?;
    let Some(going_on) = going_on.filter(|session| session.is_alive(event.at())) else {
        return Ok(PasswordChange::SessionEnded);
    };
    let ended = end_all_in(&mut transaction, user, Some(session), event.at()).await?;
    event.record(&mut *transaction, Some(user), Some(session)).await?;
    transaction.commit().await?;
    Ok(PasswordChange::Done(Box::new(going_on), ended))
}

/// Allows or forbids signing in and renewing, and ends the sessions with it. Nothing happens when it is
/// so already, or when the admin who asks, `by`, has been disabled meanwhile: two admins who disable each
/// other at once do not leave the place without one.
pub async fn set_disabled(
    db: &Db,
    user_id: &str,
    disabled: bool,
    by: Option<&str>,
    event: Event,
) -> Result<Vec<String>, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let since = disabled.then_some(event.at());
    let changed = sqlx::query(
        "UPDATE users SET disabled_at = $2 WHERE id = $1 AND deleted_at IS NULL \
         AND (disabled_at IS NULL) = ($2 IS NOT NULL) \
         AND ($3 = '' OR EXISTS \
         (SELECT 1 FROM users AS admins WHERE admins.id = $3 AND admins.disabled_at IS NULL))",
    )
    .bind(user_id)
    .bind(since.map(|UnixMillis(at)| at))
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
    /// It is gone, and these sessions have ended.
    Sessions(Vec<String>),
    /// The password was changed or the account closed meanwhile; nothing happened.
    Changed,
    /// It is the only admin's who can sign in; nothing happened.
    LastAdmin,
}

/// Wipes everything about a user but the id, which tokens may still name, and the time of this. The name is
/// free again.
pub async fn delete(
    db: &Db,
    user_id: &str,
    password_hash: &PasswordHash,
    event: Event,
) -> Result<Deleted, sqlx::Error> {
    let mut transaction = db.begin().await?;
    // A name cannot have a colon, so nobody has this one or can sign in with it.
    let wiped: Option<(String,)> = sqlx::query_as(
        "UPDATE users SET username = 'deleted:' || id, password_hash = '', last_login_at = NULL, \
         created_at = $3, disabled_at = $3, deleted_at = $3 \
         WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL AND deleted_at IS NULL \
         RETURNING roles",
    )
    .bind(user_id)
    .bind(password_hash.as_str())
    .bind(event.at().0)
    .fetch_optional(&mut *transaction)
    .await?;
    let Some((roles,)) = wiped else {
        return Ok(Deleted::Changed);
    };
    if read_roles(&roles).contains(&Role::Admin) && !any_admin(&mut *transaction).await? {
        return Ok(Deleted::LastAdmin);
    }
    wipe(&mut transaction, user_id).await?;
    let ended = end_all_in(&mut transaction, user_id, None, event.at()).await?;
    event.record(&mut *transaction, Some(user_id), None).await?;
    transaction.commit().await?;
    Ok(Deleted::Sessions(ended))
}
