//! The pages for admins: who gets in, and what happens to those who are looked after there.

use crate::{account, sign_in, sign_in_as, sign_in_as_admin, sign_up};
use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::api::StorageMode;

#[tokio::test]
async fn a31_the_pages_for_admins_are_for_admins() -> Result<()> {
    visit("admin_only", async |visit| {
        for path in ["/admin", "/admin/users", "/admin/keys", "/admin/audit"] {
            visit.open(path).await?;
            visit.sign_in().wait().await?;
        }
        sign_in(visit, StorageMode::Memory, Lifetime::Normal).await?;
        ensure!(!visit.header().offers_admin().await?);
        for path in ["/admin", "/admin/users", "/admin/keys", "/admin/audit"] {
            visit.open(path).await?;
            visit.admin().wait_forbidden().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_header_holds_five_links_and_a_long_name_in_one_line_at_1100_px() -> Result<()> {
    visit("header", async |visit| {
        let admin = account("alexandra.longfellow");
        visit.server.add_admin(&admin)?;
        let (storage, lifetime) = (StorageMode::Memory, Lifetime::Normal);
        sign_in_as(visit, &admin, "/admin/users", storage, lifetime).await?;
        visit.header().wait_admin().await?;
        for language in ["en", "ko"] {
            visit.header().language(language).await?;
            visit.resize(1100).await?;
            visit.wait_settled().await?;
            let (count, lines) = visit.header().links_and_lines().await?;
            ensure!(count == 5, "there are {count} links in {language}");
            ensure!(lines == 1, "they take {lines} lines in {language}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_admin_finds_the_way_with_a_token_that_scripts_can_read() -> Result<()> {
    finds_the_way(StorageMode::Cookie).await
}

#[tokio::test]
async fn an_admin_finds_the_way_with_a_token_that_no_script_can_read() -> Result<()> {
    finds_the_way(StorageMode::HttpOnlyCookie).await
}

async fn finds_the_way(storage: StorageMode) -> Result<()> {
    visit(&format!("admin_{}", storage.name()), async |visit| {
        let root = account("root");
        visit.server.add_admin(&root)?;
        sign_in_as(visit, &root, "/admin", storage, Lifetime::Normal).await?;
        visit.admin().wait_users(&["demo", "root"]).await?;
        ensure!(visit.path().await? == "/admin/users");
        visit.reload().await?;
        visit.header().wait_admin().await?;
        visit.admin().wait_users(&["demo", "root"]).await?;

        visit.header().sign_out().await?;
        visit.header().wait_signed_out("signed_out").await?;
        ensure!(!visit.header().offers_admin().await?);
        let demo = visit.server.demo().await?;
        sign_in_as(visit, &demo, "/admin", storage, Lifetime::Normal).await?;
        visit.admin().wait_forbidden().await?;
        ensure!(!visit.header().offers_admin().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn s38_disabling_an_account_signs_it_out_at_once_in_english() -> Result<()> {
    disables("en").await
}

#[tokio::test]
async fn s38_disabling_an_account_signs_it_out_at_once_in_korean() -> Result<()> {
    disables("ko").await
}

async fn disables(language: &str) -> Result<()> {
    visit(&format!("admin_disables_{language}"), async |visit| {
        let root = sign_in_as_admin(visit, "/admin/users").await?;
        visit.header().language(language).await?;
        ensure!(visit.admin().ways_to_disable(&root.username).await? == 0);

        let ada = account("ada");
        visit
            .elsewhere(&format!("admin_disables_ada_{language}"), async |elsewhere| {
                elsewhere.expect_status(401);
                sign_up(elsewhere, &ada).await?;
                visit.admin().search("ad").await?;
                visit.admin().wait_users(&["ada"]).await?;
                visit.admin().wait_sessions("ada", 1).await?;

                visit.admin().disable("ada").await?;
                visit.admin().wait_user("ada", true).await?;
                elsewhere.account().ask_again().await?;
                elsewhere.header().wait_signed_out("ended").await?;
                let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
                elsewhere.sign_in().submit(&ada, storage, normal).await?;
                elsewhere.sign_in().wait_problem("wrong_credentials").await?;

                visit.admin().enable("ada").await?;
                visit.admin().wait_user("ada", false).await?;
                sign_in_as(elsewhere, &ada, "/account", storage, normal).await?;

                visit.admin().open_sessions("ada", 1).await?;
                visit.admin().end_all_sessions("ada").await?;
                visit.admin().wait_sessions("ada", 0).await?;
                elsewhere.account().ask_again().await?;
                elsewhere.header().wait_signed_out("ended").await
            })
            .await
    })
    .await
}

#[tokio::test]
async fn what_is_searched_is_in_the_address() -> Result<()> {
    visit("admin_search", async |visit| {
        sign_in_as_admin(visit, "/admin/users").await?;
        visit.admin().wait_users(&["demo", "root"]).await?;
        visit.admin().search("nobody").await?;
        visit.admin().wait_users(&[]).await?;
        visit.admin().search("DE").await?;
        visit.admin().wait_users(&["demo"]).await?;
        ensure!(visit.path().await? == "/admin/users?search=DE");
        visit.reload().await?;
        visit.admin().wait_users(&["demo"]).await?;

        visit.admin().tab("keys").await?;
        visit.admin().tab("users").await?;
        visit.admin().wait_users(&["demo", "root"]).await?;
        visit.driver.back().await?;
        visit.driver.back().await?;
        visit.admin().wait_users(&["demo"]).await?;
        ensure!(visit.path().await? == "/admin/users?search=DE");
        Ok(())
    })
    .await
}
