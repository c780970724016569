//! `/account`: what is kept of a person.

use super::Account;
use crate::element::{Selector, by};
use anyhow::{Context, Result};

impl Account<'_> {
    /// Fills in `display_name`, `email`, `phone` or `note`.
    pub async fn fill(&self, field: &str, text: &str) -> Result<()> {
        by(field).fill(self.0, text).await
    }

    /// What is in `display_name`, `email`, `phone` or `note`.
    pub async fn filled(&self, field: &str) -> Result<String> {
        let field = by(field).wait(self.0).await?;
        field.value().await?.context("this is no field")
    }

    /// Adds a field of one's own.
    pub async fn add_field(&self, name: &str, value: &str) -> Result<()> {
        by("own-add").click(self.0).await?;
        by("own-name").fill(self.0, name).await?;
        by("own-value").fill(self.0, value).await
    }

    /// Saves the profile.
    pub async fn save(&self) -> Result<()> {
        by("profile-save").click(self.0).await
    }

    /// Waits until this version is saved and nothing is changed since.
    pub async fn wait_saved(&self, version: i64) -> Result<()> {
        self.wait_profile("saved", version).await
    }

    /// Waits until it is asked what to do, because somebody else has saved meanwhile; gives what that is.
    pub async fn conflict(&self) -> Result<String> {
        by("conflict-theirs").text(self.0).await
    }

    /// Answers the question: `keep` what is typed here, or `take` what was saved meanwhile. Waits until the
    /// form is about this version.
    pub async fn answer(&self, answer: &str, version: i64) -> Result<()> {
        by(&format!("conflict-{answer}")).click(self.0).await?;
        let state = if answer == "keep" { "changed" } else { "saved" };
        self.wait_profile(state, version).await
    }

    /// What a column of one's own row holds, beside this clear text.
    pub async fn sealed(&self, column: &str, clear: &str) -> Result<String> {
        let column = by("sealed-column").with("data-column", column);
        column.clone().inner(&by("sealed-clear")).wait_text(self.0, clear).await?;
        column.inner(&by("sealed-value")).text(self.0).await
    }

    async fn wait_profile(&self, state: &str, version: i64) -> Result<()> {
        let form: Selector = by("profile-form").with("data-state", state);
        form.with("data-version", version).wait(self.0).await?;
        Ok(())
    }
}
