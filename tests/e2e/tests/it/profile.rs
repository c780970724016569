//! What is kept of a person: sealed at rest, and never overwritten unseen.

use crate::{account, sign_up};
use anyhow::{Result, ensure};
use e2e::visit;
use shared::api::StorageMode;

#[tokio::test]
async fn s47_a_profile_outlives_a_reload_and_lies_sealed_in_the_database() -> Result<()> {
    visit("profile", async |visit| {
        sign_up(visit, &account("ada")).await?;
        let page = visit.account();
        page.wait_saved(0).await?;
        page.fill("display_name", "Ada Lovelace").await?;
        page.fill("email", "ada@example.com").await?;
        page.fill("note", "에이다 러브레이스").await?;
        page.add_field("Coat", "green, size 38").await?;
        page.save().await?;
        page.wait_saved(1).await?;
        for (column, clear) in [
            ("display_name", "Ada Lovelace"),
            ("email", "ada@example.com"),
            ("note", "에이다 러브레이스"),
            ("more", "Coat: green, size 38"),
        ] {
            let held = page.sealed(column, clear).await?;
            ensure!(held.len() > clear.len(), "{column} holds {held:?}");
            ensure!(!held.contains(clear), "{column} holds {held:?}");
        }

        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        page.wait_saved(1).await?;
        ensure!(page.filled("display_name").await? == "Ada Lovelace");
        ensure!(page.filled("note").await? == "에이다 러브레이스");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_two_tabs_that_change_a_profile_neither_overwrites_the_other_unseen() -> Result<()> {
    visit("profile_conflict", async |visit| {
        visit.expect_status(409);
        sign_up(visit, &account("ada")).await?;
        let page = visit.account();
        page.wait_saved(0).await?;
        visit.open_tab("/account").await?;
        page.wait_saved(0).await?;
        page.fill("phone", "the other tab's").await?;
        page.save().await?;
        page.wait_saved(1).await?;

        visit.tab(0).await?;
        page.fill("phone", "mine").await?;
        page.save().await?;
        let theirs = page.conflict().await?;
        ensure!(theirs.contains("the other tab's"), "{theirs}");
        ensure!(page.filled("phone").await? == "mine", "nothing is lost");
        page.answer("keep", 1).await?;
        page.save().await?;
        page.wait_saved(2).await?;

        visit.tab(1).await?;
        page.fill("phone", "the other tab's again").await?;
        page.save().await?;
        page.conflict().await?;
        page.answer("take", 2).await?;
        ensure!(page.filled("phone").await? == "mine");
        Ok(())
    })
    .await
}
