//! Step 7 away from the walkthrough: a token that has expired while somebody was reading.

use crate::sign_in;
use anyhow::{Context, Result, ensure};
use e2e::{
    pages::{Exchange, Lifetime},
    visit,
    wait::{EXPIRY, SOON},
};
use shared::{
    ProblemCode, Step,
    api::{StorageMode, paths},
};

#[tokio::test]
async fn without_renewal_one_signs_in_again_and_is_back_where_one_was() -> Result<()> {
    visit("expiry_without_renewal", async |visit| {
        visit.expect_status(401);
        visit.open("/").await?;
        visit.walkthrough().renewal(false).await?;
        let session = sign_in(visit, StorageMode::LocalStorage, Lifetime::Seconds15).await?;
        visit.server.wait_past(visit.account().exp().await?).await?;

        visit.account().ask_again().await?;
        visit.sign_in().wait_why("expired").await?;
        visit.header().wait_signed_out("expired").await?;
        let kept = visit.kept(StorageMode::LocalStorage).await?;
        ensure!(kept.is_none(), "the expired token is gone");

        let demo = visit.server.demo().await?;
        let form = visit.sign_in();
        form.submit(&demo, StorageMode::LocalStorage, Lifetime::Normal).await?;
        let next = visit.account().sid().await?;
        ensure!(visit.path().await? == "/account", "back where one was");
        ensure!(next != session, "it is a new session");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn with_renewal_nobody_notices() -> Result<()> {
    visit("expiry_with_renewal", async |visit| {
        visit.expect_status(401);
        let storage = StorageMode::LocalStorage;
        let session = sign_in(visit, storage, Lifetime::Seconds15).await?;
        let token = visit.kept(storage).await?.context("a token is kept")?;
        let exp = visit.account().exp().await?;
        visit.server.wait_past(exp).await?;
        let (status, problem) = visit.server.judges(&token).await?;
        ensure!(status == 401, "the old token is refused");
        ensure!(problem.is_some_and(|problem| problem.code == ProblemCode::TokenExpired));

        visit.account().ask_again().await?;
        visit.account().later_exp(exp).await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        ensure!(visit.path().await? == "/account", "the page is still the same");
        let renewed = visit.kept(storage).await?.context("a token is kept")?;
        ensure!(renewed != token, "it is another token");
        ensure!(visit.server.judges(&renewed).await?.0 == 200, "which is good");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_walkthrough_shows_a_silent_renewal_as_what_it_is() -> Result<()> {
    visit("expiry_shown", async |visit| {
        visit.expect_status(401);
        let storage = StorageMode::LocalStorage;
        let session = sign_in(visit, storage, Lifetime::Seconds15).await?;
        visit.open(&format!("/?step={}", Step::Expire)).await?;
        let page = visit.walkthrough();
        page.renewal(true).await?;
        page.wait_countdown("expired", EXPIRY).await?;
        let expired = page.token().await?;
        page.press(Step::Expire, "expire-send").await?;
        for (method, path, status, problem) in [
            ("GET", paths::ME, 401, Some("token_expired")),
            ("POST", paths::REFRESH, 200, None),
            ("GET", paths::ME, 200, None),
        ] {
            let exchange = Exchange { method, path, status, problem };
            page.wait_exchange(exchange).await?;
        }
        page.another_token(&expired, SOON).await?;
        visit.header().wait_signed_in(storage).await?;
        visit.header().to_account().await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reload_after_expiry_renews() -> Result<()> {
    visit("expiry_reload", async |visit| {
        visit.expect_status(401);
        let session = sign_in(visit, StorageMode::HttpOnlyCookie, Lifetime::Seconds15).await?;
        let exp = visit.account().exp().await?;
        visit.server.wait_past(exp).await?;
        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::HttpOnlyCookie).await?;
        visit.account().later_exp(exp).await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        visit.open(&format!("/?step={}", Step::Expire)).await?;
        visit.header().wait_signed_in(StorageMode::HttpOnlyCookie).await
    })
    .await
}
