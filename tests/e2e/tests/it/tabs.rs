//! Two tabs of one browser share a session.

use anyhow::{Context, Result, ensure};
use e2e::{visit, visit_at};
use shared::{ProblemCode, api::StorageMode};

/// Long enough for a script to be left in both tabs.
const HEAD_START_MS: i64 = 1_500;

#[test]
fn two_tabs_with_a_token_each_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::Memory)
}

#[test]
fn two_tabs_with_one_token_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::LocalStorage)
}

#[test]
fn two_tabs_with_an_http_only_token_renew_at_once_and_stay_signed_in() -> Result<()> {
    renew_at_once(StorageMode::HttpOnlyCookie)
}

fn renew_at_once(storage: StorageMode) -> Result<()> {
    visit(&format!("two_tabs_{}", storage.name()), async |visit| {
        visit.expect_status(&[401]);
        let session = visit.sign_in_for_15_s(storage).await?;
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
            visit.account().wait_later_exp(expired).await?;
            visit.header().wait_signed_in(storage).await?;
            visit.account().ensure_sid(&session).await?;
        }
        Ok(())
    })
}

#[test]
fn s37_signing_out_in_one_tab_reaches_the_other_and_the_token_is_refused() -> Result<()> {
    visit("sign_out_everywhere", async |visit| {
        let storage = StorageMode::LocalStorage;
        visit.sign_in_as_demo(storage).await?;
        let token = visit.kept(storage).await?.context("a token is kept")?;
        visit.open_tab("/account").await?;
        visit.header().wait_signed_in(storage).await?;
        visit.header().sign_out().await?;

        visit.tab(0).await?;
        visit.header().wait_signed_out("elsewhere").await?;
        visit.sign_in().wait().await?;
        ensure!(visit.kept(storage).await?.is_none(), "the token is gone");
        visit.server.wait_refused(&token, ProblemCode::SessionEnded).await
    })
}

#[test]
fn signing_in_in_one_tab_reaches_the_other() -> Result<()> {
    visit_at("sign_in_everywhere", "/sign-in", async |visit| {
        visit.sign_in().wait().await?;
        visit.open_tab("/").await?;
        let session = visit.sign_in_as_demo(StorageMode::Memory).await?;
        visit.tab(0).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.header().to_account().await?;
        visit.account().ensure_sid(&session).await
    })
}
