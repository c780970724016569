//! All attacks in a row.

use anyhow::{Result, ensure};
use attacks::{Case, Expected};
use e2e::{
    Visit,
    pages::{Lab, Said},
    visit,
};

#[tokio::test]
async fn every_attack_is_performed_and_refused_by_the_check_that_the_catalogue_names() -> Result<()>
{
    visit("lab_all", async |visit| {
        expect_refusals(visit);
        visit.open("/lab").await?;
        let lab = visit.lab();
        lab.run_all().await?;
        let rows = ensure_all_as_expected(&lab).await?;
        ensure!(lab.rows().await? == rows, "each forgery has its row");
        ensure!(lab.text("run-all-said").await?.contains(&rows.to_string()));

        // From a row to its card, with the same variant and what came of it.
        lab.press("row-A10-swapped-link").await?;
        lab.wait("attack-A10", "open", "").await?;
        lab.wait("attack-A10", "data-grade", "right").await?;
        let chosen = lab.chosen("A10").await?;
        ensure!(chosen == "swapped", "{chosen}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_waits_for_a_server_that_has_had_too_much() -> Result<()> {
    visit("lab_tired", async |visit| {
        expect_refusals(visit);
        visit.expect_status(429);
        visit.open("/lab").await?;
        visit.server.tire_the_lab().await?;
        let lab = visit.lab();
        lab.press("run-all-start").await?;
        lab.wait_run("waiting").await?;
        lab.wait_run("done").await?;
        ensure_all_as_expected(&lab).await.map(drop)
    })
    .await
}

/// The lab of the new process has new keys, and what was cracked before is worth nothing any more.
#[tokio::test]
async fn a_run_goes_on_where_it_was_when_the_server_is_back() -> Result<()> {
    visit("lab_outage", async |visit| {
        expect_refusals(visit);
        visit.expect_no_server();
        visit.open("/lab").await?;
        let lab = visit.lab();
        lab.press("run-all-start").await?;
        lab.wait("row-A5-cracked", "data-state", "lesson").await?;
        visit.server.kill();
        lab.wait_run("stopped").await?;
        let (grade, ..) = lab.row("A5", "cracked").await?;
        ensure!(grade == "lesson", "what was done stays");

        visit.server.start_again().await?;
        visit.header().wait_server_away(false).await?;
        lab.run_all().await?;
        ensure_all_as_expected(&lab).await.map(drop)
    })
    .await
}

fn expect_refusals(visit: &Visit) {
    for status in [400, 401, 403] {
        visit.expect_status(status);
    }
}

/// How many there are.
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

fn as_expected(expected: Expected, said: &Said) -> bool {
    match expected {
        Expected::Accepted => said.status == 200,
        Expected::Check(check) => said.status == 401 && said.reason == check.name(),
        Expected::Problem(code) => said.status == code.status() && said.reason == code.name(),
    }
}
