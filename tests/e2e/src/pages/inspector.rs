//! `/inspect`: any token.

use super::Inspector;
use anyhow::Result;

impl Inspector<'_> {
    /// Waits until the page is there.
    pub async fn wait(&self) -> Result<()> {
        self.by("inspector").wait().await
    }

    /// Puts a text into a field at once, as pasting does.
    pub async fn paste(&self, field: &str, text: &str) -> Result<()> {
        self.by(field).wait().await?;
        let script = "const [id, text] = arguments; const field = document.getElementById(id); \
            field.focus(); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true }))";
        self.script(script, [field.into(), text.into()]).await
    }

    /// Shows an example.
    pub async fn example(&self, name: &str) -> Result<()> {
        self.by(&format!("example-{name}")).click().await
    }

    /// Presses a button.
    pub async fn press(&self, button: &str) -> Result<()> {
        self.by(button).click().await
    }

    /// Picks where the key comes from: `secret`, `pasted` or `server`.
    pub async fn key_from(&self, source: &str) -> Result<()> {
        self.by(&format!("key-source-{source}")).choose().await
    }

    /// Picks how the secret is written: `text`, `base64` or `hex`.
    pub async fn secret_form(&self, form: &str) -> Result<()> {
        self.by("secret-form").option(form).click().await
    }

    /// Picks the algorithm for a new key.
    pub async fn algorithm(&self, name: &str) -> Result<()> {
        self.by("sign-algorithm").option(name).click().await
    }

    /// The text in a field.
    pub async fn text_of(&self, field: &str) -> Result<String> {
        self.script("return document.getElementById(arguments[0]).value", [field.into()]).await
    }

    /// The selected text in the field that has the focus.
    pub async fn selected(&self) -> Result<String> {
        let script = "const field = document.activeElement; \
            return field.value.slice(field.selectionStart, field.selectionEnd)";
        self.script(script, []).await
    }

    /// Waits until the page says this of the signature.
    pub async fn wait_signature(&self, state: &str) -> Result<()> {
        self.by("fact-signature").with("data-state", state).wait().await
    }

    /// Waits until the page names this as the likely reason why the signature is wrong.
    pub async fn wait_likely(&self, reason: &str) -> Result<()> {
        self.by("fact-signature").with("data-reason", reason).wait().await
    }

    /// Waits until the page says this of the verifier: `accepted`, `open`, `waiting`.
    pub async fn wait_verdict(&self, state: &str) -> Result<()> {
        self.by("fact-verdict").with("data-state", state).wait().await
    }

    /// Waits until this check refuses the token, and the list of checks says so too.
    pub async fn wait_refused(&self, check: &str) -> Result<()> {
        self.by("fact-verdict").with("data-reason", check).wait().await?;
        self.by(&format!("inspect-{check}")).with("data-verdict", "refused").wait().await
    }

    /// Waits until this is pointed out: a `note`, a `fault` or a `warning`, within the part of the page for it.
    pub async fn wait_pointed_out(&self, within: &str, kind: &str, name: &str) -> Result<()> {
        self.by(within).css("*").with(&format!("data-{kind}"), name).wait().await
    }

    /// Waits until the key is read, or is not: the name of its mistake.
    pub async fn wait_key(&self, state: &str) -> Result<()> {
        self.by("key-panel").with("data-state", state).wait().await
    }
}
