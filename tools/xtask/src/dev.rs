//! `cargo xtask dev`: the server and `trunk serve`, each built again when its files change.

use crate::{client, program::Running, repo, say, server};
use anyhow::{Context, Result, ensure};
use std::{
    path::PathBuf,
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, SystemTime},
};
use walkdir::WalkDir;

/// The port to which `Trunk.toml` sends requests for the server.
const SERVER_PORT: u16 = 8080;
/// How often files are looked at.
const INTERVAL: Duration = Duration::from_millis(500);

pub(crate) fn run(port: u16) -> Result<()> {
    server::port_is_free(port, "dev")?;
    ensure!(
        server::port_is_free(SERVER_PORT, "dev").is_ok(),
        "port {SERVER_PORT} is taken, and the server needs it here; stop the program that has it (`cargo xtask start`?) and try again"
    );
    let trunk = client::trunk()?.args("serve --port").arg(port.to_string());
    server::build()?;

    let (stop, stopped) = mpsc::channel();
    // When the signal comes twice, the receiver may be gone, and nothing is left to stop.
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })
    .context("cannot listen for Ctrl-C")?;

    let mut built = last_change();
    let mut server = Some(server::serve(SERVER_PORT)?.start()?);
    let mut trunk = trunk.start()?;
    say::banner(&[
        ("Page", &format!("http://localhost:{port}, reloads when the client changes")),
        (
            "Server",
            &format!("http://localhost:{SERVER_PORT}, starts again when server or shared change"),
        ),
        ("Stop", "Ctrl-C"),
    ]);
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(INTERVAL) {
        ensure!(!trunk.has_ended(), "`trunk serve` ended, see above");
        if server.as_mut().is_some_and(Running::has_ended) {
            server = None;
            say::note("The server ended. Change one of its files to start it again.");
        }
        let now = last_change();
        if now == built {
            continue;
        }
        built = now;
        match server::build() {
            Ok(()) => {
                // The old one has to leave the port before the new one takes it.
                drop(server.take());
                server = Some(server::serve(SERVER_PORT)?.start()?);
            }
            Err(error) => say::failure(&error),
        }
    }
    Ok(())
}

/// When the server's sources last changed.
fn last_change() -> Option<SystemTime> {
    let sources = ["server", "shared", "strength", "lesson", "Cargo.toml", "Cargo.lock"];
    last_change_in(sources.map(|path| repo::root().join(path)))
}

fn last_change_in<const N: usize>(paths: [PathBuf; N]) -> Option<SystemTime> {
    let entries = paths.into_iter().flat_map(WalkDir::new).filter_map(Result::ok);
    entries.filter_map(|entry| entry.metadata().ok()?.modified().ok()).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_written_file_makes_its_folder_newer() {
        let folder = tempfile::tempdir().unwrap();
        let last_change = || last_change_in([folder.path().to_owned()]);
        fs::create_dir(folder.path().join("inner")).unwrap();
        let file = fs::File::create(folder.path().join("inner/file")).unwrap();
        let later = SystemTime::now() + Duration::from_hours(1);
        assert!(last_change().unwrap() < later);
        file.set_modified(later).unwrap();
        assert_eq!(last_change(), Some(later));
        assert_eq!(last_change_in([folder.path().join("gone")]), None);
    }
}
