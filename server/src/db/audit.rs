//! What happened to whom and when, for the one who has to find out later. Ids and names of events, and
//! the caller sealed: a typed name can be a password in the wrong field, so not even that is kept.

use super::Db;
use crate::{
    auth::caller::{Caller, Callers},
    clock::UnixMillis,
    random,
};
use shared::AuditEvent;
use sqlx::{Any, Executor, FromRow};

/// Something that happened, on its way into the table.
#[derive(Clone, Debug)]
pub struct Event {
    id: String,
    at: UnixMillis,
    name: AuditEvent,
    actor_id: Option<String>,
    caller: Option<String>,
}

impl Event {
    /// What happened, and when.
    #[must_use]
    pub fn new(name: AuditEvent, at: UnixMillis) -> Self {
        Self {
            id: random::id(),
            at,
            name,
            actor_id: None,
            caller: None,
        }
    }

    /// The same, caused by a request of this caller.
    #[must_use]
    pub fn from_caller(mut self, callers: &Callers, caller: &Caller) -> Self {
        self.caller = Some(callers.seal(TABLE, &self.id, caller));
        self
    }

    /// The same, done by this admin to somebody else.
    #[must_use]
    pub fn by(mut self, actor_id: &str) -> Self {
        self.actor_id = Some(actor_id.into());
        self
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> UnixMillis {
        self.at
    }

    /// What happened.
    #[must_use]
    pub const fn name(&self) -> AuditEvent {
        self.name
    }

    /// Writes it down, in the transaction of what it is about where there is one.
    pub async fn record(
        self,
        db: impl Executor<'_, Database = Any>,
        user_id: Option<&str>,
        session_id: Option<&str>,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO audit_events (id, at, event, user_id, session_id, actor_id, caller) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&self.id)
        .bind(self.at.0)
        .bind(self.name.name())
        .bind(user_id)
        .bind(session_id)
        .bind(&self.actor_id)
        .bind(&self.caller)
        .execute(db)
        .await?;
        tracing::info!(
            event = self.name.name(),
            user = user_id,
            session = session_id,
            actor = self.actor_id,
            "audited"
        );
        Ok(())
    }
}

/// The table, as places of sealed values name it.
pub const TABLE: &str = "audit_events";

/// What a reader needs of an event.
#[derive(Clone, Debug, FromRow)]
pub struct Recorded {
    /// Its id.
    pub id: String,
    /// When.
    pub at: i64,
    /// Whose request it was, sealed.
    pub caller: Option<String>,
}

/// The last such event of a user after that time.
pub async fn find_last(
    db: &Db,
    user_id: &str,
    event: AuditEvent,
    after: Option<UnixMillis>,
) -> Result<Option<Recorded>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, at, caller FROM audit_events WHERE user_id = $1 AND event = $2 AND at > $3 \
         ORDER BY at DESC, id DESC LIMIT 1",
    )
    .bind(user_id)
    .bind(event.name())
    .bind(after.map_or(0, |UnixMillis(at)| at))
    .fetch_optional(db)
    .await
}
