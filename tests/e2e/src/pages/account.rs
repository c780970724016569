//! `/account`.

use crate::{
    element::by,
    wait::{SOON, until},
};
use anyhow::{Context, Result};
use thirtyfour::WebDriver;

/// The page that only those see who are signed in.
pub struct Account<'a>(pub(crate) &'a WebDriver);

impl Account<'_> {
    /// Waits until the server has said who the visitor is, and gives the user id.
    pub async fn sub(&self) -> Result<String> {
        by("account-page").inner(&by("me-sub")).text(self.0).await
    }

    /// Waits until the server has said which session this is, and gives its id.
    pub async fn sid(&self) -> Result<String> {
        by("account-page").inner(&by("me-sid")).text(self.0).await
    }

    /// When the token expires that the server was shown last, in seconds since 1970.
    pub async fn exp(&self) -> Result<i64> {
        let exp = by("account-page").inner(&by("me-exp"));
        let exp = exp.attribute(self.0, "data-value").await?;
        Ok(exp.context("no expiry is shown")?.parse()?)
    }

    /// Waits until the server has been shown a token that expires later than this.
    pub async fn later_exp(&self, than: i64) -> Result<i64> {
        until("a token that expires later", SOON, async || {
            let exp = self.exp().await?;
            Ok((exp > than).then_some(exp))
        })
        .await
    }

    /// Has the page ask the server again at this time, in milliseconds since 1970, whichever tab is in
    /// front then.
    pub async fn ask_again_at(&self, time_ms: i64) -> Result<()> {
        let script = "const [at] = arguments; setTimeout(\
            () => document.querySelector('[data-testid=me-reload]').click(), at - Date.now())";
        self.0.execute(script, vec![time_ms.into()]).await?;
        Ok(())
    }

    /// Asks the server again.
    pub async fn ask_again(&self) -> Result<()> {
        by("me-reload").click(self.0).await
    }
}
