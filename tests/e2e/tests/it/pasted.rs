//! What people paste into the inspector besides whole tokens, and what the page says of it.

use crate::inspector::at_inspector;
use anyhow::{Result, ensure};
use e2e::{Visit, pages::Inspector};
use serde_json::{Value, json};
use shared::compact::base64url;

/// The header `{"alg":"HS256"}`, the payload `{"sub":"ada"}`, and the secret `secret`.
const TOKEN: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.Sl2SLd0LojSQ-rhW2V5n4GC4rb0qp17dPUjkNSSZpKc";
/// The same, signed with an empty secret.
const WITH_NOTHING: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.KexRtmOe5kqlJbWQ0u2tO5H1yegIX2DAOwesTLYTpIo";

#[test]
fn a_verdict_says_what_is_wrong_and_what_to_do() -> Result<()> {
    at_inspector("pasted_verdicts", async |inspector| {
        let visit: &Visit = &inspector;
        let link = format!("https://app.example/cb#access_token={TOKEN}&expires_in=60");
        inspector.paste("token", &link).await?;
        inspector.wait_pointed_out("notes", "note", "around").await?;
        ensure!(inspector.text_of("token").await? == TOKEN, "only the token is left");

        inspector.paste("secret", "c2VjcmV0").await?;
        inspector.wait_signature("wrong").await?;
        inspector.wait_likely("form").await?;
        inspector.secret_form("base64").await?;
        inspector.wait_signature("right").await?;
        inspector.secret_form("text").await?;
        inspector.paste("secret", " secret ").await?;
        inspector.wait_likely("spaces").await?;
        inspector.paste("secret", "-----BEGIN PUBLIC KEY-----").await?;
        inspector.wait_key("no_secret").await?;

        inspector.paste("secret", "").await?;
        inspector.paste("token", WITH_NOTHING).await?;
        inspector.wait_signature("empty_secret").await?;

        let header = base64url(br#"{"alg":"RSA-OAEP-256","enc":"A256GCM"}"#);
        inspector.paste("token", &format!("{header}.YQ.YQ.YQ.YQ")).await?;
        inspector.wait_signature("encrypted").await?;
        inspector.wait_pointed_out("faults", "fault", "shape").await?;
        visit.by("payload-json-faults").css("[data-fault]").wait_gone().await?;

        let outer = base64url(br#"{"alg":"HS256","cty":"JWT"}"#);
        inspector.paste("token", &format!("{outer}.{}.YQ", base64url(TOKEN.as_bytes()))).await?;
        inspector.wait_pointed_out("payload-json-faults", "fault", "nested").await?;
        inspector.press("open-inner").await?;
        ensure!(inspector.text_of("token").await? == TOKEN, "the inner one is there");

        inspector.key_from("pasted").await?;
        for (key, name) in [
            ("https://a.example/jwks.json", "address"),
            ("ssh-ed25519 AAAA ada@example", "ssh_public"),
            (r#"{"kty":"RSA","n":"AA==","e":"AQAB"}"#, "member"),
            ("secret", "unknown"),
        ] {
            inspector.paste("key", key).await?;
            inspector.wait_key(name).await?;
        }
        Ok(())
    })
}

#[test]
fn a_payload_of_100_kb_is_read_and_can_be_edited() -> Result<()> {
    at_inspector("pasted_large", async |inspector| {
        let claims: Value =
            (0..5000).map(|index| (format!("claim{index}"), json!("👩‍🚀 שלום"))).collect();
        let payload = base64url(claims.to_string().as_bytes());
        ensure!(payload.len() > 100_000, "it is large");
        inspector.paste("token", &format!("eyJhbGciOiJIUzI1NiJ9.{payload}.YQ")).await?;
        inspector.wait_pointed_out("faults", "fault", "too_long").await?;
        inspector.wait_refused("length").await?;
        let shown = inspector.text_of("payload-json").await?;
        inspector.paste("payload-json", &shown.replacen("👩‍🚀", "", 1)).await?;
        inspector.wait_refused("length").await
    })
}

#[test]
fn what_lies_there_stays_until_the_page_is_loaded_anew_and_no_link_has_the_key() -> Result<()> {
    at_inspector("pasted_stays", async |inspector| {
        let visit: &Visit = &inspector;
        inspector.paste("token", TOKEN).await?;
        inspector.paste("secret", "secret").await?;
        inspector.paste("payload-json", r#"{"sub": "grace"}"#).await?;
        inspector.wait_signature("wrong").await?;
        let edited = inspector.text_of("token").await?;

        visit.header().language("ko").await?;
        visit.header().theme("dark").await?;
        stays(&inspector, &edited).await?;
        visit.by("nav-lab").click().await?;
        visit.by("lab").wait().await?;
        visit.back().await?;
        inspector.wait().await?;
        stays(&inspector, &edited).await?;

        let link: String = visit.script(LINK, []).await?;
        ensure!(link.ends_with(&format!("/inspect#token={edited}")), "the link is {link}");
        visit.open_tab(&link[link.find("/inspect").unwrap_or_default()..]).await?;
        let other = visit.inspector();
        other.wait_signature("no_key").await?;
        ensure!(other.text_of("token").await? == edited, "the token came along");
        ensure!(other.text_of("secret").await?.is_empty(), "and the key did not");

        visit.reload().await?;
        other.wait_verdict("waiting").await?;
        ensure!(other.text_of("token").await?.is_empty(), "nothing was kept");
        visit.wait_no_fragment().await?;
        visit.tab(0).await?;
        stays(&inspector, &edited).await
    })
}

/// Presses the button for the link, and gives what it copies. A page without a window has no clipboard.
const LINK: &str = "return new Promise((done) => { \
        const writeText = (text) => { done(text); return Promise.resolve(); }; \
        Object.defineProperty(navigator, 'clipboard', { value: { writeText } }); \
        document.querySelector('[data-testid=\"copy-link\"]').click(); \
    })";

async fn stays(inspector: &Inspector<'_>, token: &str) -> Result<()> {
    inspector.wait_signature("wrong").await?;
    ensure!(inspector.text_of("token").await? == token, "the token stays");
    ensure!(inspector.text_of("secret").await? == "secret", "the key stays");
    let payload = inspector.text_of("payload-json").await?;
    ensure!(payload == r#"{"sub": "grace"}"#, "the payload stays: {payload}");
    Ok(())
}
