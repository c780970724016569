//! The database: one SQL text, a file per table, functions named by their verb.

pub mod audit;
pub mod housekeeping;
#[cfg(test)]
mod plans;
pub mod login_failures;
pub mod profiles;
pub mod sessions;
pub mod signing_keys;
pub mod users;

use crate::config::StoreConfig;
use anyhow::{Context, Result, ensure};
use sqlx::{
    AnyPool, Executor,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

/// A pool of connections.
pub type Db = AnyPool;

/// The schema, inside the binary.
static MIGRATIONS: Migrator = sqlx::migrate!();

/// Connects, and brings the schema up to date. The data directory is made when it is not there.
pub async fn open(config: &StoreConfig) -> Result<Db> {
    install_default_drivers();
    let url = match &config.database_url {
        Some(url) => url.clone(),
        None => url_of(&private_file(config.data_dir.join("claimcheck.db"))?)?,
    };
    names_a_database_file(&url)?;
    let db = AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(PRAGMAS).await?;
                Ok(())
            })
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

/// In memory each connection of the pool would have a database of its own.
fn names_a_database_file(url: &str) -> Result<()> {
    ensure!(
        url.starts_with("sqlite:"),
        "CLAIMCHECK_DATABASE_URL has to start with sqlite:, the one database of this version"
    );
    ensure!(
        !url.contains(":memory:") && !url.contains("mode=memory"),
        "CLAIMCHECK_DATABASE_URL names a database in memory, which forgets ended sessions; name a file"
    );
    Ok(())
}

/// Makes the data directory for its owner alone.
pub fn make_data_dir(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| {
        format!(
            "the data directory {} cannot be made; name another with CLAIMCHECK_DATA_DIR",
            path.display()
        )
    })
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

/// Makes the file for its owner alone, when it is not there. SQLite gives the files beside it the same
/// mode.
fn private_file(path: PathBuf) -> Result<PathBuf> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(&path)
        .with_context(|| format!("the database {} cannot be made", path.display()))?;
    Ok(path)
}

fn url_of(file: &Path) -> Result<String> {
    let absolute = std::path::absolute(file)?;
    let url = Url::from_file_path(&absolute).map_err(|()| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            "the data directory has no absolute path",
        )
    })?;
    Ok(format!("sqlite://{}?mode=rwc", url.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_database_file_will_do() {
        assert!(names_a_database_file("sqlite:/var/lib/claimcheck.db?mode=rwc").is_ok());
        for url in [
            "postgres://localhost/db",
            "",
            "sqlite::memory:",
            "sqlite:x?mode=memory",
        ] {
            let told = names_a_database_file(url).unwrap_err().to_string();
            assert!(told.contains("CLAIMCHECK_DATABASE_URL"), "{url}: {told}");
        }
    }
}
