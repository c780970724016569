//! `/`: the seven steps, done by hand.

use crate::{
    element::{Selector, by},
    wait::until,
};
use anyhow::{Context, Result};
use lesson_shared::DemoAccount;
use shared::{Step, api::StorageMode};
use std::{fmt, time::Duration};
use thirtyfour::WebDriver;

/// The walkthrough.
pub struct Walkthrough<'a>(pub(crate) &'a WebDriver);

/// An exchange with the server as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where to.
    pub path: &'static str,
    /// What the server answered.
    pub status: u16,
    /// The code of the problem that it answered, if it was one.
    pub problem: Option<&'static str>,
}

impl Walkthrough<'_> {
    /// Goes to a step.
    pub async fn go(&self, step: Step) -> Result<()> {
        by(&format!("step-{step}")).click(self.0).await?;
        panel(step).wait(self.0).await?;
        Ok(())
    }

    /// Waits until a step counts as done.
    pub async fn wait_done(&self, step: Step) -> Result<()> {
        let done = by(&format!("step-{step}")).with("data-done", true);
        done.wait(self.0).await?;
        Ok(())
    }

    /// Step 1: fills the form in and sends it.
    pub async fn log_in(
        &self,
        account: &DemoAccount,
        storage: StorageMode,
        lifetime: Lifetime,
    ) -> Result<()> {
        self.go(Step::Login).await?;
        by("login-username").fill(self.0, &account.username).await?;
        by("login-password").fill(self.0, &account.password).await?;
        by(&format!("storage-{}", storage.name())).choose(self.0).await?;
        by(&format!("lifetime-{lifetime}")).choose(self.0).await?;
        by("login-submit").click(self.0).await?;
        self.wait_done(Step::Login).await
    }

    /// Presses a button of a step.
    pub async fn press(&self, step: Step, button: &str) -> Result<()> {
        self.go(step).await?;
        panel(step).inner(&by(button)).click(self.0).await
    }

    /// Opens a tab of the step in view.
    pub async fn tab(&self, tab: &str) -> Result<()> {
        let button = by(&format!("tab-{tab}"));
        button.click(self.0).await?;
        button.with("aria-selected", true).wait(self.0).await?;
        Ok(())
    }

    /// Waits until something is shown in a step.
    pub async fn wait_for(&self, step: Step, what: &Selector) -> Result<()> {
        panel(step).inner(what).wait(self.0).await?;
        Ok(())
    }

    /// Waits until the step in view shows this exchange.
    pub async fn wait_exchange(&self, exchange: Exchange) -> Result<()> {
        self.tab("diagram").await?;
        exchange.selector().wait(self.0).await?;
        Ok(())
    }

    /// How many times the step in view shows this exchange.
    pub async fn count_exchanges(&self, exchange: Exchange) -> Result<usize> {
        self.tab("diagram").await?;
        exchange.selector().count(self.0).await
    }

    /// The token in the panel beside the steps, put together from its three parts.
    pub async fn token(&self) -> Result<String> {
        let mut parts = Vec::new();
        for part in ["token-header", "token-payload", "token-signature"] {
            parts.push(by(part).text(self.0).await?);
        }
        Ok(parts.join("."))
    }

    /// Waits until another token than this one is shown, and gives it.
    pub async fn another_token(&self, than: &str, at_most: Duration) -> Result<String> {
        until("another token", at_most, async || {
            let token = self.token().await?;
            Ok((token != than).then_some(token))
        })
        .await
    }

    /// Waits until the page says of the token that is has come this far: `fresh`, `leeway`, `expired`.
    pub async fn wait_countdown(&self, state: &str, at_most: Duration) -> Result<()> {
        by("countdown").with("data-state", state).wait_for(self.0, at_most).await?;
        Ok(())
    }

    /// Whether the page found a token where it is kept.
    pub async fn finds_token(&self, storage: StorageMode) -> Result<bool> {
        let place = by("storage-now").with("data-mode", storage.name());
        let found = place.attribute(self.0, "data-found").await?;
        Ok(found.context("it does not say whether there is a token")? == "true")
    }

    /// Switches renewal on or off.
    pub async fn renewal(&self, on: bool) -> Result<()> {
        self.go(Step::Expire).await?;
        let switch = by("renewal-switch");
        if switch.attribute(self.0, "aria-checked").await? != Some(on.to_string()) {
            switch.click(self.0).await?;
        }
        switch.with("aria-checked", on).wait(self.0).await?;
        Ok(())
    }
}

fn panel(step: Step) -> Selector {
    by("panel").with("data-step", step)
}

impl Exchange {
    fn selector(self) -> Selector {
        let selector = by("exchange")
            .with("data-method", self.method)
            .with("data-path", self.path)
            .with("data-status", self.status);
        match self.problem {
            Some(code) => selector.with("data-code", code),
            None => selector,
        }
    }
}

/// How long an access token is asked to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// 15 seconds, to watch it expire.
    Seconds15,
    /// The server's own.
    Normal,
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seconds15 => "15",
            Self::Normal => "normal",
        })
    }
}
