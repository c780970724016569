//! `claimcheck sessions`: ends sessions when something has leaked.

use super::{open_existing, users::find};
use crate::{
    clock::Clock,
    config::StoreArgs,
    db::{
        Db,
        audit::Event,
        sessions::{self, SessionsOf},
    },
};
use anyhow::Result;
use clap::{Args, Subcommand};
use shared::AuditEvent;

/// What can be done with the sessions.
#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    /// End the sessions of one user, or of all, who then have to sign in again
    End(EndArgs),
}

/// Whose sessions end.
#[derive(Args, Debug)]
pub struct EndArgs {
    #[command(flatten)]
    of: OfArgs,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct OfArgs {
    /// End the sessions of this user
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// End the sessions of all users
    #[arg(long)]
    all: bool,
}

/// Runs a command and writes to standard output what came of it. A server that runs meanwhile refuses the
/// tokens of these sessions within a second.
pub async fn run(command: SessionsCommand) -> Result<()> {
    let SessionsCommand::End(EndArgs { of, store }) = command;
    let (_, db) = open_existing(&store).await?;
    let ended = match of.user {
        Some(name) => {
            let user = find(&db, &name).await?;
            end(&db, SessionsOf::User { id: &user.id, keep: None }).await?
        }
        None => end(&db, SessionsOf::Everybody).await?,
    };
    super::print(format_args!("sessions ended: {ended}\n"))?;
    Ok(())
}

async fn end(db: &Db, of: SessionsOf<'_>) -> Result<usize> {
    let now = Clock::System.now();
    let mut why = Some(Event::new(AuditEvent::SessionsEnded, now));
    let mut all = 0;
    loop {
        let ended = sessions::end_batch(db, of, now, why.take()).await?.len();
        all += ended;
        if ended < sessions::BATCH {
            return Ok(all);
        }
    }
}
