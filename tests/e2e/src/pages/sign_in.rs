//! `/sign-in`.

use super::Lifetime;
use crate::element::by;
use anyhow::Result;
use lesson_shared::DemoAccount;
use shared::api::StorageMode;
use thirtyfour::WebDriver;

/// The page to sign in.
pub struct SignIn<'a>(pub(crate) &'a WebDriver);

impl SignIn<'_> {
    /// Waits until the page is there.
    pub async fn wait(&self) -> Result<()> {
        by("sign-in-page").wait(self.0).await?;
        Ok(())
    }

    /// Waits until the page says why the visitor is here.
    pub async fn wait_why(&self, why: &str) -> Result<()> {
        by("sign-in-why").with("data-why", why).wait(self.0).await?;
        Ok(())
    }

    /// Fills the form in and sends it.
    pub async fn submit(
        &self,
        account: &DemoAccount,
        storage: StorageMode,
        lifetime: Lifetime,
    ) -> Result<()> {
        by("username").fill(self.0, &account.username).await?;
        by("password").fill(self.0, &account.password).await?;
        by("sign-in-options").click(self.0).await?;
        by(&format!("storage-{}", storage.name())).choose(self.0).await?;
        by(&format!("lifetime-{lifetime}")).choose(self.0).await?;
        by("submit").click(self.0).await
    }

    /// Waits until the form says this problem, by its code.
    pub async fn wait_problem(&self, code: &str) -> Result<()> {
        by("form-error").with("data-code", code).wait(self.0).await?;
        Ok(())
    }
}
