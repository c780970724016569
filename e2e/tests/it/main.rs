//! What a visitor lives through, in Chromium and against the real server.

mod accounts;
mod console;
mod expiry;
mod keyboard;
mod outage;
mod pictures;
mod reload;
mod seven_steps;
mod tabs;

use anyhow::Result;
use e2e::{Visit, pages::Lifetime};
use shared::api::StorageMode;

/// Signs in with the demo account and goes to the account page; gives the session's id.
async fn sign_in(visit: &Visit, storage: StorageMode, lifetime: Lifetime) -> Result<String> {
    let demo = visit.server.demo().await?;
    visit.open("/sign-in?next=/account").await?;
    visit.sign_in().submit(&demo, storage, lifetime).await?;
    visit.header().wait_signed_in(storage).await?;
    visit.account().sid().await
}
