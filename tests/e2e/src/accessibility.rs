//! What axe-core finds in a page that keeps people with disabilities out.

use crate::Visit;
use anyhow::{Context, Result, ensure};
use std::{env, fs, path::PathBuf};

/// The rules of WCAG 2.2 at level AA, all that come before it, and what is good practice.
const RUN: &str = r"
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then((found) => found.violations.map(({ id, help, nodes }) => [
            `${id}: ${help}`, ...nodes.map((node) => `${node.html} : ${node.failureSummary}`),
        ].join('\n  ')));
";

impl Visit {
    /// Fails when axe-core finds a violation, and says which and where.
    pub async fn ensure_accessible(&self, page: &str) -> Result<()> {
        if self.script::<String>("return typeof axe", []).await? == "undefined" {
            self.script::<()>(&axe_core()?, []).await?;
        }
        let violations: Vec<String> = self.script(RUN, []).await?;
        ensure!(
            violations.is_empty(),
            "axe-core complains about {page}:\n{}",
            violations.join("\n")
        );
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "where axe-core is comes from outside")]
fn axe_core() -> Result<String> {
    let path = env::var_os("CLAIMCHECK_AXE").map(PathBuf::from).context(
        "CLAIMCHECK_AXE has to be the path of axe-core's axe.min.js; cargo xtask test gets it and sets it",
    )?;
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
