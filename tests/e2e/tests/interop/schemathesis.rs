//! A program that reads the description of the interface makes up thousands of requests from it, good ones
//! and bad ones, and holds every answer against it.

use crate::verifier::setting;
use anyhow::{Context, Result, ensure};
use e2e::Server;
use lesson_shared::DemoAccount;
use shared::api::paths;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// No answer is a failure of the server, and none is one that is not described.
#[tokio::test]
async fn schemathesis_finds_no_answer_that_is_not_described() -> Result<()> {
    // Requests seem to come from many addresses, or the limits would answer all but the first.
    let server = Server::start(&[("CLAIMCHECK_TRUSTED_PROXIES", "127.0.0.0/8,::1")]).await?;
    let password = "the keeper has seven keys";
    let names: Vec<_> = (0..16).map(|number| format!("keeper{number}")).collect();
    for name in &names {
        server.add_admin(&DemoAccount { username: name.clone(), password: password.into() })?;
    }
    let output = Command::new(program()?)
        .arg("--config-file")
        .arg(interop("schemathesis.toml"))
        .args(["run", &server.url(paths::OPENAPI)])
        .args(["--checks", "all", "--seed", "20261123", "--no-color"])
        // Sessions are ended by deleting the list of them, which is an empty list then and not gone.
        .args(["--exclude-checks", "use_after_free"])
        .current_dir(tempfile::tempdir()?.path())
        .env("SCHEMATHESIS_HOOKS", interop("schemathesis_hooks.py"))
        .env("CLAIMCHECK_SERVER", server.url(""))
        .env("CLAIMCHECK_ADMINS", names.join(" "))
        .env("CLAIMCHECK_ADMIN_PASSWORD", password)
        .env("NO_PROXY", "localhost")
        .output()
        .context("cannot run schemathesis")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // Finding nothing proves something only if every operation was tested.
    let numbers = |label| {
        let mut lines = said.lines();
        lines.find_map(|line| line.trim().strip_prefix(label))
    };
    let (selected, tested) = (numbers("Selected: "), numbers("Tested: "));
    let all = selected.and_then(|selected| selected.split_once('/'));
    ensure!(
        all.is_some_and(|(selected, all)| selected == all && tested == Some(all) && all != "0"),
        "not every operation was tested: {said}"
    );
    println!("{said}");
    Ok(())
}

/// It is installed beside Python.
fn program() -> Result<PathBuf> {
    let python = setting("CLAIMCHECK_PYTHON")?;
    Ok(Path::new(&python).with_file_name("schemathesis"))
}

fn interop(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../interop").join(file)
}
