//! `/account`: another password, and the end of the account.

use super::Account;
use crate::element::by;
use anyhow::Result;

impl Account<'_> {
    /// Fills the form for another password in and sends it.
    pub async fn change_password(&self, current: &str, new: &str) -> Result<()> {
        by("current-password").fill(self.0, current).await?;
        by("new-password").fill(self.0, new).await?;
        by("password-submit").click(self.0).await
    }

    /// Waits until the password is another one.
    pub async fn wait_password_changed(&self) -> Result<()> {
        by("password-done").text(self.0).await?;
        Ok(())
    }

    /// Waits until the form says what is wrong with the `current` or the `new` password.
    pub async fn wait_password_error(&self, which: &str) -> Result<()> {
        let error = by(&format!("{which}-password-error"));
        error.text(self.0).await?;
        Ok(())
    }

    /// Waits until the meter finds the new password weak for this reason, and gives its words.
    pub async fn wait_weak(&self, weakness: &str) -> Result<String> {
        let meter = by("account-password").inner(&by("meter").with("data-weakness", weakness));
        meter.inner(&by("meter-reasons")).text(self.0).await
    }

    /// Waits until the page says what the only admin has to do first.
    pub async fn wait_only_admin(&self) -> Result<()> {
        by("delete-only-admin").text(self.0).await?;
        Ok(())
    }

    /// Fills in the form that ends the account, and sends it.
    pub async fn delete(&self, password: &str) -> Result<()> {
        by("delete-open").click(self.0).await?;
        by("delete-password").fill(self.0, password).await?;
        by("delete-sure").click(self.0).await?;
        by("delete-submit").click(self.0).await
    }
}
