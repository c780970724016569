//! A screen reader tells all that the diagram draws: each message, each stage, and how long it takes.

use anyhow::{Result, ensure};
use e2e::visit_at;
use shared::{Step, api::StorageMode};

#[test]
fn a_screen_reader_hears_everything_that_the_diagram_shows() -> Result<()> {
    visit_at("screen_reader", "/", async |visit| {
        visit.expect_status(&[401]);
        visit.header().language("en").await?;
        let page = visit.walkthrough();
        page.log_in(StorageMode::Memory).await?;
        visit.by("flow-db").wait().await?;
        let heard = visit.heard_items("POST /api/auth/login").await?;
        ensure_told(
            &heard,
            &[
                "Browser to server: POST /api/auth/login with name and password",
                "Database: User looked up …",
                "Server: Number of tries checked …",
                "Server: Password compared with its hash …",
                "Database: Session written …",
                "Server: Claims written and signed …",
                "Database: Queries: 3",
                "Server to browser: 200 after …",
            ],
        )?;

        page.press(Step::Store, "store-submit").await?;
        page.press(Step::Verify, "verify-tamper").await?;
        page.tab("diagram").await?;
        visit.by("flow-db").wait().await?;
        let heard = visit.heard_items("GET /api/me").await?;
        ensure_told(
            &heard,
            &[
                "Browser to server: GET /api/me with the token in the Authorization header",
                "Server: Token taken apart …",
                "Server: Signature compared, refused here …",
                "Database: Not asked: 0 queries",
                "Server to browser: 401 token_invalid (signature) after …",
            ],
        )
    })
}

/// Each item is told in these words; `…` stands for how long it took.
fn ensure_told(heard: &[String], wanted: &[&str]) -> Result<()> {
    let told = |heard: &String| {
        let heard = heard.replace(" :", ":").replace(" ,", ",");
        match heard.rsplitn(3, ' ').collect::<Vec<_>>()[..] {
            ["ms" | "µs", number, words] if number.parse::<f64>().is_ok() => format!("{words} …"),
            _ => heard,
        }
    };
    let heard: Vec<_> = heard.iter().map(told).collect();
    ensure!(heard == wanted, "it is told as {heard:#?}");
    Ok(())
}
