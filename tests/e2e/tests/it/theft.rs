//! A refresh token is copied and used, and its owner gets to know.

use crate::{account, sign_in_as};
use anyhow::{Context, Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::{
    AuditEvent,
    api::{REFRESH_COOKIE, StorageMode},
};

#[tokio::test]
async fn a38_the_owner_of_a_stolen_refresh_token_is_told_at_the_next_sign_in() -> Result<()> {
    visit("theft", async |visit| {
        visit.expect_status(401);
        let root = account("root");
        visit.server.add_admin(&root)?;
        let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
        sign_in_as(visit, &root, "/account", storage, normal).await?;
        visit.account().sid().await?;
        ensure!(!visit.header().tells_of_theft().await?);

        // Twice, because the token before the present one is borne with for a moment.
        let mut token = visit.cookie(REFRESH_COOKIE).await?;
        for _ in 0..2 {
            let (_, next) = visit.server.renew(&token).await?;
            token = next.context("the thief gets another token")?;
        }
        // Memory is gone after this, and the owner's refresh token is two behind.
        visit.reload().await?;
        visit.header().wait_signed_out("ended").await?;
        ensure!(visit.server.renew(&token).await?.0 == 401, "the thief is out");

        sign_in_as(visit, &root, "/", storage, normal).await?;
        let english = visit.header().theft().await?;
        ensure!(english.contains("127.0.0.1"), "{english}");
        visit.header().language("ko").await?;
        ensure!(visit.header().theft().await? != english, "in both languages");
        visit.reload().await?;
        visit.header().theft().await?;
        visit.header().press_theft("sessions").await?;
        visit.account().sid().await?;

        visit.open("/admin/audit?event=refresh_reused").await?;
        let admin = visit.admin();
        admin.wait_events(&[AuditEvent::RefreshReused]).await?;
        ensure!(admin.newest_event("user").await? == root.username);
        visit.header().theft().await?;
        visit.header().press_theft("dismiss").await?;
        ensure!(!visit.header().tells_of_theft().await?);
        visit.reload().await?;
        admin.wait_events(&[AuditEvent::RefreshReused]).await?;
        ensure!(!visit.header().tells_of_theft().await?, "it was read");
        Ok(())
    })
    .await
}
