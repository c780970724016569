//! `/sign-in` and `/sign-up`.

use super::{SignIn, SignUp};
use crate::TokenChoice;
use anyhow::Result;
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

impl SignIn<'_> {
    /// Waits until the page is there.
    pub async fn wait(&self) -> Result<()> {
        self.by("sign-in-page").wait().await
    }

    /// Waits until the page says why the visitor is here.
    pub async fn wait_why(&self, why: &str) -> Result<()> {
        self.by("sign-in-why").with("data-why", why).wait().await
    }

    /// Fills the form in and sends it.
    pub async fn submit(
        &self,
        account: &DemoAccount,
        choice: impl Into<TokenChoice>,
    ) -> Result<()> {
        self.by("username").fill(&account.username).await?;
        self.by("password").fill(&account.password).await?;
        self.by("sign-in-options").click().await?;
        choice.into().choose(self).await?;
        self.by("submit").click().await
    }

    /// Tries this account, and waits until the form says that name or password are wrong.
    pub async fn wait_wrong(&self, account: &DemoAccount) -> Result<()> {
        self.submit(account, StorageMode::Memory).await?;
        self.by("form-error").with("data-code", "wrong_credentials").wait().await
    }
}

impl SignUp<'_> {
    /// Fills the form in.
    pub async fn fill(&self, username: &str, password: &str) -> Result<()> {
        self.by("username").fill(username).await?;
        self.by("password").fill(password).await
    }

    /// Fills the form in and sends it.
    pub async fn submit(&self, username: &str, password: &str) -> Result<()> {
        self.fill(username, password).await?;
        self.by("submit").click().await
    }

    /// Waits until a field, `username` or `password`, says that it is wrong.
    pub async fn wait_field_error(&self, field: &str) -> Result<()> {
        self.by(&format!("{field}-error")).text().await.map(drop)
    }
}
