//! The server is killed and started again on the same data.

use crate::sign_in;
use anyhow::{Context, Result, ensure};
use e2e::{element::by, pages::Lifetime, visit};
use shared::{ProblemCode, api::StorageMode};

#[tokio::test]
async fn s52_a_session_outlives_the_server() -> Result<()> {
    visit("outage", async |visit| {
        visit.expect_no_server();
        let session = sign_in(visit, StorageMode::Memory, Lifetime::Normal).await?;
        visit.server.kill();
        visit.account().ask_again().await?;
        visit.header().wait_server_away(true).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;

        visit.server.start_again().await?;
        visit.header().wait_server_away(false).await?;
        visit.account().ask_again().await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        // Memory is gone after this, so the refresh cookie has to be good at the new server.
        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn s39_signing_out_clears_the_browser_at_once_and_the_server_later() -> Result<()> {
    visit("outage_sign_out", async |visit| {
        visit.expect_no_server();
        visit.expect_status(401);
        let storage = StorageMode::LocalStorage;
        sign_in(visit, storage, Lifetime::Normal).await?;
        let token = visit.kept(storage).await?.context("a token is kept")?;
        visit.server.kill();
        visit.header().sign_out().await?;
        visit.header().wait_signed_out("signed_out").await?;
        ensure!(visit.kept(storage).await?.is_none(), "the token is gone");
        visit.header().wait_server_away(true).await?;

        visit.server.start_again().await?;
        visit.server.wait_refused(&token, ProblemCode::SessionEnded).await?;
        visit.reload().await?;
        visit.header().wait_signed_out("none").await
    })
    .await
}

#[tokio::test]
async fn the_files_of_a_step_come_when_the_server_is_back() -> Result<()> {
    visit("outage_source", async |visit| {
        visit.expect_no_server();
        visit.open("/?step=handle").await?;
        let page = visit.walkthrough();
        page.tab("question").await?;
        by("quiz-0").wait(&visit.driver).await?;
        visit.server.kill();
        page.tab("code").await?;
        visit.header().wait_server_away(true).await?;
        ensure!(by("source-open").count(&visit.driver).await? == 0);
        visit.server.start_again().await?;
        by("source-open").wait(&visit.driver).await?;
        Ok(())
    })
    .await
}
