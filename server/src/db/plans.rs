//! Every list and every look-up that a busy server makes is answered by an index, however long the table.

use super::{
    Db,
    audit::FIND_LAST,
    housekeeping, open,
    sessions::{LIST as LIST_SESSIONS, LIST_ENDED, LIST_ENDED_AFTER},
    users::LIST as LIST_USERS,
};
use crate::config::{RootKeySource, StoreConfig};
use sqlx::Row;

async fn plan(db: &Db, statement: &str) -> Vec<String> {
    let mut explain = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")));
    for _ in 0..parameters(statement) {
        explain = explain.bind(1_i64);
    }
    let rows = explain.fetch_all(db).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

fn parameters(statement: &str) -> usize {
    (1..=9).filter(|number| statement.contains(&format!("${number}"))).count()
}

#[tokio::test]
async fn every_list_is_found_by_an_index() {
    let data = tempfile::tempdir().unwrap();
    let db = open(&StoreConfig {
        data_dir: data.path().into(),
        database_url: None,
        root_key: RootKeySource::File(data.path().join("root.key")),
    })
    .await
    .unwrap();
    for statement in [
        LIST_SESSIONS,
        LIST_ENDED,
        LIST_ENDED_AFTER,
        LIST_USERS,
        FIND_LAST,
        housekeeping::DELETE_ENDED_SESSIONS,
        housekeeping::DELETE_EXPIRED_SESSIONS,
        housekeeping::DELETE_USERS,
        housekeeping::DELETE_EVENTS,
        housekeeping::DELETE_FAILURES,
    ] {
        let steps = plan(&db, statement).await;
        assert!(steps.iter().any(|step| step.contains("INDEX")), "{statement}: {steps:?}");
        for step in &steps {
            assert!(!step.contains("SCAN"), "{statement}: {steps:?}");
            assert!(!step.contains("TEMP B-TREE"), "{statement}: {steps:?}");
        }
    }
}
