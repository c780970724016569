//! `claimcheck backup`: copies the database of a server that may run meanwhile.

use super::open_existing;
use crate::{config::StoreArgs, db};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::path::PathBuf;

/// What is copied, and where to.
#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The copy, a new file
    file: PathBuf,
    #[command(flatten)]
    store: StoreArgs,
}

/// Writes the copy. It holds every change that was acknowledged before, and its mode is 0600.
///
/// # Errors
/// When the file exists, or cannot be written.
pub async fn run(BackupArgs { file, store }: BackupArgs) -> Result<()> {
    ensure!(!file.exists(), "there is a file {} already; name a new one", file.display());
    let (_, db) = open_existing(&store).await?;
    db::backup(&db, &file)
        .await
        .with_context(|| format!("{} cannot be written", file.display()))?;
    super::print(format_args!("copied to {}; keep the root key apart from it\n", file.display()))?;
    Ok(())
}
