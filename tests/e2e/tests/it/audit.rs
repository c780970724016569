//! The audit events on the page for admins.

use anyhow::{Result, ensure};
use e2e::{account, visit};
use shared::AuditEvent;

#[test]
fn s48_the_audit_shows_who_did_what_and_filters_in_english() -> Result<()> {
    filters("en")
}

#[test]
fn s48_the_audit_shows_who_did_what_and_filters_in_korean() -> Result<()> {
    filters("ko")
}

fn filters(language: &str) -> Result<()> {
    visit(&format!("audit_{language}"), async |visit| {
        visit.expect_status(&[401]);
        let mut wrong = visit.sign_up_as("ada").await?;
        visit.header().sign_out().await?;
        wrong.password.push('!');
        visit.open("/sign-in").await?;
        visit.sign_in().wait_wrong(&wrong).await?;

        let root = visit.sign_in_as_admin("/admin/audit").await?;
        visit.header().language(language).await?;
        let admin = visit.admin();
        visit.by("audit-user").fill("ada").await?;
        let all =
            [AuditEvent::LoginFailed, AuditEvent::Logout, AuditEvent::Login, AuditEvent::Register];
        admin.wait_events(&all).await?;
        admin.filter_event(AuditEvent::LoginFailed).await?;
        admin.wait_events(&all[..1]).await?;
        ensure!(admin.newest_event("user").await? == "ada");
        ensure!(admin.newest_event("address").await? == "127.0.0.1");
        ensure!(visit.path().await?.contains("event=login_failed"));
        visit.reload().await?;
        admin.wait_events(&all[..1]).await?;
        visit.back().await?;
        admin.wait_events(&all).await?;

        // A name that no event has filters nothing.
        visit.open("/admin/audit?event=nonsense&user=ada").await?;
        admin.wait_events(&all).await?;

        // An event has the name of the admin who caused it, and is found without a reload.
        visit.open("/admin/users?search=ada").await?;
        admin.disable("ada").await?;
        visit.back().await?;
        admin.filter_event(AuditEvent::UserDisabled).await?;
        admin.wait_events(&[AuditEvent::UserDisabled]).await?;
        ensure!(admin.newest_event("actor").await? == root.username);

        // When the admin's account is deleted, the event keeps the id: the next account of that name is another.
        visit.server.add_admin(&account("eve"))?;
        visit.open("/account").await?;
        visit.account().delete(&root.password).await?;
        visit.sign_in().wait_why("deleted").await?;
        visit.sign_in_as_admin("/admin/audit").await?;
        admin.filter_event(AuditEvent::UserDisabled).await?;
        admin.wait_events(&[AuditEvent::UserDisabled]).await?;
        let actor = admin.newest_event("actor").await?;
        ensure!(actor.len() == 22, "{actor:?} is no id");
        Ok(())
    })
}
