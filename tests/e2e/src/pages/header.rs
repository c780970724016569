//! What every page has at its top: who is signed in, and the switches.

use crate::element::{by, root, value};
use anyhow::Result;
use shared::api::StorageMode;
use thirtyfour::WebDriver;

/// The top of any page.
pub struct Header<'a>(pub(crate) &'a WebDriver);

impl Header<'_> {
    /// Waits until somebody is signed in whose token is kept like this.
    pub async fn wait_signed_in(&self, storage: StorageMode) -> Result<()> {
        let signed_in = by("session-state")
            .with("data-state", "signed_in")
            .with("data-storage", storage.name());
        signed_in.wait(self.0).await?;
        Ok(())
    }

    /// Waits until nobody is signed in, for this reason.
    pub async fn wait_signed_out(&self, why: &str) -> Result<()> {
        let signed_out = by("session-state").with("data-state", "signed_out").with("data-why", why);
        signed_out.wait(self.0).await?;
        Ok(())
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Result<()> {
        by("sign-out").click(self.0).await
    }

    /// Goes to the account page by its link.
    pub async fn to_account(&self) -> Result<()> {
        by("nav-account").click(self.0).await
    }

    /// Waits until the page offers the pages for admins.
    pub async fn wait_admin(&self) -> Result<()> {
        by("nav-admin").wait(self.0).await?;
        Ok(())
    }

    /// Whether the page offers the pages for admins now.
    pub async fn offers_admin(&self) -> Result<bool> {
        Ok(by("nav-admin").find(self.0).await?.is_some())
    }

    /// How many links to pages there are, and in how many lines everything in the header stands: things are in one
    /// line when they overlap in height.
    pub async fn links_and_lines(&self) -> Result<(u64, u64)> {
        let script = "const header = document.querySelector('.header'); \
            const boxes = [...header.querySelectorAll('a, button, select')] \
                .map((one) => one.getBoundingClientRect()) \
                .filter((box) => box.height > 0) \
                .sort((one, other) => one.top - other.top); \
            let lines = 0, bottom = -Infinity; \
            for (const box of boxes) { \
                if (box.top >= bottom) { lines += 1; bottom = box.bottom; } \
            } \
            return [header.querySelectorAll('.nav a').length, lines]";
        Ok(self.0.execute(script, []).await?.convert()?)
    }

    /// Waits until a theft is told, and gives its sentence on where the second use came from.
    pub async fn theft(&self) -> Result<String> {
        by("theft-notice").inner(&by("theft-from")).text(self.0).await
    }

    /// Whether a theft is told now.
    pub async fn tells_of_theft(&self) -> Result<bool> {
        Ok(by("theft-notice").find(self.0).await?.is_some())
    }

    /// Presses a button of the notice: `sessions`, `password` or `dismiss`.
    pub async fn press_theft(&self, button: &str) -> Result<()> {
        by(&format!("theft-{button}")).click(self.0).await
    }

    /// Chooses a language, `ko` or `en`, and waits until the page is in it.
    pub async fn language(&self, language: &str) -> Result<()> {
        by(&format!("lang-{language}")).click(self.0).await?;
        self.wait_root("lang", language).await
    }

    /// Chooses `light` or `dark`, and waits until the page is so.
    pub async fn theme(&self, theme: &str) -> Result<()> {
        let option = by("theme-switch").inner(&value(theme));
        option.click(self.0).await?;
        self.wait_root("data-theme", theme).await
    }

    /// Waits until the server is said to be away, or not to be.
    pub async fn wait_server_away(&self, away: bool) -> Result<()> {
        let banner = by("server-away");
        if away {
            banner.wait(self.0).await?;
        } else {
            banner.wait_gone(self.0).await?;
        }
        Ok(())
    }

    async fn wait_root(&self, attribute: &str, value: &str) -> Result<()> {
        root().with(attribute, value).wait(self.0).await?;
        Ok(())
    }
}
