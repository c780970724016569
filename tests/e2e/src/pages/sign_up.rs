//! `/sign-up`.

use crate::element::by;
use anyhow::Result;
use thirtyfour::WebDriver;

/// The page to make an account.
pub struct SignUp<'a>(pub(crate) &'a WebDriver);

impl SignUp<'_> {
    /// Waits until the page is there.
    pub async fn wait(&self) -> Result<()> {
        by("sign-up-page").wait(self.0).await?;
        Ok(())
    }

    /// Fills the form in.
    pub async fn fill(&self, username: &str, password: &str) -> Result<()> {
        by("username").fill(self.0, username).await?;
        by("password").fill(self.0, password).await
    }

    /// Fills the form in and sends it.
    pub async fn submit(&self, username: &str, password: &str) -> Result<()> {
        self.fill(username, password).await?;
        by("submit").click(self.0).await
    }

    /// Waits until the meter shows this score, 0 to 4.
    pub async fn wait_score(&self, score: u8) -> Result<()> {
        let meter = by("meter").with("data-state", "known");
        meter.with("data-score", score).wait(self.0).await?;
        Ok(())
    }

    /// Waits until the meter shows this score and says what makes the password weak.
    pub async fn wait_weakness(&self, score: u8, weakness: &str) -> Result<()> {
        let meter = by("meter").with("data-weakness", weakness);
        meter.with("data-score", score).wait(self.0).await?;
        Ok(())
    }

    /// Waits until a field, `username` or `password`, says what is wrong with it.
    pub async fn wait_field_error(&self, field: &str) -> Result<()> {
        by(&format!("{field}-error")).text(self.0).await?;
        Ok(())
    }
}
