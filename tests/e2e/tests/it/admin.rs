//! The pages for admins: which users see them, and what an admin does to an account.

use anyhow::{Result, ensure};
use e2e::{Visit, account, visit};
use shared::api::StorageMode;

#[test]
fn a31_the_pages_for_admins_are_for_admins() -> Result<()> {
    visit("admin_only", async |visit| {
        for path in ["/admin", "/admin/users", "/admin/keys", "/admin/audit"] {
            visit.open(path).await?;
            visit.sign_in().wait().await?;
        }
        visit.sign_in_as_demo(StorageMode::Memory).await?;
        ensure!(!visit.header().offers_admin().await?);
        for path in ["/admin", "/admin/users", "/admin/keys", "/admin/audit"] {
            visit.open(path).await?;
            visit.admin().wait_forbidden().await?;
        }
        Ok(())
    })
}

#[test]
fn the_header_holds_five_links_and_a_long_name_in_one_line_at_1100_px() -> Result<()> {
    visit("header", async |visit| {
        let admin = account("alexandra.longfellow");
        visit.server.add_admin(&admin)?;
        visit.sign_in_as(&admin, StorageMode::Memory, "/admin/users").await?;
        visit.by("nav-admin").wait().await?;
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
}

#[test]
fn an_admin_finds_the_way_with_a_token_that_scripts_can_read() -> Result<()> {
    finds_the_way(StorageMode::Cookie)
}

#[test]
fn an_admin_finds_the_way_with_a_token_that_no_script_can_read() -> Result<()> {
    finds_the_way(StorageMode::HttpOnlyCookie)
}

fn finds_the_way(storage: StorageMode) -> Result<()> {
    visit(&format!("admin_{}", storage.name()), async |visit| {
        let root = account("root");
        visit.server.add_admin(&root)?;
        visit.sign_in_as(&root, storage, "/admin").await?;
        visit.admin().wait_users(&["demo", "root"]).await?;
        ensure!(visit.path().await? == "/admin/users");
        visit.reload().await?;
        visit.by("nav-admin").wait().await?;
        visit.admin().wait_users(&["demo", "root"]).await?;

        visit.header().sign_out().await?;
        ensure!(!visit.header().offers_admin().await?);
        let demo = visit.server.demo().await?;
        visit.sign_in_as(&demo, storage, "/admin").await?;
        visit.admin().wait_forbidden().await?;
        ensure!(!visit.header().offers_admin().await?);
        Ok(())
    })
}

#[test]
fn s38_disabling_an_account_signs_it_out_at_once_in_english() -> Result<()> {
    disables("en")
}

#[test]
fn s38_disabling_an_account_signs_it_out_at_once_in_korean() -> Result<()> {
    disables("ko")
}

fn disables(language: &str) -> Result<()> {
    visit(&format!("admin_disables_{language}"), async |visit| {
        let root = visit.sign_in_as_admin("/admin/users").await?;
        visit.header().language(language).await?;
        let admin = visit.admin();
        admin.user(&root.username).wait().await?;
        ensure!(!admin.user(&root.username).by("user-disable").is_there().await?);

        let test = async |elsewhere: &Visit| {
            elsewhere.expect_status(&[401]);
            let ada = elsewhere.sign_up_as("ada").await?;
            admin.search("ad").await?;
            admin.wait_users(&["ada"]).await?;
            admin.user("ada").with("data-sessions", 1).wait().await?;

            admin.disable("ada").await?;
            elsewhere.account().wait_ended().await?;
            elsewhere.sign_in().wait_wrong(&ada).await?;

            admin.enable("ada").await?;
            elsewhere.sign_in_as(&ada, StorageMode::Memory, "/account").await?;

            admin.open_sessions("ada", 1).await?;
            admin.end_all_sessions("ada").await?;
            admin.user("ada").with("data-sessions", 0).wait().await?;
            elsewhere.account().wait_ended().await
        };
        visit.elsewhere(test).await
    })
}

#[test]
fn what_is_searched_is_in_the_address() -> Result<()> {
    visit("admin_search", async |visit| {
        visit.sign_in_as_admin("/admin/users").await?;
        let admin = visit.admin();
        admin.wait_users(&["demo", "root"]).await?;
        admin.search("nobody").await?;
        admin.wait_users(&[]).await?;
        admin.search("DE").await?;
        admin.wait_users(&["demo"]).await?;
        ensure!(visit.path().await? == "/admin/users?search=DE");
        visit.reload().await?;
        admin.wait_users(&["demo"]).await?;

        visit.by("admin-tab-keys").click().await?;
        visit.by("admin-tab-users").click().await?;
        admin.wait_users(&["demo", "root"]).await?;
        visit.back().await?;
        visit.back().await?;
        admin.wait_users(&["demo"]).await?;
        ensure!(visit.path().await? == "/admin/users?search=DE");
        Ok(())
    })
}
