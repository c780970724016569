//! `/admin`: users, keys, audit.

use crate::{
    element::{Selector, by, value},
    wait::{EXPIRY, SOON, until},
};
use anyhow::{Context, Result};
use shared::{AuditEvent, api::admin::KeyState};
use thirtyfour::{By, WebDriver};

/// The pages for admins.
pub struct Admin<'a>(pub(crate) &'a WebDriver);

impl Admin<'_> {
    /// Waits until a page for admins is there.
    pub async fn wait(&self) -> Result<()> {
        by("admin-page").wait(self.0).await?;
        Ok(())
    }

    /// Waits until it is said that these pages are not for this account.
    pub async fn wait_forbidden(&self) -> Result<()> {
        by("not-for-you").wait(self.0).await?;
        Ok(())
    }

    /// Goes to `users`, `keys` or `audit` by its tab.
    pub async fn tab(&self, tab: &str) -> Result<()> {
        by(&format!("admin-tab-{tab}")).click(self.0).await
    }

    /// Types the beginning of a name.
    pub async fn search(&self, text: &str) -> Result<()> {
        by("user-search").fill(self.0, text).await
    }

    /// Waits until exactly these users are listed.
    pub async fn wait_users(&self, names: &[&str]) -> Result<()> {
        self.wait_rows("users", "user", "data-username", names).await
    }

    /// Waits until a user is listed in this state.
    pub async fn wait_user(&self, name: &str, disabled: bool) -> Result<()> {
        user(name).with("data-disabled", disabled).wait(self.0).await?;
        Ok(())
    }

    /// Waits until a user is listed with so many sessions.
    pub async fn wait_sessions(&self, name: &str, count: usize) -> Result<()> {
        user(name).with("data-sessions", count).wait(self.0).await?;
        Ok(())
    }

    /// Disables a user, and says yes to the question.
    pub async fn disable(&self, name: &str) -> Result<()> {
        let user = user(name);
        user.clone().inner(&by("user-disable")).click(self.0).await?;
        user.inner(&by("user-disable-yes")).click(self.0).await
    }

    /// Enables a user.
    pub async fn enable(&self, name: &str) -> Result<()> {
        user(name).inner(&by("user-enable")).click(self.0).await
    }

    /// How many buttons there are to disable this user.
    pub async fn ways_to_disable(&self, name: &str) -> Result<usize> {
        user(name).inner(&by("user-disable")).count(self.0).await
    }

    /// Opens the sessions of a user, and waits until so many are listed.
    pub async fn open_sessions(&self, name: &str, count: usize) -> Result<()> {
        let user = user(name);
        user.clone().inner(&by("user-sessions")).click(self.0).await?;
        let list = user.inner(&by("sessions").with("data-count", count));
        list.wait(self.0).await?;
        Ok(())
    }

    /// Ends all sessions of a user whose sessions are open, and waits until none is left.
    pub async fn end_all_sessions(&self, name: &str) -> Result<()> {
        let user = user(name);
        for button in ["user-end-all", "user-end-all-yes"] {
            user.clone().inner(&by(button)).click(self.0).await?;
        }
        let list = user.inner(&by("sessions").with("data-state", "empty"));
        list.wait(self.0).await?;
        Ok(())
    }

    /// Asks for another signing key, and says yes to the question.
    pub async fn rotate(&self) -> Result<()> {
        by("keys-rotate").click(self.0).await?;
        by("keys-rotate-yes").click(self.0).await
    }

    /// Waits until the page says this problem about the rotation, by its code.
    pub async fn wait_rotation_problem(&self, code: &str) -> Result<()> {
        let said = by("keys-error").with("data-code", code);
        said.wait(self.0).await?;
        Ok(())
    }

    /// Waits until the newest key is in this state, and gives its id.
    pub async fn wait_newest_key(&self, state: KeyState) -> Result<String> {
        until(&format!("a key that is {}", state.name()), EXPIRY, async || {
            let first = by("key").find(self.0).await?.context("there is no key")?;
            let is = first.attr("data-state").await?;
            Ok((is.as_deref() == Some(state.name())).then_some(first.attr("data-kid").await?))
        })
        .await?
        .context("the key has no id")
    }

    /// Waits until this key is in this state.
    pub async fn wait_key(&self, kid: &str, state: KeyState) -> Result<()> {
        let key = by("key").with("data-kid", kid);
        let key = key.with("data-state", state.name());
        key.wait_for(self.0, EXPIRY).await?;
        Ok(())
    }

    /// Chooses a kind of event, or all.
    pub async fn filter_event(&self, event: Option<AuditEvent>) -> Result<()> {
        let name = event.map_or("", AuditEvent::name);
        by("audit-event").inner(&value(name)).click(self.0).await
    }

    /// Types the name of a user.
    pub async fn filter_user(&self, name: &str) -> Result<()> {
        by("audit-user").fill(self.0, name).await
    }

    /// Looks for newer events.
    pub async fn refresh_audit(&self) -> Result<()> {
        by("audit-refresh").click(self.0).await
    }

    /// Waits until exactly these events are listed, the newest first.
    pub async fn wait_events(&self, events: &[AuditEvent]) -> Result<()> {
        let names: Vec<_> = events.iter().map(|event| event.name()).collect();
        self.wait_rows("audit", "event", "data-event", &names).await
    }

    /// What the newest event that is listed says about `user`, `actor`, `address`, `device` or `session`.
    pub async fn newest_event(&self, fact: &str) -> Result<String> {
        by(&format!("event-{fact}")).text(self.0).await
    }

    async fn wait_rows(
        &self,
        list: &str,
        row: &str,
        attribute: &str,
        wanted: &[&str],
    ) -> Result<()> {
        until(&format!("{wanted:?} in {list}"), SOON, async || {
            let state = by(list).attribute(self.0, "data-state").await?;
            let mut found = Vec::new();
            for row in self.0.find_all(By::Testid(row)).await? {
                found.push(row.attr(attribute).await?.unwrap_or_default());
            }
            let settled = matches!(state.as_deref(), Some("ready" | "empty"));
            anyhow::ensure!(settled && found == wanted, "{state:?}: {found:?}");
            Ok(Some(()))
        })
        .await
    }
}

fn user(name: &str) -> Selector {
    by("user").with("data-username", name)
}
