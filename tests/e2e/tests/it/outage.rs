//! The server is killed and started again on the same data.

use anyhow::{Context, Result, ensure};
use e2e::{visit, visit_at};
use shared::{ProblemCode, api::StorageMode};

#[test]
fn s52_a_session_outlives_the_server() -> Result<()> {
    visit("outage", async |visit| {
        visit.expect_no_server();
        let session = visit.sign_in_as_demo(StorageMode::Memory).await?;
        visit.server.kill();
        visit.account().ask_again().await?;
        visit.by("server-away").wait().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;

        visit.server.start_again().await?;
        visit.by("server-away").wait_gone().await?;
        visit.account().ask_again().await?;
        visit.account().ensure_sid(&session).await?;
        // Memory is gone after this, so the refresh cookie has to be good at the new server.
        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.account().ensure_sid(&session).await
    })
}

#[test]
fn s39_signing_out_clears_the_browser_at_once_and_the_server_later() -> Result<()> {
    visit("outage_sign_out", async |visit| {
        visit.expect_no_server();
        visit.expect_status(&[401]);
        let storage = StorageMode::LocalStorage;
        visit.sign_in_as_demo(storage).await?;
        let token = visit.kept(storage).await?.context("a token is kept")?;
        visit.server.kill();
        visit.header().sign_out().await?;
        ensure!(visit.kept(storage).await?.is_none(), "the token is gone");
        visit.by("server-away").wait().await?;

        visit.server.start_again().await?;
        visit.server.wait_refused(&token, ProblemCode::SessionEnded).await?;
        visit.reload().await?;
        visit.header().wait_signed_out("none").await
    })
}

#[test]
fn the_files_of_a_step_come_when_the_server_is_back() -> Result<()> {
    visit_at("outage_source", "/?step=handle", async |visit| {
        visit.expect_no_server();
        let page = visit.walkthrough();
        page.tab("question").await?;
        visit.by("quiz-0").wait().await?;
        visit.server.kill();
        page.tab("code").await?;
        visit.by("server-away").wait().await?;
        ensure!(!visit.by("source-open").is_there().await?);
        visit.server.start_again().await?;
        visit.by("source-open").wait().await
    })
}
