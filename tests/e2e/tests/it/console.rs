//! Every test ends with a look at the browser's console. These show that it would see something.

use anyhow::{Result, ensure};
use e2e::visit;
use shared::api::paths;

#[tokio::test]
async fn s43_a41_scripts_and_styles_from_nowhere_are_blocked_and_the_console_says_so() -> Result<()>
{
    visit("console_policy", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        for script in [
            "document.body.setAttribute('style', 'color: red')",
            "document.body.appendChild(document.createElement('script')).textContent = 'stolen = 1'",
            "document.body.appendChild(document.createElement('img')).src = 'http://127.0.0.1:9/'",
        ] {
            visit.driver.execute(script, []).await?;
            let complaints = visit.wait_complaints().await?;
            ensure!(complaints.contains("Content Security Policy"), "{complaints}");
        }
        let stolen = visit.driver.execute("return typeof stolen", []).await?;
        ensure!(stolen.json() == "undefined", "no script got in");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn exceptions_and_failed_requests_are_complaints() -> Result<()> {
    visit("console_failures", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        let thrown = "setTimeout(() => { throw new Error('on purpose') })";
        visit.driver.execute(thrown, []).await?;
        let complaints = visit.wait_complaints().await?;
        ensure!(complaints.contains("on purpose"), "{complaints}");
        let asked = format!("fetch('{}')", paths::ME);
        visit.driver.execute(asked.as_str(), []).await?;
        let complaints = visit.wait_complaints().await?;
        ensure!(complaints.contains("status of 401"), "{complaints}");
        Ok(())
    })
    .await
}
