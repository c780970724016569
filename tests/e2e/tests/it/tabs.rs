//! Two tabs of one browser share a session.

use crate::sign_in;
use anyhow::{Context, Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::{ProblemCode, api::StorageMode};

/// Long enough for a script to be left in both tabs.
const HEAD_START_MS: i64 = 1_500;

#[tokio::test]
async fn two_tabs_with_a_token_each_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::Memory).await
}

#[tokio::test]
async fn two_tabs_with_one_token_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::LocalStorage).await
}

#[tokio::test]
async fn two_tabs_with_an_http_only_token_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::HttpOnlyCookie).await
}

async fn renew_at_once(storage: StorageMode) -> Result<()> {
    visit(&format!("two_tabs_{}", storage.name()), async |visit| {
        visit.expect_status(401);
        let session = sign_in(visit, storage, Lifetime::Seconds15).await?;
        visit.open_tab("/account").await?;
        visit.header().wait_signed_in(storage).await?;
        let second = visit.account().exp().await?;
        visit.tab(0).await?;
        let first = visit.account().exp().await?;
        visit.server.wait_past(first.max(second)).await?;

        let now_ms = visit.server.info().await?.now_ms;
        for tab in [0, 1] {
            visit.tab(tab).await?;
            visit.account().ask_again_at(now_ms + HEAD_START_MS).await?;
        }
        for (tab, expired) in [(0, first), (1, second)] {
            visit.tab(tab).await?;
            visit.account().later_exp(expired).await?;
            visit.header().wait_signed_in(storage).await?;
            ensure!(visit.account().sid().await? == session, "it is the same session");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn s37_signing_out_in_one_tab_reaches_the_other_and_the_token_is_refused() -> Result<()> {
    visit("sign_out_everywhere", async |visit| {
        sign_in(visit, StorageMode::LocalStorage, Lifetime::Normal).await?;
        let token = visit.kept(StorageMode::LocalStorage).await?;
        let token = token.context("a token is kept")?;
        visit.open_tab("/account").await?;
        visit.header().wait_signed_in(StorageMode::LocalStorage).await?;
        visit.header().sign_out().await?;
        visit.header().wait_signed_out("signed_out").await?;

        visit.tab(0).await?;
        visit.header().wait_signed_out("elsewhere").await?;
        visit.sign_in().wait().await?;
        let kept = visit.kept(StorageMode::LocalStorage).await?;
        ensure!(kept.is_none(), "the token is gone");
        visit.server.wait_refused(&token, ProblemCode::SessionEnded).await
    })
    .await
}

#[tokio::test]
async fn signing_in_in_one_tab_reaches_the_other() -> Result<()> {
    visit("sign_in_everywhere", async |visit| {
        visit.open("/sign-in").await?;
        visit.sign_in().wait().await?;
        visit.open_tab("/").await?;
        let session = sign_in(visit, StorageMode::Memory, Lifetime::Normal).await?;
        visit.tab(0).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.header().to_account().await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        Ok(())
    })
    .await
}
