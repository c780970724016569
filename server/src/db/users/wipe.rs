//! What a deleted account leaves behind: this one list. A test looks at every table that has rows of a user,
//! so a table or a column that is added later has to be decided here.

use sqlx::AnyConnection;

/// Wipes the rows of a user, in the transaction of the deletion. `$1` is the user.
///
/// The row in `users` is wiped by [`delete`](super::delete) itself, since it decides whether anything is
/// deleted at all.
const WIPE: &[&str] = &[
    "UPDATE users SET roles = '' WHERE id = $1",
    "DELETE FROM profiles WHERE user_id = $1",
    "UPDATE sessions SET caller = NULL, renewal_key = NULL WHERE user_id = $1",
];

/// What stays, by table: the columns that still say something of a deleted user. Every other column of these
/// rows is NULL, and every other table has no row of the user.
#[cfg(test)]
const KEPT: &[(&str, &[&str])] = &[
    // The id, because tokens name it until they expire, the times, and a name that no user can have. What
    // cannot be NULL is empty. Housekeeping deletes the row once no token can name it.
    (
        "users",
        &["id", "username", "password_hash", "roles", "created_at", "disabled_at", "deleted_at"],
    ),
    // That the session has ended and when, which the other nodes read to refuse its tokens. Housekeeping
    // deletes the row with that of the user.
    (
        "sessions",
        &[
            "id",
            "user_id",
            "storage",
            "access_lifetime",
            "nonce",
            "counter",
            "created_at",
            "renewed_at",
            "idle_expires_at",
            "expires_at",
            "revoked_at",
            "ending",
        ],
    ),
    // What happened stays on record for as long as the record is kept; the name that belongs to the id is
    // gone.
    ("audit_events", &["id", "at", "event", "user_id", "session_id", "actor_id", "caller"]),
];

/// Wipes what belongs to a user in all tables.
pub(super) async fn wipe(connection: &mut AnyConnection, user_id: &str) -> Result<(), sqlx::Error> {
    for &statement in WIPE {
        sqlx::query(statement).bind(user_id).execute(&mut *connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::UnixMillis,
        config::{RootKeySource, StoreConfig},
        db::{
            Db, PasswordHash,
            audit::Event,
            open,
            users::{Created, Deleted, create, delete},
        },
        random,
    };
    use shared::{AuditEvent, Role, credentials::Username};
    use sqlx::{AssertSqlSafe, FromRow};
    use std::collections::HashMap;
    use tempfile::TempDir;

    /// A column as the database describes it.
    #[derive(FromRow)]
    struct Column {
        name: String,
        kind: String,
        /// What it refers to: a table, and there the column of this name.
        refers_to: Option<String>,
        by: Option<String>,
    }

    impl Column {
        fn names_a_user(&self) -> bool {
            self.name == "user_id" || self.refers_to.as_deref() == Some("users")
        }

        /// What may stand there, as SQL. `None`: a row that it refers to has to be made first.
        fn value(&self, made: &HashMap<(String, String), String>) -> Option<String> {
            let place = |table: &str, column: &str| (table.to_owned(), column.to_owned());
            match (&self.refers_to, &self.by) {
                (Some(table), Some(column)) => made.get(&place(table, column)).cloned(),
                _ if self.names_a_user() => made.get(&place("users", "id")).cloned(),
                _ if self.kind.to_lowercase().contains("int") => Some("1".into()),
                _ => Some(format!("'{}'", random::id())),
            }
        }
    }

    async fn migrated() -> (TempDir, Db) {
        let data = tempfile::tempdir().unwrap();
        let store = StoreConfig {
            data_dir: data.path().into(),
            database_url: None,
            root_key: RootKeySource::File(data.path().join("root.key")),
        };
        let db = open(&store).await.unwrap();
        (data, db)
    }

    /// All tables but those of the database itself and of its migrations.
    async fn tables(db: &Db) -> Vec<String> {
        let tables: Vec<(String,)> = sqlx::query_as(
            "SELECT name FROM sqlite_master WHERE type = 'table' \
             AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%'",
        )
        .fetch_all(db)
        .await
        .unwrap();
        tables.into_iter().map(|(table,)| table).collect()
    }

    async fn columns(db: &Db, table: &str) -> Vec<Column> {
        sqlx::query_as(AssertSqlSafe(format!(
            "SELECT c.name AS name, c.type AS kind, f.\"table\" AS refers_to, \
             CASE WHEN f.\"table\" IS NOT NULL THEN coalesce(f.\"to\", 'id') END AS \"by\" \
             FROM pragma_table_info('{table}') AS c \
             LEFT JOIN pragma_foreign_key_list('{table}') AS f ON f.\"from\" = c.name"
        )))
        .fetch_all(db)
        .await
        .unwrap()
    }

    /// Makes a user, and a row in every other table. Where a row can be a user's, it is this user's.
    async fn user_with_rows_everywhere(db: &Db, hash: &PasswordHash) -> String {
        let name = Username::parse("ada").unwrap();
        let event = Event::new(AuditEvent::Register, UnixMillis(1));
        let created = create(db, &name, hash, &[Role::User], event).await;
        let Created::User(user_id) = created.unwrap() else {
            panic!("nobody else is there");
        };
        let place = ("users".to_owned(), "id".to_owned());
        let mut made = HashMap::from([(place, format!("'{user_id}'"))]);
        let mut waiting = tables(db).await;
        waiting.retain(|table| table != "users");
        while !waiting.is_empty() {
            let mut later = Vec::new();
            for table in &waiting {
                let columns = columns(db, table).await;
                let values = columns.iter().map(|column| column.value(&made));
                let Some(values) = values.collect::<Option<Vec<_>>>() else {
                    later.push(table.clone());
                    continue;
                };
                let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
                let (names, row) = (names.join(", "), values.join(", "));
                let insert = format!("INSERT INTO {table} ({names}) VALUES ({row})");
                let inserted = sqlx::query(AssertSqlSafe(insert)).execute(db).await;
                if let Err(error) = inserted {
                    panic!(
                        "this test cannot make a row in {table} ({error}); teach it the values that \
                         the table takes, in Column::value of server/src/db/users/wipe.rs"
                    );
                }
                let places = columns.into_iter().map(|column| (table.clone(), column.name));
                made.extend(places.zip(values));
            }
            assert!(
                later.len() < waiting.len(),
                "these tables refer to each other or to what is not there: {later:?}"
            );
            waiting = later;
        }
        user_id
    }

    /// The rows and values of a user that should not be there, in words for the developer who added them.
    async fn left_behind(db: &Db, user_id: &str) -> Vec<String> {
        let mut left = Vec::new();
        for table in tables(db).await {
            let columns = columns(db, &table).await;
            let kept = KEPT.iter().find(|(name, _)| *name == table);
            for of_user in &columns {
                let is_id = table == "users" && of_user.name == "id";
                if !is_id && !of_user.names_a_user() {
                    continue;
                }
                let of_user = &of_user.name;
                let Some((_, stay)) = kept else {
                    if any(db, &table, &format!("{of_user} = '{user_id}'")).await {
                        left.push(format!(
                            "{table} has rows of a deleted account; wipe them in \
                             server/src/db/users/wipe.rs with a statement in WIPE, or list in KEPT which \
                             columns stay, and why"
                        ));
                    }
                    continue;
                };
                for Column { name, .. } in &columns {
                    let says = format!("{of_user} = '{user_id}' AND {name} IS NOT NULL");
                    if !stay.contains(&name.as_str()) && any(db, &table, &says).await {
                        left.push(format!(
                            "{table}.{name} still says something of a deleted account; set it to NULL in \
                             server/src/db/users/wipe.rs with a statement in WIPE, or add it to the \
                             columns of KEPT, and say why"
                        ));
                    }
                }
            }
        }
        left
    }

    async fn any(db: &Db, table: &str, condition: &str) -> bool {
        let count = format!("SELECT count(*) FROM {table} WHERE {condition}");
        let (rows,): (i64,) = sqlx::query_as(AssertSqlSafe(count)).fetch_one(db).await.unwrap();
        rows > 0
    }

    /// What stays of a user who had rows everywhere and deleted the account.
    async fn left_behind_by_deletion(db: &Db) -> Vec<String> {
        let hash = PasswordHash::new("a hash".into());
        let user_id = user_with_rows_everywhere(db, &hash).await;
        let event = Event::new(AuditEvent::UserDeleted, UnixMillis(2));
        let deleted = delete(db, &user_id, &hash, event).await.unwrap();
        assert!(matches!(deleted, Deleted::Sessions(_)));
        left_behind(db, &user_id).await
    }

    #[tokio::test]
    async fn a_deleted_account_leaves_nothing_behind_but_what_is_listed() {
        let (_data, db) = migrated().await;
        let left = left_behind_by_deletion(&db).await;
        assert!(left.is_empty(), "{}", left.join("\n"));
    }

    #[tokio::test]
    async fn what_is_listed_as_kept_is_there() {
        let (_data, db) = migrated().await;
        for (table, kept) in KEPT {
            let columns = columns(&db, table).await;
            for name in *kept {
                assert!(
                    columns.iter().any(|column| column.name == *name),
                    "there is no {table}.{name}; take it out of KEPT in server/src/db/users/wipe.rs"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_table_or_a_column_that_nobody_wipes_is_found() {
        for (added, found) in [
            (
                "CREATE TABLE scribbles (id text NOT NULL PRIMARY KEY, user_id text NOT NULL, note text)",
                "scribbles has rows",
            ),
            (
                "CREATE TABLE scribbles (id bigint NOT NULL PRIMARY KEY, author text REFERENCES users (id))",
                "scribbles has rows",
            ),
            (
                "CREATE TABLE scribbles (user_id text REFERENCES users, session_id text NOT NULL \
                 REFERENCES sessions (id))",
                "scribbles has rows",
            ),
            ("ALTER TABLE sessions ADD COLUMN label text", "sessions.label still"),
            ("ALTER TABLE users ADD COLUMN born_at bigint", "users.born_at still"),
        ] {
            let (_data, db) = migrated().await;
            sqlx::query(added).execute(&db).await.unwrap();
            // A column of `users` has a value only after a statement wrote one.
            let is_of_users = found.starts_with("users.");
            if is_of_users {
                let always = "CREATE TRIGGER born AFTER INSERT ON users BEGIN \
                              UPDATE users SET born_at = 1; END";
                sqlx::query(always).execute(&db).await.unwrap();
            }
            let left = left_behind_by_deletion(&db).await;
            assert_eq!(left.len(), 1, "{added}: {left:?}");
            assert!(left[0].starts_with(found), "{added}: {left:?}");
            assert!(left[0].contains("server/src/db/users/wipe.rs"));
        }
    }
}
