//! `/admin`: users, keys, audit.

use super::{Admin, account::confirm};
use crate::{
    element::Element,
    wait::{EXPIRY, SOON, until},
};
use anyhow::{Context, Result, ensure};
use shared::{AuditEvent, api::admin::KeyState};

impl Admin<'_> {
    /// Waits until the page says that it is not for this account.
    pub async fn wait_forbidden(&self) -> Result<()> {
        self.by("not-for-you").wait().await
    }

    /// Types the beginning of a name.
    pub async fn search(&self, text: &str) -> Result<()> {
        self.by("user-search").fill(text).await
    }

    /// Waits until exactly these users are listed.
    pub async fn wait_users(&self, names: &[&str]) -> Result<()> {
        self.wait_rows("users", "user", "data-username", names).await
    }

    /// A user in the list, with `data-disabled` and `data-sessions`.
    pub fn user(&self, name: &str) -> Element {
        self.by("user").with("data-username", name)
    }

    /// Disables a user, and says yes to the question.
    pub async fn disable(&self, name: &str) -> Result<()> {
        let user = self.user(name);
        confirm(&user, "user-disable").await?;
        user.with("data-disabled", true).wait().await
    }

    /// Enables a user.
    pub async fn enable(&self, name: &str) -> Result<()> {
        self.user(name).by("user-enable").click().await?;
        self.user(name).with("data-disabled", false).wait().await
    }

    /// Opens the sessions of a user, and waits until so many are listed.
    pub async fn open_sessions(&self, name: &str, count: usize) -> Result<()> {
        let user = self.user(name);
        user.by("user-sessions").click().await?;
        user.by("sessions").with("data-count", count).wait().await
    }

    /// Ends all sessions of a user whose sessions are open, and waits until none is left.
    pub async fn end_all_sessions(&self, name: &str) -> Result<()> {
        let user = self.user(name);
        confirm(&user, "user-end-all").await?;
        user.by("sessions").with("data-state", "empty").wait().await
    }

    /// Asks for another signing key, and says yes to the question.
    pub async fn rotate(&self) -> Result<()> {
        self.by("keys-rotate").click().await?;
        self.by("keys-rotate-yes").click().await
    }

    /// Waits until the newest key is in this state, and gives its id.
    pub async fn wait_newest_key(&self, state: KeyState) -> Result<String> {
        until(&format!("a key that is {}", state.name()), EXPIRY, async || {
            let newest = self.by("key").all().await?.into_iter().next();
            let newest = newest.context("there is no key")?;
            let is = newest.attr("data-state").await?;
            Ok((is.as_deref() == Some(state.name())).then_some(newest.attr("data-kid").await?))
        })
        .await?
        .context("the key has no id")
    }

    /// Waits until this key is in this state.
    pub async fn wait_key(&self, kid: &str, state: KeyState) -> Result<()> {
        let key = self.by("key").with("data-kid", kid);
        key.with("data-state", state.name()).wait_for(EXPIRY).await
    }

    /// Chooses a kind of event.
    pub async fn filter_event(&self, event: AuditEvent) -> Result<()> {
        self.by("audit-event").option(event.name()).click().await
    }

    /// Waits until exactly these events are listed, the newest first.
    pub async fn wait_events(&self, events: &[AuditEvent]) -> Result<()> {
        let names: Vec<_> = events.iter().map(|event| event.name()).collect();
        self.wait_rows("audit", "event", "data-event", &names).await
    }

    /// What the newest event that is listed says about `user`, `actor`, `address`, `device` or `session`.
    pub async fn newest_event(&self, fact: &str) -> Result<String> {
        self.by(&format!("event-{fact}")).text().await
    }

    async fn wait_rows(
        &self,
        list: &str,
        row: &str,
        attribute: &str,
        wanted: &[&str],
    ) -> Result<()> {
        until(&format!("{wanted:?} in {list}"), SOON, async || {
            let state = self.by(list).attribute("data-state").await?;
            let mut found = Vec::new();
            for row in self.by(row).all().await? {
                found.push(row.attr(attribute).await?.unwrap_or_default());
            }
            let settled = matches!(&*state, "ready" | "empty");
            ensure!(settled && found == wanted, "{state:?}: {found:?}");
            Ok(Some(()))
        })
        .await
    }
}
