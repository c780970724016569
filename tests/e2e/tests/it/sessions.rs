//! Sessions in several browsers, and their ends.

use crate::{account, sign_in_as, sign_up};
use anyhow::Result;
use e2e::{Visit, pages::Lifetime, visit};
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

#[tokio::test]
async fn s38_a_session_that_is_ended_from_the_list_is_over_at_once_in_english() -> Result<()> {
    ends("en").await
}

#[tokio::test]
async fn s38_a_session_that_is_ended_from_the_list_is_over_at_once_in_korean() -> Result<()> {
    ends("ko").await
}

async fn ends(language: &str) -> Result<()> {
    visit(&format!("sessions_{language}"), async |visit| {
        let ada = account("ada");
        sign_up(visit, &ada).await?;
        visit.header().language(language).await?;
        visit.account().wait_sessions(1).await?;
        visit
            .elsewhere(&format!("sessions_elsewhere_{language}"), async |elsewhere| {
                elsewhere.expect_status(401);
                sign_in_at(elsewhere, &ada).await?;
                visit.account().wait_sessions(2).await?;
                visit.account().end_another().await?;
                visit.account().wait_listed(1).await?;
                wait_ended(elsewhere).await?;

                sign_in_at(elsewhere, &ada).await?;
                visit.account().wait_sessions(2).await?;
                visit.account().end_sessions("others").await?;
                visit.account().wait_listed(1).await?;
                wait_ended(elsewhere).await?;

                sign_in_at(elsewhere, &ada).await?;
                visit.account().end_sessions("all").await?;
                visit.header().wait_signed_out("signed_out").await?;
                wait_ended(elsewhere).await
            })
            .await
    })
    .await
}

#[tokio::test]
async fn ending_the_session_of_this_browser_signs_out() -> Result<()> {
    visit("sessions_this", async |visit| {
        sign_up(visit, &account("ada")).await?;
        visit.account().wait_sessions(1).await?;
        visit.account().end_this().await?;
        visit.header().wait_signed_out("signed_out").await
    })
    .await
}

async fn sign_in_at(visit: &Visit, account: &DemoAccount) -> Result<()> {
    let (storage, normal) = (StorageMode::LocalStorage, Lifetime::Normal);
    sign_in_as(visit, account, "/account", storage, normal).await?;
    visit.account().sid().await?;
    Ok(())
}

async fn wait_ended(visit: &Visit) -> Result<()> {
    visit.account().ask_again().await?;
    visit.header().wait_signed_out("ended").await
}
