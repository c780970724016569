//! Sessions in several browsers, and their ends.

use anyhow::Result;
use e2e::{Visit, visit};
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

#[test]
fn s38_a_session_that_is_ended_from_the_list_is_over_at_once_in_english() -> Result<()> {
    ends("en")
}

#[test]
fn s38_a_session_that_is_ended_from_the_list_is_over_at_once_in_korean() -> Result<()> {
    ends("ko")
}

fn ends(language: &str) -> Result<()> {
    visit(&format!("sessions_{language}"), async |visit| {
        let ada = visit.sign_up_as("ada").await?;
        visit.header().language(language).await?;
        let page = visit.account();
        page.wait_sessions(1).await?;
        let test = async |elsewhere: &Visit| {
            elsewhere.expect_status(&[401]);
            sign_in(elsewhere, &ada).await?;
            page.wait_sessions(2).await?;
            page.end_session(false).await?;
            page.wait_listed(1).await?;
            elsewhere.account().wait_ended().await?;

            sign_in(elsewhere, &ada).await?;
            page.wait_sessions(2).await?;
            page.end_sessions("others").await?;
            page.wait_listed(1).await?;
            elsewhere.account().wait_ended().await?;

            sign_in(elsewhere, &ada).await?;
            page.end_sessions("all").await?;
            visit.header().wait_signed_out("signed_out").await?;
            elsewhere.account().wait_ended().await
        };
        visit.elsewhere(test).await
    })
}

#[test]
fn ending_the_session_of_this_browser_signs_out() -> Result<()> {
    visit("sessions_this", async |visit| {
        visit.sign_up_as("ada").await?;
        visit.account().wait_sessions(1).await?;
        visit.account().end_session(true).await?;
        visit.header().wait_signed_out("signed_out").await
    })
}

async fn sign_in(visit: &Visit, account: &DemoAccount) -> Result<String> {
    visit.sign_in_as(account, StorageMode::LocalStorage, "/account").await?;
    visit.account().sid().await
}
