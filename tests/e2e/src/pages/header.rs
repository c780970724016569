//! The top of every page.

use super::Header;
use anyhow::Result;
use shared::api::StorageMode;

impl Header<'_> {
    /// Waits until a user is signed in whose token is kept like this.
    pub async fn wait_signed_in(&self, storage: StorageMode) -> Result<()> {
        let session = self.by("session-state").with("data-state", "signed_in");
        session.with("data-storage", storage.name()).wait().await
    }

    /// Waits until no user is signed in, for this reason.
    pub async fn wait_signed_out(&self, why: &str) -> Result<()> {
        let session = self.by("session-state").with("data-state", "signed_out");
        session.with("data-why", why).wait().await
    }

    /// Signs out, and waits until that is done.
    pub async fn sign_out(&self) -> Result<()> {
        self.by("sign-out").click().await?;
        self.wait_signed_out("signed_out").await
    }

    /// Goes to the account page by its link.
    pub async fn to_account(&self) -> Result<()> {
        self.by("nav-account").click().await
    }

    /// Whether the page offers the pages for admins now.
    pub async fn offers_admin(&self) -> Result<bool> {
        self.by("nav-admin").is_there().await
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
        self.script(script, []).await
    }

    /// Waits until a theft is told, and gives its sentence on where the second use came from.
    pub async fn theft(&self) -> Result<String> {
        self.by("theft-notice").by("theft-from").text().await
    }

    /// Whether a theft is told now.
    pub async fn tells_of_theft(&self) -> Result<bool> {
        self.by("theft-notice").is_there().await
    }

    /// Chooses a language, `ko` or `en`, and waits until the page is in it.
    pub async fn language(&self, language: &str) -> Result<()> {
        self.by(&format!("lang-{language}")).click().await?;
        self.css("html").with("lang", language).wait().await
    }

    /// Chooses `light` or `dark`, and waits until the page is so.
    pub async fn theme(&self, theme: &str) -> Result<()> {
        self.by("theme-switch").option(theme).click().await?;
        self.css("html").with("data-theme", theme).wait().await
    }
}
