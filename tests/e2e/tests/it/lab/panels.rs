//! Attacks that take more than one request.

use anyhow::{Result, ensure};
use e2e::{visit, visit_at};
use shared::{AuditEvent, api::StorageMode};

#[test]
fn a38_the_thief_of_a_refresh_token_ends_the_session_and_the_owner_hears_of_it() -> Result<()> {
    visit("lab_thief", async |visit| {
        visit.expect_status(&[401]);
        let root = visit.sign_in_as_admin("/admin/users").await?;
        visit.open("/lab?attack=A38").await?;
        let lab = visit.lab();
        for stage in ["copied", "renewed", "used", "noticed"] {
            lab.press("thief-next").await?;
            lab.wait("thief", "data-stage", stage).await?;
        }
        ensure!(lab.text("thief-told").await?.starts_with("401"));
        visit.header().wait_signed_out("ended").await?;

        visit.sign_in_as(&root, StorageMode::Memory, "/admin/audit").await?;
        visit.header().theft().await?;
        visit.open("/admin/audit?event=refresh_reused").await?;
        let reused = [AuditEvent::RefreshReused];
        visit.admin().wait_events(&reused).await
    })
}

#[test]
fn a39_a_refresh_token_with_one_bit_changed_does_nothing_to_the_session() -> Result<()> {
    visit_at("lab_seal", "/lab?attack=A39", async |visit| {
        let lab = visit.lab();
        lab.text("thief-sign-in").await?;
        visit.sign_in_as_demo(StorageMode::Memory).await?;
        visit.open("/lab?attack=A39").await?;
        lab.press("seal-start").await?;
        for part in ["session", "counter", "seal"] {
            lab.wait(&format!("seal-{part}"), "data-status", "401").await?;
        }
        lab.wait("seal", "data-lives", "true").await?;
        visit.header().wait_signed_in(StorageMode::Memory).await
    })
}

#[test]
fn a40_a_form_of_another_site_rides_the_naive_cookie_alone() -> Result<()> {
    visit_at("lab_cross_site", "/lab?attack=A40", async |visit| {
        // The browser asks for an icon beside the bare answer that it shows.
        visit.expect_status(&[401, 403, 404]);
        let lab = visit.lab();
        lab.press("cross-start").await?;
        lab.wait("transfers-naive", "data-count", "0").await?;
        let elsewhere = visit.by("elsewhere").attribute("href").await?;
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
}

#[test]
fn a41_a_script_finds_what_scripts_can_read_and_nothing_else() -> Result<()> {
    visit_at("lab_storage", "/lab?attack=A41", async |visit| {
        visit.expect_blocked_script();
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
}

#[test]
fn a44_guessing_succeeds_where_nobody_counts_and_ends_where_somebody_does() -> Result<()> {
    visit_at("lab_guess", "/lab?attack=A44", async |visit| {
        visit.expect_status(&[401, 429]);
        let lab = visit.lab();
        lab.press("guess-start").await?;
        lab.wait("guess-strict", "data-status", "429").await?;
        lab.wait("guess-naive", "data-status", "200").await?;
        lab.wait("guess", "data-busy", "false").await
    })
}
