//! The walkthrough, all seven steps, once for each place where a token can be kept.

use anyhow::{Context, Result, ensure};
use e2e::{
    TokenChoice, Visit, visit_at,
    wait::{EXPIRY, SOON},
};
use shared::{
    Step, UnverifiedClaims,
    api::{ACCESS_COOKIE, REFRESH_COOKIE, SHORTEST_LIFETIME, StorageMode},
};

test_each_storage!(seven_steps);

fn seven_steps(storage: StorageMode) -> Result<()> {
    visit_at(&format!("seven_steps_{}", storage.name()), "/", async |visit| {
        visit.expect_status(&[401]);
        visit.walkthrough().renewal(false).await?;
        log_in(visit, storage).await?;
        issue(visit, storage).await?;
        store(visit, storage).await?;
        attach(visit).await?;
        verify(visit, storage).await?;
        handle(visit, storage).await?;
        expire(visit, storage).await
    })
}

async fn log_in(visit: &Visit, choice: impl Into<TokenChoice>) -> Result<()> {
    let page = visit.walkthrough();
    page.log_in(choice).await?;
    page.go(Step::Login).await?;
    page.wait_exchange("POST /api/auth/login 200").await
}

async fn issue(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Issue, "issue-unpack").await?;
    if storage == StorageMode::HttpOnlyCookie {
        page.panel(Step::Issue).by("issue-no-token").wait().await?;
    } else {
        let token = page.token().await?;
        let claims = claims(&token)?;
        ensure!(claims.exp.0 > claims.iat.0 + i64::from(SHORTEST_LIFETIME));
        ensure!(visit.server.judges(&token).await?.0 == 200, "it is the real one");
    }
    page.done(Step::Issue).wait().await
}

fn claims(token: &str) -> Result<UnverifiedClaims> {
    UnverifiedClaims::read(token).ok().context("the page shows a token")
}

/// The page says where the token is, and the browser has to agree.
async fn store(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Store, "store-submit").await?;
    let found = storage != StorageMode::HttpOnlyCookie;
    let place = page.panel(Step::Store).by("stored-place").with("data-mode", storage.name());
    place.with("data-found", found).wait().await?;
    page.done(Step::Store).wait().await?;
    visit.header().wait_signed_in(storage).await?;

    ensure_hidden(visit, REFRESH_COOKIE).await?;
    match storage {
        StorageMode::LocalStorage | StorageMode::Cookie => {
            let kept = visit.kept(storage).await?;
            ensure!(kept == Some(page.token().await?), "it is where the page says");
        }
        StorageMode::Memory => {
            let readable = visit.readable().await?;
            ensure!(!readable.contains(&page.token().await?), "it is nowhere else");
        }
        StorageMode::HttpOnlyCookie => {
            let access = ensure_hidden(visit, ACCESS_COOKIE).await?;
            ensure!(visit.server.judges(&access).await?.0 == 200, "it is the real one");
        }
    }
    Ok(())
}

/// Gives the value of a cookie that no script can read, and of which none has a copy.
async fn ensure_hidden(visit: &Visit, name: &str) -> Result<String> {
    let cookie = visit.driver.get_named_cookie(name).await?;
    ensure!(cookie.http_only == Some(true), "no script reads {name}");
    ensure!(!visit.readable().await?.contains(&cookie.value), "and none has a copy");
    Ok(cookie.value)
}

async fn attach(visit: &Visit) -> Result<()> {
    let page = visit.walkthrough();
    page.press(Step::Attach, "attach-submit").await?;
    page.wait_exchange("GET /api/me 200").await?;
    page.press(Step::Attach, "attach-without").await?;
    page.wait_exchange("GET /api/me 401 token_missing").await?;
    page.done(Step::Attach).wait().await
}

async fn verify(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.go(Step::Verify).await?;
    if storage == StorageMode::HttpOnlyCookie {
        page.panel(Step::Verify).by("verify-cannot-tamper").wait().await?;
    } else {
        page.press(Step::Verify, "verify-tamper").await?;
        page.wait_exchange("GET /api/me 401 token_invalid").await?;
    }
    visit.header().wait_signed_in(storage).await?;
    page.done(Step::Verify).wait().await
}

async fn handle(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    page.go(Step::Handle).await?;
    let sub = visit.by("handle-me").by("me-sub").text().await?;
    if storage != StorageMode::HttpOnlyCookie {
        ensure!(claims(&page.token().await?)?.sub == sub, "the server takes the token's word");
    }
    page.done(Step::Handle).wait().await
}

/// With a token that lives for 15 s, so that the steps before do not have to hurry.
async fn expire(visit: &Visit, storage: StorageMode) -> Result<()> {
    let page = visit.walkthrough();
    visit.header().sign_out().await?;
    log_in(visit, TokenChoice::short_lived(storage)).await?;
    page.press(Step::Store, "store-submit").await?;
    visit.header().wait_signed_in(storage).await?;

    page.go(Step::Expire).await?;
    page.wait_countdown("fresh", SOON).await?;
    page.wait_countdown("expired", EXPIRY).await?;
    page.press(Step::Expire, "expire-send").await?;
    page.wait_exchange("GET /api/me 401 token_expired").await?;
    visit.header().wait_signed_out("expired").await?;
    page.done(Step::Expire).wait().await?;

    page.press(Step::Expire, "expire-sign-in-again").await?;
    log_in(visit, storage).await
}
