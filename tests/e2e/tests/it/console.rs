//! Every test ends with a look at the browser's console. These show that the look finds complaints.

use anyhow::{Result, ensure};
use e2e::visit_at;
use serde_json::Value;

#[test]
fn s43_a41_scripts_and_styles_from_nowhere_are_blocked_and_the_console_says_so() -> Result<()> {
    visit_at("console_policy", "/", async |visit| {
        for script in [
            "document.body.setAttribute('style', 'color: red')",
            "document.body.appendChild(document.createElement('script')).textContent = 'stolen = 1'",
            "document.body.appendChild(document.createElement('img')).src = 'http://127.0.0.1:9/'",
        ] {
            visit.script::<Value>(script, []).await?;
            let complaints = visit.wait_complaints().await?;
            ensure!(complaints.contains("Content Security Policy"), "{complaints}");
        }
        let stolen: String = visit.script("return typeof stolen", []).await?;
        ensure!(stolen == "undefined", "no script got in");
        Ok(())
    })
}

#[test]
fn exceptions_and_failed_requests_are_complaints() -> Result<()> {
    visit_at("console_failures", "/", async |visit| {
        let thrown = "setTimeout(() => { throw new Error('on purpose') })";
        visit.script::<()>(thrown, []).await?;
        let complaints = visit.wait_complaints().await?;
        ensure!(complaints.contains("on purpose"), "{complaints}");
        visit.script::<()>("fetch('/api/me')", []).await?;
        let complaints = visit.wait_complaints().await?;
        ensure!(complaints.contains("status of 401"), "{complaints}");
        Ok(())
    })
}
