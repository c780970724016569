//! What axe-core finds in a page: whatever would keep somebody out.

use crate::Visit;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::{env, fs, path::PathBuf};

/// The rules of WCAG 2.2 at level AA, all that come before it, and what is good practice.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then((found) => done(found.violations.map((one) => ({
            id: one.id,
            help: one.help,
            nodes: one.nodes.map((node) => node.html + ' : ' + node.failureSummary),
        }))), (error) => done(String(error)));
";

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<String>,
}

impl Visit {
    /// Fails when axe-core has something to complain about, and says what and where.
    pub async fn ensure_accessible(&self, page: &str) -> Result<()> {
        if self.driver.execute("return typeof axe", []).await?.json() == "undefined" {
            self.driver.execute(script()?, []).await?;
        }
        let found = self.driver.execute_async(RUN, []).await?;
        if let Some(error) = found.json().as_str() {
            bail!("axe-core cannot look at {page}: {error}");
        }
        let violations: Vec<Violation> = serde_json::from_value(found.json().clone())?;
        let complaints: Vec<_> = violations
            .iter()
            .map(|one| format!("{}: {}\n  {}", one.id, one.help, one.nodes.join("\n  ")))
            .collect();
        ensure!(
            complaints.is_empty(),
            "axe-core complains about {page}:\n{}",
            complaints.join("\n")
        );
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "where axe-core is comes from outside")]
fn script() -> Result<String> {
    let path = env::var_os("CLAIMCHECK_AXE").map(PathBuf::from).context(
        "CLAIMCHECK_AXE has to be the path of axe-core's axe.min.js; cargo xtask test gets it and sets it",
    )?;
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
