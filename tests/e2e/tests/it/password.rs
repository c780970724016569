//! Another password, and the end of an account.

use anyhow::{Result, ensure};
use e2e::{Visit, visit};
use shared::api::StorageMode;

#[test]
fn s26_another_password_ends_the_other_sessions_in_english() -> Result<()> {
    changes("en")
}

#[test]
fn s26_another_password_ends_the_other_sessions_in_korean() -> Result<()> {
    changes("ko")
}

fn changes(language: &str) -> Result<()> {
    visit(&format!("password_{language}"), async |visit| {
        visit.expect_status(&[403]);
        let mut ada = visit.sign_up_as("ada").await?;
        visit.header().language(language).await?;
        let test = async |elsewhere: &Visit| {
            elsewhere.expect_status(&[401]);
            let storage = StorageMode::HttpOnlyCookie;
            elsewhere.sign_in_as(&ada, storage, "/account").await?;
            elsewhere.account().sid().await?;

            let page = visit.account();
            let new = "a wardrobe of nine lemon umbrellas";
            page.change_password("this is not the password", new).await?;
            page.wait_password_error("current").await?;
            page.change_password(&ada.password, new).await?;
            visit.by("password-done").text().await?;
            page.wait_sessions(1).await?;
            elsewhere.account().wait_ended().await?;

            elsewhere.sign_in().wait_wrong(&ada).await?;
            ada.password = new.into();
            elsewhere.sign_in_as(&ada, storage, "/account").await
        };
        visit.elsewhere(test).await
    })
}

#[test]
fn s24_a_password_that_is_easy_to_guess_is_refused_with_the_reason() -> Result<()> {
    visit("password_weak", async |visit| {
        let ada = visit.sign_up_as("ada").await?;
        let page = visit.account();
        for (weak, weakness) in
            [("aaaaaaaaaaaaaaaaaaaa", "repeat"), ("qwertyuiopasdfghjkl", "common")]
        {
            visit.expect_status(&[422]);
            page.change_password(&ada.password, weak).await?;
            let english = page.wait_weak(weakness).await?;
            page.wait_password_error("new").await?;
            visit.header().language("ko").await?;
            ensure!(page.wait_weak(weakness).await? != english, "in both languages");
            visit.header().language("en").await?;
        }
        Ok(())
    })
}

#[test]
fn s38_an_account_that_is_deleted_is_gone() -> Result<()> {
    visit("account_deleted", async |visit| {
        visit.expect_status(&[401]);
        let ada = visit.sign_up_as("ada").await?;
        visit.account().delete(&ada.password).await?;
        visit.sign_in().wait_why("deleted").await?;
        visit.sign_in().wait_wrong(&ada).await?;
        // The name is free again.
        visit.sign_up_as("ada").await.map(drop)
    })
}

#[test]
fn s38_the_only_admin_is_told_what_to_do_before_the_account_can_be_deleted() -> Result<()> {
    visit("account_only_admin", async |visit| {
        visit.expect_status(&[409]);
        let root = visit.sign_in_as_admin("/account").await?;
        visit.account().delete(&root.password).await?;
        visit.by("delete-only-admin").text().await.map(drop)
    })
}
