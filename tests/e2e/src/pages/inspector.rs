//! `/inspect`: any token.

use crate::element::{Selector, by};
use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WebDriver;

/// The inspector.
pub struct Inspector<'d>(pub(crate) &'d WebDriver);

impl Inspector<'_> {
    /// Waits until the page is there.
    pub async fn wait(&self) -> Result<()> {
        by("inspector").wait(self.0).await?;
        Ok(())
    }

    /// Puts a text into a field at once, as pasting does.
    pub async fn paste(&self, field: &str, text: &str) -> Result<()> {
        by(field).wait(self.0).await?;
        let script = "const [id, text] = arguments; const field = document.getElementById(id); \
            field.focus(); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.0.execute(script, vec![json!(field), json!(text)]).await?;
        Ok(())
    }

    /// Shows an example.
    pub async fn example(&self, name: &str) -> Result<()> {
        by(&format!("example-{name}")).click(self.0).await
    }

    /// Presses a button.
    pub async fn press(&self, button: &str) -> Result<()> {
        by(button).click(self.0).await
    }

    /// Picks where the key comes from: `secret`, `pasted` or `server`.
    pub async fn key_from(&self, source: &str) -> Result<()> {
        by(&format!("key-source-{source}")).choose(self.0).await
    }

    /// Picks how the secret is written: `text`, `base64` or `hex`.
    pub async fn secret_form(&self, form: &str) -> Result<()> {
        let choice = crate::element::value(form);
        by("secret-form").inner(&choice).click(self.0).await
    }

    /// Picks the algorithm for a new key.
    pub async fn algorithm(&self, name: &str) -> Result<()> {
        let choice = crate::element::value(name);
        by("sign-algorithm").inner(&choice).click(self.0).await
    }

    /// What stands in a field.
    pub async fn text_of(&self, field: &str) -> Result<String> {
        let script = "return document.getElementById(arguments[0]).value";
        let value = self.0.execute(script, vec![json!(field)]).await?;
        Ok(value.json().as_str().context("it is a field")?.to_owned())
    }

    /// What is selected in the field that has the focus.
    pub async fn selected(&self) -> Result<String> {
        let script = "const field = document.activeElement; \
            return field.value.slice(field.selectionStart, field.selectionEnd)";
        let text = self.0.execute(script, []).await?;
        Ok(text.json().as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page says this of the signature.
    pub async fn wait_signature(&self, state: &str) -> Result<()> {
        by("fact-signature").with("data-state", state).wait(self.0).await?;
        Ok(())
    }

    /// Waits until the page says that this is likely the matter with the signature.
    pub async fn wait_likely(&self, reason: &str) -> Result<()> {
        by("fact-signature").with("data-reason", reason).wait(self.0).await?;
        Ok(())
    }

    /// Waits until the page says this of the verifier: `accepted`, `open`, `waiting`.
    pub async fn wait_verdict(&self, state: &str) -> Result<()> {
        by("fact-verdict").with("data-state", state).wait(self.0).await?;
        Ok(())
    }

    /// Waits until this check refuses the token, and the list of checks says so too.
    pub async fn wait_refused(&self, check: &str) -> Result<()> {
        by("fact-verdict").with("data-reason", check).wait(self.0).await?;
        by(&format!("inspect-{check}")).with("data-verdict", "refused").wait(self.0).await?;
        Ok(())
    }

    /// Waits until this is pointed out: a `note`, a `fault` or a `warning`, within the part of the page for it.
    pub async fn wait_pointed_out(&self, within: &str, kind: &str, name: &str) -> Result<()> {
        let mark = Selector::tag("*").with(&format!("data-{kind}"), name);
        by(within).inner(&mark).wait(self.0).await?;
        Ok(())
    }

    /// Waits until the key is read, or is not: the name of what is wrong with it.
    pub async fn wait_key(&self, state: &str) -> Result<()> {
        by("key-panel").with("data-state", state).wait(self.0).await?;
        Ok(())
    }
}
