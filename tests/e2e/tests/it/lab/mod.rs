//! The attack lab: the naive verifier falls for everything, the strict one for nothing.

mod cards;
mod panels;
mod run_all;

use anyhow::Result;
use e2e::{visit_at, visit_with};

#[test]
fn s08_the_clock_of_the_lab_shows_exp_iat_and_leeway_at_work() -> Result<()> {
    visit_at("lab_clock", "/lab", async |visit| {
        visit.expect_status(&[401]);
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
}

#[test]
fn where_the_lab_is_off_its_page_says_so() -> Result<()> {
    visit_with("lab_off", &[("CLAIMCHECK_LAB", "false")], async |visit| {
        visit.open("/lab").await?;
        visit.lab().text("lab-off").await?;
        Ok(())
    })
}
