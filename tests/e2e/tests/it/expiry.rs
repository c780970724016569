//! Step 7 away from the walkthrough: a token that expires while the user reads.

use anyhow::{Context, Result, ensure};
use e2e::{
    visit, visit_at,
    wait::{EXPIRY, SOON},
};
use shared::{ProblemCode, Step, api::StorageMode};

#[test]
fn without_renewal_one_signs_in_again_and_is_back_where_one_was() -> Result<()> {
    visit_at("expiry_without_renewal", "/", async |visit| {
        visit.expect_status(&[401]);
        visit.walkthrough().renewal(false).await?;
        let storage = StorageMode::LocalStorage;
        let session = visit.sign_in_for_15_s(storage).await?;
        visit.server.wait_past(visit.account().exp().await?).await?;

        visit.account().ask_again().await?;
        visit.sign_in().wait_why("expired").await?;
        visit.header().wait_signed_out("expired").await?;
        ensure!(visit.kept(storage).await?.is_none(), "the expired token is gone");

        let demo = visit.server.demo().await?;
        visit.sign_in().submit(&demo, storage).await?;
        let next = visit.account().sid().await?;
        ensure!(visit.path().await? == "/account", "back where one was");
        ensure!(next != session, "it is a new session");
        Ok(())
    })
}

#[test]
fn with_renewal_nobody_notices() -> Result<()> {
    visit("expiry_with_renewal", async |visit| {
        visit.expect_status(&[401]);
        let storage = StorageMode::LocalStorage;
        let session = visit.sign_in_for_15_s(storage).await?;
        let token = visit.kept(storage).await?.context("a token is kept")?;
        let exp = visit.account().exp().await?;
        visit.server.wait_past(exp).await?;
        let (status, problem) = visit.server.judges(&token).await?;
        ensure!(status == 401, "the old token is refused");
        ensure!(problem.is_some_and(|problem| problem.code == ProblemCode::TokenExpired));

        visit.account().ask_again().await?;
        visit.account().wait_later_exp(exp).await?;
        visit.account().ensure_sid(&session).await?;
        ensure!(visit.path().await? == "/account", "the page is still the same");
        let renewed = visit.kept(storage).await?.context("a token is kept")?;
        ensure!(renewed != token, "it is another token");
        ensure!(visit.server.judges(&renewed).await?.0 == 200, "which is good");
        Ok(())
    })
}

#[test]
fn the_walkthrough_shows_a_silent_renewal_as_what_it_is() -> Result<()> {
    visit("expiry_shown", async |visit| {
        visit.expect_status(&[401]);
        let storage = StorageMode::LocalStorage;
        let session = visit.sign_in_for_15_s(storage).await?;
        visit.open(&format!("/?step={}", Step::Expire)).await?;
        let page = visit.walkthrough();
        page.renewal(true).await?;
        page.wait_countdown("expired", EXPIRY).await?;
        let expired = page.token().await?;
        page.press(Step::Expire, "expire-send").await?;
        for exchange in
            ["GET /api/me 401 token_expired", "POST /api/auth/refresh 200", "GET /api/me 200"]
        {
            page.wait_exchange(exchange).await?;
        }
        page.wait_another_token(&expired, SOON).await?;
        visit.header().wait_signed_in(storage).await?;
        visit.header().to_account().await?;
        visit.account().ensure_sid(&session).await
    })
}

#[test]
fn a_reload_after_expiry_renews() -> Result<()> {
    visit("expiry_reload", async |visit| {
        visit.expect_status(&[401]);
        let session = visit.sign_in_for_15_s(StorageMode::HttpOnlyCookie).await?;
        let exp = visit.account().exp().await?;
        visit.server.wait_past(exp).await?;
        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::HttpOnlyCookie).await?;
        visit.account().wait_later_exp(exp).await?;
        visit.account().ensure_sid(&session).await?;
        visit.open(&format!("/?step={}", Step::Expire)).await?;
        visit.header().wait_signed_in(StorageMode::HttpOnlyCookie).await
    })
}
