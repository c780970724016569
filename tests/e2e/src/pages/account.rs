//! `/account`: the user, the profile, the sessions, another password, and the end of the account.

use super::Account;
use crate::{
    element::Element,
    wait::{SOON, until},
};
use anyhow::{Result, ensure};

impl Account<'_> {
    /// Waits until the server has named the user, and gives the id.
    pub async fn sub(&self) -> Result<String> {
        self.by("account-page").by("me-sub").text().await
    }

    /// Waits until the server has named the session, and gives its id.
    pub async fn sid(&self) -> Result<String> {
        self.by("account-page").by("me-sid").text().await
    }

    /// Fails unless the server still names this session.
    pub async fn ensure_sid(&self, session: &str) -> Result<()> {
        ensure!(self.sid().await? == session, "it is the same session");
        Ok(())
    }

    /// The expiry of the token that the server verified last, in seconds since 1970.
    pub async fn exp(&self) -> Result<i64> {
        Ok(self.by("account-page").by("me-exp").attribute("data-value").await?.parse()?)
    }

    /// Waits until the server has been shown a token that expires later than this.
    pub async fn wait_later_exp(&self, than: i64) -> Result<()> {
        until("a token that expires later", SOON, async || {
            Ok((self.exp().await? > than).then_some(()))
        })
        .await
    }

    /// Has the page ask the server again at this time, in milliseconds since 1970, whichever tab is in
    /// front then.
    pub async fn ask_again_at(&self, time_ms: i64) -> Result<()> {
        let script = "const [at] = arguments; setTimeout(\
            () => document.querySelector('[data-testid=me-reload]').click(), at - Date.now())";
        self.script(script, [time_ms.into()]).await
    }

    /// Asks the server again.
    pub async fn ask_again(&self) -> Result<()> {
        self.by("me-reload").click().await
    }

    /// Asks the server again, and waits until it says that the session has ended.
    pub async fn wait_ended(&self) -> Result<()> {
        self.ask_again().await?;
        self.header().wait_signed_out("ended").await
    }

    /// Adds a field to the profile that the user names.
    pub async fn add_field(&self, name: &str, value: &str) -> Result<()> {
        self.by("own-add").click().await?;
        self.by("own-name").fill(name).await?;
        self.by("own-value").fill(value).await
    }

    /// Fills in `display_name`, `email`, `phone` or `note`, and saves the profile.
    pub async fn save(&self, field: &str, text: &str) -> Result<()> {
        self.by(field).fill(text).await?;
        self.by("profile-save").click().await
    }

    /// Waits until this version of the profile is saved and nothing is changed since.
    pub async fn wait_saved(&self, version: i64) -> Result<()> {
        self.wait_profile("saved", version).await
    }

    /// Waits for the question after another tab has saved; gives what was saved there.
    pub async fn conflict(&self) -> Result<String> {
        self.by("conflict-theirs").text().await
    }

    /// Answers the question: `keep` what is typed here, or `take` what the other tab has saved. Waits until the
    /// form is about this version.
    pub async fn answer(&self, answer: &str, version: i64) -> Result<()> {
        self.by(&format!("conflict-{answer}")).click().await?;
        let state = if answer == "keep" { "changed" } else { "saved" };
        self.wait_profile(state, version).await
    }

    async fn wait_profile(&self, state: &str, version: i64) -> Result<()> {
        let form = self.by("profile-form").with("data-state", state);
        form.with("data-version", version).wait().await
    }

    /// What a column of the user's own row holds, beside this clear text.
    pub async fn sealed(&self, column: &str, clear: &str) -> Result<String> {
        let column = self.by("sealed-column").with("data-column", column);
        column.by("sealed-clear").wait_text(clear).await?;
        column.by("sealed-value").text().await
    }

    /// Has the sessions listed anew, and waits until there are so many.
    pub async fn wait_sessions(&self, count: usize) -> Result<()> {
        self.by("sessions-reload").click().await?;
        self.wait_listed(count).await
    }

    /// Waits until so many sessions are listed.
    pub async fn wait_listed(&self, count: usize) -> Result<()> {
        let list = self.by("sessions").with("data-state", "ready");
        list.with("data-count", count).wait().await
    }

    /// Ends the first session in the list that is, or is not, the one of this browser.
    pub async fn end_session(&self, is_this: bool) -> Result<()> {
        confirm(&self.by("session").with("data-current", is_this), "session-end").await
    }

    /// Ends the sessions of the other browsers, or those of all: `others` or `all`.
    pub async fn end_sessions(&self, which: &str) -> Result<()> {
        confirm(&self.by("account-sessions"), &format!("sessions-end-{which}")).await
    }

    /// Fills the form for another password in and sends it.
    pub async fn change_password(&self, current: &str, new: &str) -> Result<()> {
        self.by("current-password").fill(current).await?;
        self.by("new-password").fill(new).await?;
        self.by("password-submit").click().await
    }

    /// Waits until the form says what is wrong with the `current` or the `new` password.
    pub async fn wait_password_error(&self, which: &str) -> Result<()> {
        self.by(&format!("{which}-password-error")).text().await.map(drop)
    }

    /// Waits until the meter finds the new password weak for this reason, and gives its words.
    pub async fn wait_weak(&self, weakness: &str) -> Result<String> {
        let meter = self.by("account-password").by("meter").with("data-weakness", weakness);
        meter.by("meter-reasons").text().await
    }

    /// Fills in the form that ends the account, and sends it.
    pub async fn delete(&self, password: &str) -> Result<()> {
        self.by("delete-open").click().await?;
        self.by("delete-password").fill(password).await?;
        self.by("delete-sure").click().await?;
        self.by("delete-submit").click().await
    }
}

/// Presses a button, and says yes to its question.
pub(super) async fn confirm(inside: &Element, button: &str) -> Result<()> {
    inside.by(button).click().await?;
    inside.by(&format!("{button}-yes")).click().await
}
