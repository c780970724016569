//! The profile of a user: sealed at rest, and never overwritten unseen.

use anyhow::{Result, ensure};
use e2e::visit;
use shared::api::StorageMode;

#[test]
fn s47_a_profile_outlives_a_reload_and_lies_sealed_in_the_database() -> Result<()> {
    visit("profile", async |visit| {
        visit.sign_up_as("ada").await?;
        let page = visit.account();
        page.wait_saved(0).await?;
        visit.by("display_name").fill("Ada Lovelace").await?;
        visit.by("email").fill("ada@example.com").await?;
        page.add_field("Coat", "green, size 38").await?;
        page.save("note", "에이다 러브레이스").await?;
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
        ensure!(visit.by("display_name").value().await? == "Ada Lovelace");
        ensure!(visit.by("note").value().await? == "에이다 러브레이스");
        Ok(())
    })
}

#[test]
fn of_two_tabs_that_change_a_profile_neither_overwrites_the_other_unseen() -> Result<()> {
    visit("profile_conflict", async |visit| {
        visit.expect_status(&[409]);
        visit.sign_up_as("ada").await?;
        let page = visit.account();
        page.wait_saved(0).await?;
        visit.open_tab("/account").await?;
        page.wait_saved(0).await?;
        page.save("phone", "the other tab's").await?;
        page.wait_saved(1).await?;

        visit.tab(0).await?;
        page.save("phone", "mine").await?;
        let theirs = page.conflict().await?;
        ensure!(theirs.contains("the other tab's"), "{theirs}");
        ensure!(visit.by("phone").value().await? == "mine", "nothing is lost");
        page.answer("keep", 1).await?;
        visit.by("profile-save").click().await?;
        page.wait_saved(2).await?;

        visit.tab(1).await?;
        page.save("phone", "the other tab's again").await?;
        page.conflict().await?;
        page.answer("take", 2).await?;
        ensure!(visit.by("phone").value().await? == "mine");
        Ok(())
    })
}
