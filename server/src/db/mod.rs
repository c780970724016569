//! The database: one SQL text, a file per table, functions named by their verb.

pub mod audit;
mod files;
pub(crate) mod housekeeping;
pub(crate) mod login_failures;
#[cfg(test)]
mod plans;
pub mod profiles;
pub mod sessions;
pub mod signing_keys;
pub mod users;
mod values;

pub use files::make_data_dir;
pub use values::PasswordHash;

use crate::{config::StoreConfig, stage};
use anyhow::{Context, Result};
use sqlx::{
    AnyPool, Executor,
    any::{AnyPoolOptions, AnyQueryResult, install_default_drivers},
    migrate::Migrator,
};
use std::{future::ready, path::Path, time::Duration};

pub type Db = AnyPool;

/// The schema, inside the binary.
static MIGRATIONS: Migrator = sqlx::migrate!();

/// Connects, and brings the schema up to date. Its file is made when it is not there.
pub async fn open(config: &StoreConfig) -> Result<Db> {
    install_default_drivers();
    let url = files::url(config)?;
    let db = AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        // Every query takes a connection first: a new one, or one that was there.
        .after_connect(|connection, _| {
            stage::asked_database();
            Box::pin(async move {
                connection.execute(PRAGMAS).await?;
                Ok(())
            })
        })
        .before_acquire(|_, _| {
            stage::asked_database();
            Box::pin(ready(Ok(true)))
        })
        .connect(&url)
        .await
        .context(
            "the database cannot be opened; see CLAIMCHECK_DATABASE_URL and CLAIMCHECK_DATA_DIR",
        )?;
    MIGRATIONS
        .run(&db)
        .await
        .context("the database cannot be brought up to date; was it made by a newer version?")?;
    Ok(db)
}

/// Whether a row was inserted. It was not when another row has the same value in a unique column.
fn is_inserted(inserted: Result<AnyQueryResult, sqlx::Error>) -> Result<bool, sqlx::Error> {
    match inserted {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        inserted => inserted.map(|_| true),
    }
}

/// Copies the database as it is at one moment into a new file that is readable by its owner alone. Writes go on
/// meanwhile. A copy of the file itself would lack what is still in the write-ahead log.
pub async fn backup(db: &Db, to: &Path) -> Result<()> {
    files::make_private(to)?;
    sqlx::query("VACUUM INTO $1").bind(to.to_string_lossy().into_owned()).execute(db).await?;
    Ok(())
}

/// Whether the database answers.
pub async fn ping(db: &Db) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT 1").execute(db).await.map(drop)
}

/// WAL lets readers and the writer work at once. `synchronous=FULL` puts a commit on disk before it is
/// acknowledged, so that no power cut brings a logout back. `secure_delete` overwrites what is deleted.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
                       PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                       PRAGMA secure_delete = ON;";
