//! `/`: the seven steps, done by hand.

use super::Walkthrough;
use crate::{TokenChoice, element::Element, wait::until};
use anyhow::Result;
use shared::Step;
use std::time::Duration;

impl Walkthrough<'_> {
    /// Goes to a step.
    pub async fn go(&self, step: Step) -> Result<()> {
        self.by(&format!("step-{step}")).click().await?;
        self.panel(step).wait().await
    }

    /// A step, once it counts as done.
    pub fn done(&self, step: Step) -> Element {
        self.by(&format!("step-{step}")).with("data-done", true)
    }

    /// Step 1: signs in with the demo account.
    pub async fn log_in(&self, choice: impl Into<TokenChoice>) -> Result<()> {
        let demo = self.server.demo().await?;
        self.go(Step::Login).await?;
        self.by("login-username").fill(&demo.username).await?;
        self.by("login-password").fill(&demo.password).await?;
        choice.into().choose(self).await?;
        self.by("login-submit").click().await?;
        self.done(Step::Login).wait().await
    }

    /// What a step shows while it is in view.
    pub fn panel(&self, step: Step) -> Element {
        self.by("panel").with("data-step", step)
    }

    /// Presses a button of a step.
    pub async fn press(&self, step: Step, button: &str) -> Result<()> {
        self.go(step).await?;
        self.panel(step).by(button).click().await
    }

    /// Opens a tab of the step in view.
    pub async fn tab(&self, tab: &str) -> Result<()> {
        let button = self.by(&format!("tab-{tab}"));
        button.click().await?;
        button.with("aria-selected", true).wait().await
    }

    /// Waits until the step in view shows this exchange with the server: `GET /api/me 401 token_missing`.
    pub async fn wait_exchange(&self, exchange: &str) -> Result<()> {
        self.tab("diagram").await?;
        let attributes = ["data-method", "data-path", "data-status", "data-code"];
        let mut shown = self.by("exchange");
        for (attribute, value) in attributes.iter().zip(exchange.split(' ')) {
            shown = shown.with(attribute, value);
        }
        shown.wait().await
    }

    /// The token in the panel beside the steps, put together from its three parts.
    pub async fn token(&self) -> Result<String> {
        let mut parts = Vec::new();
        for part in ["token-header", "token-payload", "token-signature"] {
            parts.push(self.by(part).text().await?);
        }
        Ok(parts.join("."))
    }

    /// Waits until another token than this one is shown.
    pub async fn wait_another_token(&self, than: &str, at_most: Duration) -> Result<()> {
        let look = async || Ok((self.token().await? != than).then_some(()));
        until("another token", at_most, look).await
    }

    /// Waits until the page says of the token that it has come this far: `fresh`, `leeway`, `expired`.
    pub async fn wait_countdown(&self, state: &str, at_most: Duration) -> Result<()> {
        self.by("countdown").with("data-state", state).wait_for(at_most).await
    }

    /// Switches renewal on or off.
    pub async fn renewal(&self, on: bool) -> Result<()> {
        self.go(Step::Expire).await?;
        let switch = self.by("renewal-switch");
        if switch.attribute("aria-checked").await? != on.to_string() {
            switch.click().await?;
        }
        switch.with("aria-checked", on).wait().await
    }
}
