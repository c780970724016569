//! What a visitor lives through, in Chromium and against the real server.

mod accounts;
mod admin;
mod audit;
mod console;
mod expiry;
mod first_load;
mod inspector;
mod keyboard;
mod keys;
mod lab;
mod outage;
mod password;
mod pasted;
mod pictures;
mod profile;
mod reload;
mod screen_reader;
mod sessions;
mod seven_steps;
mod strength;
mod tabs;
mod theft;
mod walkthrough;

use anyhow::Result;
use e2e::{Visit, pages::Lifetime};
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

/// Signs in with the demo account and goes to the account page; gives the session's id.
async fn sign_in(visit: &Visit, storage: StorageMode, lifetime: Lifetime) -> Result<String> {
    let demo = visit.server.demo().await?;
    sign_in_as(visit, &demo, "/account", storage, lifetime).await?;
    visit.account().sid().await
}

/// Signs in and goes on to this page.
async fn sign_in_as(
    visit: &Visit,
    account: &DemoAccount,
    next: &str,
    storage: StorageMode,
    lifetime: Lifetime,
) -> Result<()> {
    visit.open(&format!("/sign-in?next={next}")).await?;
    visit.sign_in().submit(account, storage, lifetime).await?;
    visit.header().wait_signed_in(storage).await
}

/// Makes an admin, and signs in as one on this page for admins.
async fn sign_in_as_admin(visit: &Visit, next: &str) -> Result<DemoAccount> {
    let root = account("root");
    visit.server.add_admin(&root)?;
    let (storage, lifetime) = (StorageMode::Memory, Lifetime::Normal);
    sign_in_as(visit, &root, next, storage, lifetime).await?;
    visit.admin().wait().await?;
    Ok(root)
}

/// A name with a password that nobody guesses.
fn account(username: &str) -> DemoAccount {
    DemoAccount { username: username.into(), password: "eleven quiet harbours, one lamp".into() }
}

/// Makes an account on the page, which signs in with it, and goes to the account page.
async fn sign_up(visit: &Visit, account: &DemoAccount) -> Result<()> {
    visit.open("/sign-up?next=/account").await?;
    let sign_up = visit.sign_up();
    sign_up.submit(&account.username, &account.password).await?;
    visit.header().wait_signed_in(StorageMode::Memory).await?;
    visit.account().sub().await?;
    Ok(())
}
