//! Making an account, getting in with it, and being turned away.

use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

#[tokio::test]
async fn a_newcomer_signs_up_signs_in_and_is_told_who_they_are() -> Result<()> {
    visit("sign_up", async |visit| {
        let account = DemoAccount {
            username: "ada".into(),
            password: "a stub for a coat, and a coat".into(),
        };
        visit.open("/account").await?;
        visit.sign_in().wait().await?;
        visit.open("/sign-up").await?;
        visit.sign_up().wait().await?;
        visit.sign_up().submit(&account.username, "short").await?;
        visit.sign_up().wait_field_error("password").await?;
        visit.sign_up().submit(&account.username, &account.password).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.header().to_account().await?;
        let sub = visit.account().sub().await?;
        ensure!(!sub.contains("ada"), "the token names nobody by name");
        visit.header().sign_out().await?;
        visit.header().wait_signed_out("signed_out").await?;

        visit.open("/sign-in").await?;
        let sign_in = visit.sign_in();
        sign_in.submit(&account, StorageMode::Memory, Lifetime::Normal).await?;
        visit.header().to_account().await?;
        ensure!(visit.account().sub().await? == sub, "the same user");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn s27_a_wrong_password_and_an_unknown_name_are_told_alike() -> Result<()> {
    visit("wrong_password", async |visit| {
        visit.expect_status(401);
        let demo = visit.server.demo().await?;
        for (username, password) in [
            (demo.username.as_str(), "not the password of demo"),
            ("nobody-at-all", demo.password.as_str()),
        ] {
            visit.open("/sign-in").await?;
            let wrong = DemoAccount { username: username.into(), password: password.into() };
            let sign_in = visit.sign_in();
            sign_in.submit(&wrong, StorageMode::Memory, Lifetime::Normal).await?;
            sign_in.wait_problem("wrong_credentials").await?;
            visit.header().wait_signed_out("none").await?;
        }
        Ok(())
    })
    .await
}
