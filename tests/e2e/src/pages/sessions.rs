//! `/account`: everywhere one is signed in.

use super::Account;
use crate::element::{Selector, by};
use anyhow::Result;

impl Account<'_> {
    /// Has the sessions listed anew, and waits until there are so many.
    pub async fn wait_sessions(&self, count: usize) -> Result<()> {
        by("sessions-reload").click(self.0).await?;
        self.wait_listed(count).await
    }

    /// Waits until so many sessions are listed.
    pub async fn wait_listed(&self, count: usize) -> Result<()> {
        let list = by("sessions").with("data-state", "ready");
        list.with("data-count", count).wait(self.0).await?;
        Ok(())
    }

    /// Ends a session of another browser, the first that is listed.
    pub async fn end_another(&self) -> Result<()> {
        let another = by("session").with("data-current", false);
        confirm(self, &another, "session-end").await
    }

    /// Ends the session of this browser.
    pub async fn end_this(&self) -> Result<()> {
        let this = by("session").with("data-current", true);
        confirm(self, &this, "session-end").await
    }

    /// Ends the sessions of the other browsers, or those of all: `others` or `all`.
    pub async fn end_sessions(&self, which: &str) -> Result<()> {
        let section = by("account-sessions");
        confirm(self, &section, &format!("sessions-end-{which}")).await
    }
}

/// Presses a button, and says yes to its question.
async fn confirm(page: &Account<'_>, inside: &Selector, button: &str) -> Result<()> {
    for button in [button, &format!("{button}-yes")] {
        inside.clone().inner(&by(button)).click(page.0).await?;
    }
    Ok(())
}
