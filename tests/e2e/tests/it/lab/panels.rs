//! What takes more than one request.

use crate::{sign_in, sign_in_as, sign_in_as_admin};
use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::{AuditEvent, api::StorageMode};

#[tokio::test]
async fn a38_the_thief_of_a_refresh_token_ends_the_session_and_the_owner_hears_of_it() -> Result<()>
{
    visit("lab_thief", async |visit| {
        visit.expect_status(401);
        let root = sign_in_as_admin(visit, "/admin/users").await?;
        visit.open("/lab?attack=A38").await?;
        let lab = visit.lab();
        for stage in ["copied", "renewed", "used", "noticed"] {
            lab.press("thief-next").await?;
            lab.wait("thief", "data-stage", stage).await?;
        }
        ensure!(lab.text("thief-told").await?.starts_with("401"));
        visit.header().wait_signed_out("ended").await?;

        let (storage, normal) = (StorageMode::Memory, Lifetime::Normal);
        sign_in_as(visit, &root, "/admin/audit", storage, normal).await?;
        visit.header().theft().await?;
        visit.open("/admin/audit?event=refresh_reused").await?;
        let reused = [AuditEvent::RefreshReused];
        visit.admin().wait_events(&reused).await
    })
    .await
}

#[tokio::test]
async fn a39_a_refresh_token_with_one_bit_changed_does_nothing_to_the_session() -> Result<()> {
    visit("lab_seal", async |visit| {
        visit.open("/lab?attack=A39").await?;
        let lab = visit.lab();
        lab.text("thief-sign-in").await?;
        sign_in(visit, StorageMode::Memory, Lifetime::Normal).await?;
        visit.open("/lab?attack=A39").await?;
        lab.press("seal-start").await?;
        for part in ["session", "counter", "seal"] {
            lab.wait(&format!("seal-{part}"), "data-status", "401").await?;
        }
        lab.wait("seal", "data-lives", "true").await?;
        visit.header().wait_signed_in(StorageMode::Memory).await
    })
    .await
}

#[tokio::test]
async fn a40_a_form_of_another_site_rides_the_naive_cookie_alone() -> Result<()> {
    visit("lab_cross_site", async |visit| {
        // The browser asks for an icon beside the bare answer that it shows.
        for status in [401, 403, 404] {
            visit.expect_status(status);
        }
        visit.open("/lab?attack=A40").await?;
        let lab = visit.lab();
        lab.press("cross-start").await?;
        lab.wait("transfers-naive", "data-count", "0").await?;
        let elsewhere = lab.href("elsewhere").await?;
        ensure!(elsewhere.contains("//127.0.0.1:"), "{elsewhere}");
        for side in ["naive", "strict"] {
            visit.open_tab("/").await?;
            visit.driver.goto(&elsewhere).await?;
            lab.press(&format!("elsewhere-{side}")).await?;
        }
        visit.tab(0).await?;
        lab.press("cross-look").await?;
        lab.wait("transfers-naive", "data-count", "1").await?;
        lab.wait("transfers-strict", "data-count", "0").await
    })
    .await
}

#[tokio::test]
async fn a41_a_script_finds_what_scripts_can_read_and_nothing_else() -> Result<()> {
    visit("lab_storage", async |visit| {
        visit.expect_blocked_script();
        visit.open("/lab?attack=A41").await?;
        let lab = visit.lab();
        lab.press("storage-start").await?;
        for (storage, found) in [
            (StorageMode::Memory, "false"),
            (StorageMode::LocalStorage, "true"),
            (StorageMode::Cookie, "true"),
            (StorageMode::HttpOnlyCookie, "false"),
        ] {
            let probe = format!("probe-{}", storage.name());
            lab.wait(&probe, "data-found", found).await?;
        }
        let readable = visit.readable().await?;
        ensure!(!readable.contains("eyJ"), "it tidies up: {readable}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a44_guessing_succeeds_where_nobody_counts_and_ends_where_somebody_does() -> Result<()> {
    visit("lab_guess", async |visit| {
        for status in [401, 429] {
            visit.expect_status(status);
        }
        visit.open("/lab?attack=A44").await?;
        let lab = visit.lab();
        lab.press("guess-start").await?;
        lab.wait("guess-strict", "data-status", "429").await?;
        lab.wait("guess-naive", "data-status", "200").await?;
        lab.wait("guess", "data-busy", "false").await
    })
    .await
}
