//! The walkthrough, all seven steps, once for each place where a token can be kept.

use anyhow::{Context, Result, ensure};
use e2e::{
    Visit,
    element::by,
    pages::{Exchange, Lifetime},
    visit,
    wait::{EXPIRY, SOON},
};
use shared::{
    Step, UnverifiedClaims,
    api::{ACCESS_COOKIE, REFRESH_COOKIE, SHORTEST_LIFETIME, StorageMode, paths},
};

#[tokio::test]
async fn memory() -> Result<()> {
    seven_steps(StorageMode::Memory).await
}

#[tokio::test]
async fn local_storage() -> Result<()> {
    seven_steps(StorageMode::LocalStorage).await
}

#[tokio::test]
async fn cookie() -> Result<()> {
    seven_steps(StorageMode::Cookie).await
}

#[tokio::test]
async fn http_only_cookie() -> Result<()> {
    seven_steps(StorageMode::HttpOnlyCookie).await
}

async fn seven_steps(storage: StorageMode) -> Result<()> {
    visit(&format!("seven_steps_{}", storage.name()), async |visit| {
        visit.expect_status(401);
        visit.open("/").await?;
        visit.walkthrough().renewal(false).await?;
        log_in(visit, storage, Lifetime::Normal).await?;
        issue(visit, storage).await?;
        store(visit, storage).await?;
        attach(visit).await?;
        verify(visit, storage).await?;
        handle(visit, storage).await?;
        expire(visit, storage).await
    })
    .await
}

async fn log_in(visit: &Visit, storage: StorageMode, lifetime: Lifetime) -> Result<()> {
    let demo = visit.server.demo().await?;
    visit.walkthrough().log_in(&demo, storage, lifetime).await?;
    visit.walkthrough().go(Step::Login).await?;
    visit.walkthrough().wait_exchange(LOGGED_IN).await
}

async fn issue(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Issue, "issue-unpack").await?;
    if storage == StorageMode::HttpOnlyCookie {
        page.wait_for(Step::Issue, &by("issue-no-token")).await?;
    } else {
        let token = page.token().await?;
        let claims = UnverifiedClaims::read(&token).ok().context("the page shows a token")?;
        ensure!(claims.exp.0 > claims.iat.0 + i64::from(SHORTEST_LIFETIME));
        ensure!(visit.server.judges(&token).await?.0 == 200, "it is the real one");
    }
    page.wait_done(Step::Issue).await
}

/// The page says where the token is; whether that is so is asked of the browser.
async fn store(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Store, "store-submit").await?;
    let found = storage != StorageMode::HttpOnlyCookie;
    let place = by("stored-place").with("data-mode", storage.name()).with("data-found", found);
    page.wait_for(Step::Store, &place).await?;
    page.wait_done(Step::Store).await?;
    visit.header().wait_signed_in(storage).await?;

    let refresh = visit.driver.get_named_cookie(REFRESH_COOKIE).await?;
    ensure!(refresh.http_only == Some(true), "no script reads the refresh token");
    let readable = visit.readable().await?;
    ensure!(!readable.contains(&refresh.value), "and none has a copy");
    match storage {
        StorageMode::LocalStorage | StorageMode::Cookie => {
            let kept = visit.kept(storage).await?;
            ensure!(kept == Some(page.token().await?), "it is where the page says");
        }
        StorageMode::Memory => {
            let token = page.token().await?;
            ensure!(!readable.contains(&token), "it is nowhere else");
        }
        StorageMode::HttpOnlyCookie => {
            let access = visit.driver.get_named_cookie(ACCESS_COOKIE).await?;
            ensure!(access.http_only == Some(true), "no script reads it");
            ensure!(!readable.contains(&access.value), "and none has a copy");
            ensure!(visit.server.judges(&access.value).await?.0 == 200, "it is the real one");
        }
    }
    Ok(())
}

async fn attach(visit: &Visit) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Attach, "attach-submit").await?;
    page.wait_exchange(ME).await?;
    page.press(Step::Attach, "attach-without").await?;
    page.wait_exchange(refused(ME, "token_missing")).await?;
    page.wait_done(Step::Attach).await
}

async fn verify(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.go(Step::Verify).await?;
    if storage == StorageMode::HttpOnlyCookie {
        page.wait_for(Step::Verify, &by("verify-cannot-tamper")).await?;
    } else {
        page.press(Step::Verify, "verify-tamper").await?;
        page.wait_exchange(refused(ME, "token_invalid")).await?;
    }
    visit.header().wait_signed_in(storage).await?;
    page.wait_done(Step::Verify).await
}

async fn handle(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.go(Step::Handle).await?;
    let sub = by("handle-me").inner(&by("me-sub")).text(&visit.driver).await?;
    if storage != StorageMode::HttpOnlyCookie {
        let claims = UnverifiedClaims::read(&page.token().await?);
        let claims = claims.ok().context("the page shows a token")?;
        ensure!(claims.sub == sub, "the server takes the token's word");
    }
    page.wait_done(Step::Handle).await
}

/// With a token that lives for 15 s, so that the steps before do not have to hurry.
async fn expire(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    visit.header().sign_out().await?;
    visit.header().wait_signed_out("signed_out").await?;
    log_in(visit, storage, Lifetime::Seconds15).await?;
    page.press(Step::Store, "store-submit").await?;
    visit.header().wait_signed_in(storage).await?;

    page.go(Step::Expire).await?;
    page.wait_countdown("fresh", SOON).await?;
    page.wait_countdown("expired", EXPIRY).await?;
    page.press(Step::Expire, "expire-send").await?;
    page.wait_exchange(refused(ME, "token_expired")).await?;
    visit.header().wait_signed_out("expired").await?;
    page.wait_done(Step::Expire).await?;

    page.press(Step::Expire, "expire-sign-in-again").await?;
    log_in(visit, storage, Lifetime::Normal).await
}

const LOGGED_IN: Exchange =
    Exchange { method: "POST", path: paths::LOGIN, status: 200, problem: None };

const ME: Exchange = Exchange { method: "GET", path: paths::ME, status: 200, problem: None };

fn refused(exchange: Exchange, code: &'static str) -> Exchange {
    Exchange { status: 401, problem: Some(code), ..exchange }
}
