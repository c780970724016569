//! All attacks in a row.

use anyhow::{Result, ensure};
use attacks::{Case, Expected};
use e2e::{
    pages::{Lab, VerifierAnswer},
    visit_at,
};

/// Statuses with which verifiers refuse.
const REFUSALS: [u16; 3] = [400, 401, 403];

#[test]
fn every_attack_is_performed_and_refused_by_the_check_that_the_catalogue_names() -> Result<()> {
    visit_at("lab_all", "/lab", async |visit| {
        visit.expect_status(&REFUSALS);
        let lab = visit.lab();
        lab.run_all().await?;
        let rows = ensure_all_as_expected(&lab).await?;
        ensure!(
            visit.by("results").css("tbody tr").count().await? == rows,
            "each forgery has its row"
        );
        ensure!(lab.text("run-all-said").await?.contains(&rows.to_string()));

        // From a row to its card, with the same variant and what came of it.
        lab.press("row-A10-swapped-link").await?;
        lab.wait("attack-A10", "open", "").await?;
        lab.wait("attack-A10", "data-grade", "right").await?;
        let chosen = lab.card("A10").by("variant").value().await?;
        ensure!(chosen == "swapped", "{chosen}");
        Ok(())
    })
}

#[test]
fn a_run_waits_for_a_server_that_has_had_too_much() -> Result<()> {
    visit_at("lab_tired", "/lab", async |visit| {
        visit.expect_status(&REFUSALS);
        visit.expect_status(&[429]);
        visit.server.tire_the_lab().await?;
        let lab = visit.lab();
        lab.press("run-all-start").await?;
        lab.wait_run("waiting").await?;
        lab.wait_run("done").await?;
        ensure_all_as_expected(&lab).await.map(drop)
    })
}

/// The lab of the new process has new keys, so secrets that were cracked before are of no use.
#[test]
fn a_run_goes_on_where_it_was_when_the_server_is_back() -> Result<()> {
    visit_at("lab_outage", "/lab", async |visit| {
        visit.expect_status(&REFUSALS);
        visit.expect_no_server();
        let lab = visit.lab();
        lab.press("run-all-start").await?;
        lab.wait("row-A5-cracked", "data-state", "lesson").await?;
        visit.server.kill();
        lab.wait_run("stopped").await?;
        let (grade, ..) = lab.row("A5", "cracked").await?;
        ensure!(grade == "lesson", "what was done stays");

        visit.server.start_again().await?;
        visit.by("server-away").wait_gone().await?;
        lab.run_all().await?;
        ensure_all_as_expected(&lab).await.map(drop)
    })
}

/// Checks each forgery, and gives their number.
async fn ensure_all_as_expected(lab: &Lab<'_>) -> Result<usize> {
    let mut rows = 0;
    for attack in attacks::all() {
        for case in attack.cases() {
            let (grade, naive, strict) = lab.row(attack.id, case.name).await?;
            let told = format!("{} {}: {naive:?}, {strict:?}", attack.id, case.name);
            ensure!(grade == expected_grade(case), "{grade}, {told}");
            ensure!((naive.status == 200) == case.fools_naive, "{told}");
            let harmless = case.expected == Expected::Accepted;
            ensure!(naive.reason.is_empty() == harmless, "{told}");
            ensure!(as_expected(case.expected, &strict), "{told}");
            rows += 1;
        }
    }
    Ok(rows)
}

fn expected_grade(case: &Case) -> &'static str {
    match case.expected {
        Expected::Accepted => "lesson",
        _ if case.fools_naive => "right",
        _ => "futile",
    }
}

fn as_expected(expected: Expected, answer: &VerifierAnswer) -> bool {
    match expected {
        Expected::Accepted => answer.status == 200,
        Expected::Check(check) => answer.status == 401 && answer.reason == check.name(),
        Expected::Problem(code) => answer.status == code.status() && answer.reason == code.name(),
    }
}
