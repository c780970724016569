//! What happened to whom and when, for the one who has to find out later. Ids and names of events, and
//! the caller sealed: a typed name can be a password in the wrong field, so not even that is kept.
//!
//! A renewal is no event: a busy user has hundreds a day, its session says when the last one was, and the
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
    listener: Option<Arc<dyn Listener>>,
}

/// Hears of every event once it is recorded.
pub trait Listener: Send + Sync {
    /// This was recorded.
    fn recorded(&self, event: AuditEvent);
}

impl Event {
    /// What happened, and when.
    pub fn new(name: AuditEvent, at: UnixMillis) -> Self {
        Self { id: random::id(), at, name, actor_id: None, caller: None, listener: None }
    }

    /// The same, caused by a request of this caller, who is sealed for the row of its [`id`](Self::id).
    pub fn from_caller(mut self, sealed: String) -> Self {
        self.caller = Some(sealed);
        self
    }

    /// The same, and `listener` hears of it when it is recorded.
    pub fn told_to(mut self, listener: Arc<dyn Listener>) -> Self {
        self.listener = Some(listener);
        self
    }

    /// The same, done by this admin to somebody else.
    pub fn by(mut self, actor_id: &str) -> Self {
        self.actor_id = Some(actor_id.into());
        self
    }

    /// The key of its row.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it happened.
    pub const fn at(&self) -> UnixMillis {
        self.at
    }

    /// What happened.
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
        if let Some(listener) = self.listener {
            listener.recorded(self.name);
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
    sqlx::query_as(FIND_LAST)
        .bind(user_id)
        .bind(event.name())
        .bind(after.map_or(0, |UnixMillis(at)| at))
        .fetch_optional(db)
        .await
}

pub(super) const FIND_LAST: &str = "SELECT id, at, caller FROM audit_events \
     WHERE user_id = $1 AND event = $2 AND at > $3 ORDER BY at DESC, id DESC LIMIT 1";

/// An event as an admin sees it, with the caller still sealed.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// When, in unix milliseconds.
    pub at: i64,
    /// Its name.
    pub event: String,
    /// To whom.
    pub user_id: Option<String>,
    /// The name, while the account is there.
    pub username: Option<String>,
    /// Which session.
    pub session_id: Option<String>,
    /// The name of the admin who did it to somebody else, while that account is there.
    pub actor: Option<String>,
    /// The id of that admin.
    pub actor_id: Option<String>,
    /// Whose request it was, sealed.
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

/// A text for each filter, so that each has its index.
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
) -> Result<Vec<Listed>, sqlx::Error> {
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
