//! The attack lab: the naive verifier falls for everything, the strict one for nothing.

use crate::{sign_in_as, sign_in_as_admin};
use anyhow::{Result, ensure};
use attacks::Expected;
use e2e::{
    pages::{Lifetime, Said},
    visit, visit_with,
};
use shared::{AuditEvent, api::StorageMode};

#[tokio::test]
async fn every_attack_is_performed_and_refused_by_the_check_that_the_catalogue_names() -> Result<()>
{
    visit("lab_all", async |visit| {
        for status in [400, 401] {
            visit.expect_status(status);
        }
        visit.open("/lab").await?;
        let lab = visit.lab();
        lab.run_all().await?;

        let mut rows = 0;
        for attack in attacks::all() {
            for case in attack.cases() {
                let (grade, naive, strict) = lab.row(attack.id, case.name).await?;
                let told = format!("{} {}: {naive:?}, {strict:?}", attack.id, case.name);
                ensure!(grade == "right", "{told}");
                ensure!(naive.status == 200, "{told}");
                let harmless = case.expected == Expected::Accepted;
                ensure!(naive.reason.is_empty() == harmless, "{told}");
                ensure!(as_expected(case.expected, &strict), "{told}");
                rows += 1;
            }
        }
        ensure!(lab.rows().await? == rows, "each forgery has its row");
        ensure!(lab.text("run-all-said").await?.contains(&rows.to_string()));
        Ok(())
    })
    .await
}

fn as_expected(expected: Expected, said: &Said) -> bool {
    match expected {
        Expected::Accepted => said.status == 200,
        Expected::Check(check) => said.status == 401 && said.reason == check.name(),
        Expected::Problem(code) => said.status >= 400 && said.reason == code.name(),
    }
}

#[tokio::test]
async fn a6_a_link_leads_to_an_attack_which_shows_what_it_forges() -> Result<()> {
    visit("lab_card", async |visit| {
        visit.expect_status(401);
        visit.open("/lab?attack=A6").await?;
        let lab = visit.lab();
        ensure!(lab.is_open("A6").await? && !lab.is_open("A5").await?);
        let (naive, strict) = lab.run("A6").await?;
        ensure!(naive.reason == "public_key_as_secret", "{naive:?}");
        ensure!(strict.reason == "algorithm", "{strict:?}");
        ensure!(lab.changed("A6", "header", "added").await? == [r#""alg": "HS256""#]);
        ensure!(lab.changed("A6", "header", "removed").await? == [r#""alg": "RS256""#]);
        ensure!(lab.changed("A6", "payload", "added").await? == [r#""roles": ["admin"]"#]);
        let link = lab.inspector_link("A6").await?;
        ensure!(link.contains("/inspect#token=ey"), "{link}");

        lab.press("other-A7").await?;
        lab.wait("attack-A7", "open", "").await
    })
    .await
}

#[tokio::test]
async fn a26_what_everybody_can_encrypt_proves_nothing() -> Result<()> {
    visit("lab_envelope", async |visit| {
        visit.expect_status(401);
        visit.open("/lab?attack=A26").await?;
        let (naive, strict) = visit.lab().run("A26").await?;
        ensure!(naive.reason == "encrypted_unsigned", "{naive:?}");
        ensure!(strict.reason == "parts", "{strict:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a5_a_weak_secret_is_cracked_in_a_worker_that_is_loaded_for_it() -> Result<()> {
    visit("lab_crack", async |visit| {
        visit.open("/lab?attack=A5").await?;
        let lab = visit.lab();
        lab.wait("crack", "data-state", "idle").await?;
        ensure!(
            !visit.has_loaded("cracker").await?,
            "not before it is needed"
        );
        lab.press("crack-start").await?;
        lab.wait("crack", "data-state", "found").await?;
        ensure!(visit.has_loaded("cracker").await?);
        let (naive, strict) = lab.run("A5").await?;
        ensure!(
            (naive.status, strict.status) == (200, 200),
            "that is the lesson"
        );
        Ok(())
    })
    .await
}

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

#[tokio::test]
async fn s08_the_clock_of_the_lab_shows_exp_iat_and_leeway_at_work() -> Result<()> {
    visit("lab_clock", async |visit| {
        visit.expect_status(401);
        visit.open("/lab").await?;
        let lab = visit.lab();
        for (time, status, reason) in [
            ("early", 401, "not_before"),
            ("valid", 200, ""),
            ("expired", 401, "expiry"),
            ("leeway", 200, ""),
        ] {
            lab.press(&format!("clock-{time}")).await?;
            lab.wait_clock(status, reason).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_the_lab_is_off_its_page_says_so() -> Result<()> {
    visit_with("lab_off", &[("CLAIMCHECK_LAB", "false")], async |visit| {
        visit.open("/lab").await?;
        visit.lab().text("lab-off").await?;
        Ok(())
    })
    .await
}
