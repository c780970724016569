//! Making an account, signing in with it, and being refused.

use anyhow::{Result, ensure};
use e2e::{account, visit, visit_at};
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

#[test]
fn a_newcomer_signs_up_signs_in_and_is_told_who_they_are() -> Result<()> {
    visit_at("sign_up", "/account", async |visit| {
        visit.sign_in().wait().await?;
        visit.open("/sign-up").await?;
        let (account, sign_up) = (account("ada"), visit.sign_up());
        sign_up.submit(&account.username, "short").await?;
        sign_up.wait_field_error("password").await?;
        sign_up.submit(&account.username, &account.password).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.header().to_account().await?;
        let sub = visit.account().sub().await?;
        ensure!(!sub.contains("ada"), "the token has no name");
        visit.header().sign_out().await?;

        visit.open("/sign-in").await?;
        visit.sign_in().submit(&account, StorageMode::Memory).await?;
        visit.header().to_account().await?;
        ensure!(visit.account().sub().await? == sub, "the same user");
        Ok(())
    })
}

#[test]
fn s27_a_wrong_password_and_an_unknown_name_are_told_alike() -> Result<()> {
    visit("wrong_password", async |visit| {
        visit.expect_status(&[401]);
        let demo = visit.server.demo().await?;
        for (username, password) in [
            (demo.username.as_str(), "not the password of demo"),
            ("nobody-at-all", demo.password.as_str()),
        ] {
            visit.open("/sign-in").await?;
            let wrong = DemoAccount { username: username.into(), password: password.into() };
            visit.sign_in().wait_wrong(&wrong).await?;
            visit.header().wait_signed_out("none").await?;
        }
        Ok(())
    })
}
