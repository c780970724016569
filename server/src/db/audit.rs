//! The audit: which event concerned which user and session, and when, for an operator who investigates later.
//! It has ids, names of events and the sealed caller. The text of a name field is not kept, because it can be
//! a password in the wrong field.
//!
//! A renewal is no event: a busy user has hundreds a day. The session has the time of the last one, and the
//! log has each.

use super::Db;
use crate::{clock::UnixMillis, paging::Paging, random};
use shared::AuditEvent;
use sqlx::{Any, Executor, FromRow};
use std::sync::Arc;

/// Something that happened, on its way into the table.
#[must_use = "only `record` writes it into the table"]
#[derive(Clone)]
pub struct Event {
    id: String,
    at: UnixMillis,
    name: AuditEvent,
    actor_id: Option<String>,
    caller: Option<String>,
    on_record: Option<OnRecord>,
}

type OnRecord = Arc<dyn Fn(AuditEvent) + Send + Sync>;

impl Event {
    pub fn new(name: AuditEvent, at: UnixMillis) -> Self {
        Self { id: random::id(), at, name, actor_id: None, caller: None, on_record: None }
    }

    /// Adds the caller whose request caused the event, sealed for the row of its [`id`](Self::id).
    pub fn from_caller(mut self, sealed: String) -> Self {
        self.caller = Some(sealed);
        self
    }

    /// Calls `on_record` when the event is recorded.
    pub fn on_record(mut self, on_record: impl Fn(AuditEvent) + Send + Sync + 'static) -> Self {
        self.on_record = Some(Arc::new(on_record));
        self
    }

    /// Adds the admin who did this to another user.
    pub fn by(mut self, actor_id: &str) -> Self {
        self.actor_id = Some(actor_id.into());
        self
    }

    /// The key of its row.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub const fn at(&self) -> UnixMillis {
        self.at
    }

    pub const fn name(&self) -> AuditEvent {
        self.name
    }

    /// Writes the event into the table, in the transaction of its cause if there is one.
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
        .bind(self.at)
        .bind(self.name.name())
        .bind(user_id)
        .bind(session_id)
        .bind(&self.actor_id)
        .bind(&self.caller)
        .execute(db)
        .await?;
        if let Some(on_record) = self.on_record {
            on_record(self.name);
        }
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

/// The table, as the associated data of sealed values names it.
pub const TABLE: &str = "audit_events";

/// The columns of an event that [`find_last`] reads.
#[derive(Clone, Debug, FromRow)]
pub struct LastEvent {
    pub id: String,
    /// Unix milliseconds.
    pub at: i64,
    /// The client whose request caused it, sealed.
    pub caller: Option<String>,
}

/// The last `event` of a user after a time.
pub async fn find_last(
    db: &Db,
    user_id: &str,
    event: AuditEvent,
    after: Option<UnixMillis>,
) -> Result<Option<LastEvent>, sqlx::Error> {
    sqlx::query_as(FIND_LAST)
        .bind(user_id)
        .bind(event.name())
        .bind(after.unwrap_or(UnixMillis(0)))
        .fetch_optional(db)
        .await
}

pub(super) const FIND_LAST: &str = "SELECT id, at, caller FROM audit_events \
     WHERE user_id = $1 AND event = $2 AND at > $3 ORDER BY at DESC, id DESC LIMIT 1";

/// An event as an admin sees it, with the caller still sealed.
#[derive(Clone, Debug, FromRow)]
pub struct ListedEvent {
    pub id: String,
    /// Unix milliseconds.
    pub at: i64,
    pub event: String,
    pub user_id: Option<String>,
    /// The name of the user, while the account exists.
    pub username: Option<String>,
    pub session_id: Option<String>,
    /// The name of the admin who did this to another user, while that account exists.
    pub actor: Option<String>,
    pub actor_id: Option<String>,
    /// The client whose request caused it, sealed.
    pub caller: Option<String>,
}

macro_rules! list {
    ($filter:literal) => {
        concat!(
            "SELECT e.id, e.at, e.event, e.user_id, e.session_id, e.actor_id, e.caller, \
             CASE WHEN u.deleted_at IS NULL THEN u.username END AS username, \
             CASE WHEN a.deleted_at IS NULL THEN a.username END AS actor \
             FROM audit_events AS e \
             LEFT JOIN users AS u ON u.id = e.user_id \
             LEFT JOIN users AS a ON a.id = e.actor_id \
             WHERE (e.at, e.id) < ($1, $2) ",
            $filter,
            " ORDER BY e.at DESC, e.id DESC LIMIT $3"
        )
    };
}

/// A statement for each filter, so that each is answered by an index.
pub const LISTS: [&str; 4] = [
    list!(""),
    list!("AND e.event = $4"),
    list!("AND e.user_id = $4"),
    list!("AND e.user_id = $4 AND e.event = $5"),
];

/// One page of the events, the newest first, and one more if there is a next page.
pub async fn list(
    db: &Db,
    event: Option<AuditEvent>,
    user_id: Option<&str>,
    paging: &Paging<(i64, String)>,
) -> Result<Vec<ListedEvent>, sqlx::Error> {
    let [all, of_event, of_user, of_both] = LISTS;
    let (at, id) = paging.after.clone().unwrap_or((i64::MAX, String::new()));
    let page = |text: &'static str| sqlx::query_as(text).bind(at).bind(id).bind(paging.rows());
    let query = match (user_id, event.map(AuditEvent::name)) {
        (None, None) => page(all),
        (None, Some(event)) => page(of_event).bind(event),
        (Some(user_id), None) => page(of_user).bind(user_id.to_owned()),
        (Some(user_id), Some(event)) => page(of_both).bind(user_id.to_owned()).bind(event),
    };
    query.fetch_all(db).await
}
