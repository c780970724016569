//! The commands besides `serve`. They work on the database of a server, which may be running.

pub mod backup;
pub mod keys;
pub mod sessions;
pub mod users;

use crate::{
    config::{RootKeySource, StoreArgs, StoreConfig},
    db::{self, Db},
    keys::RootKey,
};
use anyhow::{Result, ensure};
use std::{
    fmt::Arguments,
    io::{self, ErrorKind, Write},
};

/// Writes to standard output. Returns false if the reader has closed the pipe, as `head` does, which is no failure.
pub fn print(text: Arguments<'_>) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}

/// Opens the root key and the database, and makes them at the first start.
pub async fn open(args: &StoreArgs) -> Result<(RootKey, Db)> {
    let store = StoreConfig::new(args)?;
    db::make_data_dir(&store.data_dir)?;
    let root = RootKey::open(&store.root_key)?;
    let db = db::open(&store).await?;
    Ok((root, db))
}

/// Opens the root key and the database of a server. Fails if they do not exist, so that a typo in the path makes no new
/// database.
pub async fn open_existing(args: &StoreArgs) -> Result<(RootKey, Db)> {
    let store = StoreConfig::new(args)?;
    let key_file = match store.root_key {
        RootKeySource::File(path) => Some(path),
        RootKeySource::Given(_) => None,
    };
    let database = store.data_dir.join("claimcheck.db");
    let database = store.database_url.is_none().then_some(database);
    for file in key_file.iter().chain(&database) {
        ensure!(
            file.exists(),
            "there is no {}; start the server once, or name its directory with CLAIMCHECK_DATA_DIR",
            file.display()
        );
    }
    open(args).await
}
