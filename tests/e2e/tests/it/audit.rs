//! What was written down, found on the page.

use crate::{account, sign_in_as_admin, sign_up};
use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::{AuditEvent, api::StorageMode};

#[tokio::test]
async fn s48_the_audit_shows_who_did_what_and_filters_in_english() -> Result<()> {
    filters("en").await
}

#[tokio::test]
async fn s48_the_audit_shows_who_did_what_and_filters_in_korean() -> Result<()> {
    filters("ko").await
}

async fn filters(language: &str) -> Result<()> {
    visit(&format!("audit_{language}"), async |visit| {
        visit.expect_status(401);
        let ada = account("ada");
        sign_up(visit, &ada).await?;
        visit.header().sign_out().await?;
        visit.header().wait_signed_out("signed_out").await?;
        let mut wrong = account("ada");
        wrong.password.push('!');
        let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
        visit.open("/sign-in").await?;
        visit.sign_in().submit(&wrong, storage, normal).await?;
        visit.sign_in().wait_problem("wrong_credentials").await?;

        let root = sign_in_as_admin(visit, "/admin/audit").await?;
        visit.header().language(language).await?;
        let admin = visit.admin();
        admin.filter_user("ada").await?;
        let all =
            [AuditEvent::LoginFailed, AuditEvent::Logout, AuditEvent::Login, AuditEvent::Register];
        admin.wait_events(&all).await?;
        admin.filter_event(Some(AuditEvent::LoginFailed)).await?;
        admin.wait_events(&all[..1]).await?;
        ensure!(admin.newest_event("user").await? == "ada");
        ensure!(admin.newest_event("address").await? == "127.0.0.1");
        ensure!(visit.path().await?.contains("event=login_failed"));
        visit.reload().await?;
        admin.wait_events(&all[..1]).await?;
        visit.driver.back().await?;
        admin.wait_events(&all).await?;

        // A name that no event has filters nothing.
        visit.open("/admin/audit?event=nonsense&user=ada").await?;
        admin.wait_events(&all).await?;

        // What an admin does is written down with the admin's name, and found without a reload.
        visit.open("/admin/users?search=ada").await?;
        admin.disable("ada").await?;
        admin.wait_user("ada", true).await?;
        visit.driver.back().await?;
        admin.filter_event(Some(AuditEvent::UserDisabled)).await?;
        admin.wait_events(&[AuditEvent::UserDisabled]).await?;
        ensure!(admin.newest_event("actor").await? == root.username);

        // Of an admin whose account is gone the id is left, and does not go over to the next of that name.
        visit.server.add_admin(&account("eve"))?;
        visit.open("/account").await?;
        visit.account().delete(&root.password).await?;
        visit.sign_in().wait_why("deleted").await?;
        sign_in_as_admin(visit, "/admin/audit").await?;
        admin.filter_event(Some(AuditEvent::UserDisabled)).await?;
        admin.wait_events(&[AuditEvent::UserDisabled]).await?;
        let actor = admin.newest_event("actor").await?;
        ensure!(actor.len() == 22, "{actor:?} is no id");
        Ok(())
    })
    .await
}
