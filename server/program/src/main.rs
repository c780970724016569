//! `claimcheck`: command line and settings. `assembly` puts the login together, with the lesson or without it.

#[cfg(feature = "lesson")]
#[path = "with_lesson.rs"]
mod assembly;
#[cfg(not(feature = "lesson"))]
#[path = "login_alone.rs"]
mod assembly;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use server::{
    AppState,
    assets::Assets,
    clock::Clock,
    config::{Config, ServeArgs},
    ops::{
        cli::{
            backup::{self, BackupArgs},
            keys::{self, KeysCommand},
            print,
            sessions::{self, SessionsCommand},
            users::{self, UserCommand},
        },
        first_admin::{self, FirstAdmin},
        logs, metrics, stop,
    },
    run,
};
use std::{
    io::{self, ErrorKind, IsTerminal},
    net::{SocketAddr, TcpListener},
    process::ExitCode,
};

/// A login with a JWT that you can watch and deploy
#[derive(Parser)]
#[command(name = "claimcheck", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    ///
    /// Once it is ready it writes one line to standard output, `listening on http://ADDRESS:PORT`; the log
    /// goes to standard error. It stops on Ctrl-C and SIGTERM.
    Serve(Box<Serve>),
    /// List, rotate and revoke the signing keys
    ///
    /// Works on the server's database, also while the server runs: it sees a new key, and that one was revoked,
    /// within a second.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Add, list, disable and enable accounts
    ///
    /// Works on the server's database, also while the server runs: within a second it refuses the tokens of an
    /// account that was disabled.
    #[command(subcommand)]
    User(UserCommand),
    /// End sessions when something has leaked
    ///
    /// Works on the server's database, also while the server runs: within a second it refuses the tokens of the
    /// sessions.
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// Copy the database, also while the server runs
    ///
    /// A copy of the file claimcheck.db alone is no backup: it lacks what is still in the write-ahead log.
    Backup(BackupArgs),
    /// Print the description of the interface (OpenAPI 3.1)
    Openapi,
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    login: ServeArgs,
    #[command(flatten)]
    more: assembly::More,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(args) => serve(&args).await,
        Command::Keys(command) => keys::run(command).await,
        Command::User(command) => users::run(command).await,
        Command::Sessions(command) => sessions::run(command).await,
        Command::Backup(args) => backup::run(args).await,
        Command::Openapi => print_openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("claimcheck: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_openapi() -> Result<()> {
    let document = serde_json::to_string_pretty(&assembly::description())?;
    print(format_args!("{document}\n"))?;
    Ok(())
}

async fn serve(Serve { login: args, more }: &Serve) -> Result<()> {
    logs::start(args.log_format, &args.log, assembly::watcher(more))?;
    let listener = listen(args.listen, "CLAIMCHECK_LISTEN")?;
    let address = listener.local_addr()?;
    let listen_for_metrics = |address| listen(address, "CLAIMCHECK_METRICS_LISTEN");
    let metrics = args.metrics_listen.map(listen_for_metrics).transpose()?;
    let config = Config::new(args, address)?;
    let public_url = config.public_url.clone();
    let state = AppState::open(config, Clock::System, Assets::embedded()).await?;
    if public_url.is_exposed() {
        tracing::warn!(
            url = public_url.origin(),
            "passwords and tokens cross the network in the clear; put the server behind https and set CLAIMCHECK_PUBLIC_URL"
        );
    } else if !public_url.is_secure() {
        tracing::warn!(
            url = public_url.origin(),
            "on plain http the cookies go without Secure and the __Host- prefix; that is for this machine alone"
        );
    }
    let app = assembly::assemble(&state, more).await?;
    let is_terminal = io::stdout().is_terminal();
    let admin = first_admin::look(&state, is_terminal, assembly::MADE_BY_PROGRAM).await?;
    print(format_args!("listening on http://{address}\n"))?;
    introduce(&admin)?;
    tracing::info!(url = public_url.origin(), "ready");
    if let Some(metrics) = metrics {
        tokio::spawn(metrics::serve(metrics, state.clone()));
    }
    run(listener, state, app, async {
        match stop::signal().await {
            Ok(()) => tracing::info!("stopping"),
            Err(error) => tracing::error!(%error, "no signals can be received; stopping"),
        }
    })
    .await
}

fn introduce(admin: &FirstAdmin) -> Result<()> {
    match admin {
        FirstAdmin::IsThere => {}
        FirstAdmin::Made(username, password) => {
            print(format_args!(
                "\nThis is the first start, so an admin was made. The password is shown this once:\n\n    \
             user name  {username}\n    password   {}\n\n",
                password.reveal()
            ))?;
        }
        FirstAdmin::Wanted => tracing::info!(
            "nobody is an admin here; make one with `claimcheck user add NAME --admin`"
        ),
    }
    Ok(())
}

/// Binds an address; `setting` is the variable that can name another one.
fn listen(address: SocketAddr, setting: &str) -> Result<TcpListener> {
    match TcpListener::bind(address) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {} is taken by another program; stop that, or name another with {setting}=127.0.0.1:{}",
            address.port(),
            address.port().checked_add(10).unwrap_or(8080)
        ),
        bound => bound.with_context(|| {
            format!("{address} cannot be listened on; name another address with {setting}")
        }),
    }
}
