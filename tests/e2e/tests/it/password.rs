//! Another password, and the end of an account.

use crate::{account, sign_in_as, sign_up};
use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::api::StorageMode;

#[tokio::test]
async fn s26_another_password_ends_the_other_sessions_in_english() -> Result<()> {
    changes("en").await
}

#[tokio::test]
async fn s26_another_password_ends_the_other_sessions_in_korean() -> Result<()> {
    changes("ko").await
}

async fn changes(language: &str) -> Result<()> {
    visit(&format!("password_{language}"), async |visit| {
        visit.expect_status(403);
        let mut ada = account("ada");
        sign_up(visit, &ada).await?;
        visit.header().language(language).await?;
        visit
            .elsewhere(&format!("password_elsewhere_{language}"), async |elsewhere| {
                elsewhere.expect_status(401);
                let (storage, normal) = (StorageMode::HttpOnlyCookie, Lifetime::Normal);
                sign_in_as(elsewhere, &ada, "/account", storage, normal).await?;
                elsewhere.account().sid().await?;

                let page = visit.account();
                let new = "a wardrobe of nine lemon umbrellas";
                page.change_password("this is not the password", new).await?;
                page.wait_password_error("current").await?;
                page.change_password(&ada.password, new).await?;
                page.wait_password_changed().await?;
                page.wait_sessions(1).await?;
                elsewhere.account().ask_again().await?;
                elsewhere.header().wait_signed_out("ended").await?;

                elsewhere.sign_in().submit(&ada, storage, normal).await?;
                elsewhere.sign_in().wait_problem("wrong_credentials").await?;
                ada.password = new.into();
                sign_in_as(elsewhere, &ada, "/account", storage, normal).await
            })
            .await
    })
    .await
}

#[tokio::test]
async fn s24_a_password_that_is_easy_to_guess_is_refused_with_the_reason() -> Result<()> {
    visit("password_weak", async |visit| {
        let ada = account("ada");
        sign_up(visit, &ada).await?;
        let page = visit.account();
        for (weak, weakness) in
            [("aaaaaaaaaaaaaaaaaaaa", "repeat"), ("qwertyuiopasdfghjkl", "common")]
        {
            visit.expect_status(422);
            page.change_password(&ada.password, weak).await?;
            let english = page.wait_weak(weakness).await?;
            page.wait_password_error("new").await?;
            visit.header().language("ko").await?;
            ensure!(page.wait_weak(weakness).await? != english, "in both languages");
            visit.header().language("en").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn s38_an_account_that_is_deleted_is_gone() -> Result<()> {
    visit("account_deleted", async |visit| {
        visit.expect_status(401);
        let ada = account("ada");
        sign_up(visit, &ada).await?;
        visit.account().delete(&ada.password).await?;
        visit.sign_in().wait_why("deleted").await?;
        let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
        visit.sign_in().submit(&ada, storage, normal).await?;
        visit.sign_in().wait_problem("wrong_credentials").await?;
        // The name is free for somebody else.
        sign_up(visit, &ada).await
    })
    .await
}

#[tokio::test]
async fn s38_the_only_admin_is_told_what_to_do_before_the_account_can_be_deleted() -> Result<()> {
    visit("account_only_admin", async |visit| {
        visit.expect_status(409);
        let root = account("root");
        visit.server.add_admin(&root)?;
        let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
        sign_in_as(visit, &root, "/account", storage, normal).await?;
        visit.account().delete(&root.password).await?;
        visit.account().wait_only_admin().await
    })
    .await
}
