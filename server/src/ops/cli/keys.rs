//! `claimcheck keys`: lists and rotates the signing keys.

use crate::{
    clock::{Clock, UnixMillis},
    config::{StoreArgs, TimingArgs, algorithm},
    db::{self, audit::Event},
    keys::{KeyPolicy, KeyRing, lifecycle, rotation::Rotation},
};
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};
use shared::{AuditEvent, api::admin::SigningKeyItem, verify::Algorithm};
use std::time::Duration;

/// The subcommands of `claimcheck keys`.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// List the signing keys, the newest first, with their states
    List(KeysArgs),
    /// Announce a new signing key, which signs once it has been known for long enough
    Rotate {
        /// HS256, EdDSA, ES256 or RS256; a server that is configured for another one goes back to that
        /// at its next start [default: that of the newest key]
        #[arg(long, value_parser = algorithm)]
        algorithm: Option<Algorithm>,
        /// Where the keys are, and what they do when
        #[command(flatten)]
        keys: KeysArgs,
    },
    /// Revoke a signing key whose secret has leaked: every token of this key is refused within a second
    ///
    /// Users whose access token is refused get a new one with their refresh token. Other services that verify
    /// with the published keys accept tokens of this key until they read the keys again.
    Revoke {
        /// The id of the key, as `claimcheck keys list` shows it
        #[arg(allow_hyphen_values = true)]
        kid: String,
        /// Where the keys are, and what they do when
        #[command(flatten)]
        keys: KeysArgs,
    },
}

/// Where the keys are, and what they do when.
#[derive(Args, Clone, Debug)]
pub struct KeysArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    timing: TimingArgs,
}

/// Runs a command and writes the result to standard output.
pub async fn run(command: KeysCommand) -> Result<()> {
    let now = Clock::System.now();
    match command {
        KeysCommand::List(args) => {
            let ring = open(&args, None).await?;
            let table = table(&ring.list(now).await?);
            super::print(format_args!("{table}"))?;
        }
        KeysCommand::Rotate { algorithm, keys } => {
            let ring = open(&keys, algorithm).await?;
            let event = Event::new(AuditEvent::KeyAnnounced, now);
            match ring.rotate(event).await? {
                Rotation::Announced(key) => super::print(format_args!(
                    "announced {} for {}; it signs from {}\n",
                    key.kid(),
                    key.algorithm().name(),
                    key.schedule().signs_from.rfc3339()
                ))?,
                Rotation::Pending(key) => bail!(
                    "{} was announced already and signs from {}; rotate again after that if you still want to",
                    key.kid(),
                    key.schedule().signs_from.rfc3339()
                ),
            };
        }
        KeysCommand::Revoke { kid, keys } => {
            let ring = open(&keys, None).await?;
            ensure!(
                ring.revoke(&kid, now).await?,
                "there is no key {kid} that verifies; `claimcheck keys list` shows all"
            );
            let signing = ring.signing(now)?;
            super::print(format_args!("revoked {kid}; {} signs now\n", signing.kid()))?;
        }
    }
    Ok(())
}

async fn open(args: &KeysArgs, algorithm: Option<Algorithm>) -> Result<KeyRing> {
    let policy = args.timing.policy("keys", "keys")?;
    let (root, db) = super::open_existing(&args.store).await?;
    let rows = db::signing_keys::list(&db).await?;
    let newest = rows
        .last()
        .context("there is no signing key yet; the server makes the first one when it starts")?;
    let policy = KeyPolicy {
        algorithm: algorithm
            .or_else(|| Algorithm::from_name(&newest.algorithm))
            .unwrap_or(Algorithm::Hs256),
        // Keys of age are replaced by the server, not by this command.
        age: Duration::MAX,
        announce: args.timing.key_announce,
        retention: lifecycle::retention(&policy),
    };
    KeyRing::open_existing(db, &root, policy).await
}

fn table(keys: &[SigningKeyItem]) -> String {
    let mut table = line("KEY ID", "ALGORITHM", "STATE", "SIGNS FROM", "VERIFIES UNTIL");
    for key in keys {
        let until = key.verifies_until.map(|until| UnixMillis(until).rfc3339());
        table += &line(
            &key.kid,
            key.algorithm.name(),
            key.state.name(),
            &UnixMillis(key.signs_from).rfc3339(),
            until.as_deref().unwrap_or("-"),
        );
    }
    table
}

fn line(kid: &str, algorithm: &str, state: &str, signs_from: &str, until: &str) -> String {
    format!("{kid:<22}  {algorithm:<9}  {state:<9}  {signs_from:<20}  {until}\n")
}
