//! A refresh token is copied and used, and its owner is told.

use anyhow::{Context, Result, ensure};
use e2e::visit;
use shared::{
    AuditEvent,
    api::{REFRESH_COOKIE, StorageMode},
};

#[test]
fn a38_the_owner_of_a_stolen_refresh_token_is_told_at_the_next_sign_in() -> Result<()> {
    visit("theft", async |visit| {
        visit.expect_status(&[401]);
        let root = visit.sign_in_as_admin("/account").await?;
        visit.account().sid().await?;
        ensure!(!visit.header().tells_of_theft().await?);

        // Twice, because the server accepts the token before the present one for some seconds.
        let mut token = visit.cookie(REFRESH_COOKIE).await?;
        for _ in 0..2 {
            let (_, next) = visit.server.renew(&token).await?;
            token = next.context("the thief gets another token")?;
        }
        // Memory is gone after this, and the owner's refresh token is two behind.
        visit.reload().await?;
        visit.header().wait_signed_out("ended").await?;
        ensure!(visit.server.renew(&token).await?.0 == 401, "the thief is out");

        visit.sign_in_as(&root, StorageMode::Memory, "/").await?;
        let english = visit.header().theft().await?;
        ensure!(english.contains("127.0.0.1"), "{english}");
        visit.header().language("ko").await?;
        ensure!(visit.header().theft().await? != english, "in both languages");
        visit.reload().await?;
        visit.header().theft().await?;
        visit.by("theft-sessions").click().await?;
        visit.account().sid().await?;

        visit.open("/admin/audit?event=refresh_reused").await?;
        let admin = visit.admin();
        admin.wait_events(&[AuditEvent::RefreshReused]).await?;
        ensure!(admin.newest_event("user").await? == root.username);
        visit.header().theft().await?;
        visit.by("theft-dismiss").click().await?;
        ensure!(!visit.header().tells_of_theft().await?);
        visit.reload().await?;
        admin.wait_events(&[AuditEvent::RefreshReused]).await?;
        ensure!(!visit.header().tells_of_theft().await?, "it was read");
        Ok(())
    })
}
