//! The inspector: any token taken apart and judged, and nothing of it sent anywhere.

use anyhow::{Result, ensure};
use e2e::{Visit, pages::Inspector, visit, visit_at};
use lesson_shared::paths;
use shared::api::StorageMode;

/// RFC 7515, appendix A.1: signed by others, with a key that the RFC publishes.
pub(crate) const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
    dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const JWK: &str = r#"{"kty":"oct",
    "k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;

#[test]
fn nothing_leaves_the_browser() -> Result<()> {
    at_inspector("inspector_private", async |inspector| {
        let visit: &Visit = &inspector;
        ensure!(!visit.sent().await?.is_empty(), "the watch sees the page being loaded");

        inspector.paste("token", TOKEN).await?;
        inspector.wait_pointed_out("warnings", "warning", "missing").await?;
        inspector.key_from("pasted").await?;
        inspector.paste("key", JWK).await?;
        inspector.wait_signature("right").await?;
        inspector.paste("payload-json", r#"{"password":"a secret of mine"}"#).await?;
        inspector.wait_signature("wrong").await?;
        inspector.press("sign-again").await?;
        inspector.wait_signature("right").await?;
        inspector.algorithm("ES256").await?;
        inspector.press("sign-afresh").await?;
        inspector.wait_signature("right").await?;
        inspector.example("personal").await?;
        inspector.wait_refused("claims").await?;
        let sent = visit.sent().await?;
        ensure!(sent.is_empty(), "something was sent: {sent:?}");

        inspector.key_from("server").await?;
        // The lab has a set of keys, and none with the id of the example.
        inspector.wait_signature("no_such_id").await?;
        let asked = visit.sent().await?;
        let token = inspector.text_of("token").await?;
        for one in &asked {
            let known = [paths::JWKS, paths::LAB].map(|path| visit.server.url(path));
            ensure!(known.contains(&one.url), "only keys are asked for, not {}", one.url);
            for part in token.split('.') {
                ensure!(!one.whole.contains(part), "the token went along: {}", one.whole);
            }
        }
        ensure!(!asked.is_empty(), "the watch sees requests of scripts");
        Ok(())
    })
}

#[test]
fn the_signature_and_the_verdict_are_two_facts() -> Result<()> {
    at_inspector("inspector_facts", async |inspector| {
        inspector.example("good").await?;
        inspector.wait_signature("right").await?;
        inspector.wait_verdict("accepted").await?;
        for (example, signature, check) in [
            ("hs512", "right", "algorithm"),
            ("expired", "right", "expiry"),
            ("personal", "right", "claims"),
            ("tampered", "wrong", "signature"),
            ("unsigned", "unsigned", "parts"),
            ("broken", "wrong", "encoding"),
        ] {
            inspector.example(example).await?;
            inspector.wait_refused(check).await?;
            inspector.wait_signature(signature).await?;
        }
        Ok(())
    })
}

#[test]
fn a_broken_token_is_shown_where_it_breaks() -> Result<()> {
    at_inspector("inspector_broken", async |inspector| {
        inspector
            .paste("token", &format!("Authorization: Bearer {}\n", TOKEN.replace('.', ".\n")))
            .await?;
        for note in ["header", "scheme", "space"] {
            inspector.wait_pointed_out("notes", "note", note).await?;
        }
        ensure!(inspector.text_of("token").await? == TOKEN, "only the token is left");

        inspector.example("broken").await?;
        inspector.wait_pointed_out("faults", "fault", "padding").await?;
        inspector.wait_pointed_out("faults", "fault", "other_alphabet").await?;
        inspector.wait_pointed_out("payload-json-faults", "fault", "trailing_comma").await?;
        inspector.press("show-fault").await?;
        ensure!(inspector.selected().await? == "=", "the padding is selected");
        inspector.press("payload-json-show").await?;
        ensure!(inspector.selected().await? == ",", "the comma is selected");

        for (token, fault) in [
            ("abc", "shape"),
            ("a.b", "no_json"),
            ("e30.e30", "shape"),
            ("YWJjZ.e30.YQ", "alone"),
            ("e30.e30.YR", "trailing_bits"),
        ] {
            inspector.paste("token", token).await?;
            inspector.wait_pointed_out("faults", "fault", fault).await?;
        }
        Ok(())
    })
}

#[test]
fn a_link_brings_the_token_and_the_address_forgets_it() -> Result<()> {
    visit_at("inspector_link", &format!("/inspect#token={TOKEN}"), async |visit| {
        let inspector = visit.inspector();
        inspector.wait_signature("no_key").await?;
        ensure!(inspector.text_of("token").await? == TOKEN, "it is the token of the link");
        visit.wait_no_fragment().await
    })
}

#[test]
fn the_token_of_the_session_is_there_where_a_script_can_see_it() -> Result<()> {
    visit("inspector_own", async |visit| {
        visit.sign_in_as_demo(StorageMode::LocalStorage).await?;
        visit.open("/inspect").await?;
        let inspector = visit.inspector();
        inspector.example("own").await?;
        inspector.wait_verdict("open").await?;
        inspector.wait_signature("no_key").await?;
        let kept = visit.kept(StorageMode::LocalStorage).await?;
        ensure!(kept == Some(inspector.text_of("token").await?), "it is the one that is kept");
        Ok(())
    })
}

#[test]
fn what_is_edited_is_signed_again_and_judged_by_other_expectations() -> Result<()> {
    at_inspector("inspector_edit", async |inspector| {
        inspector.example("good").await?;
        inspector.wait_verdict("accepted").await?;
        let payload = inspector.text_of("payload-json").await?;
        let payload = payload.replace("\"claimcheck\"", "\"elsewhere\"");
        inspector.paste("payload-json", &payload).await?;
        inspector.wait_refused("signature").await?;
        inspector.press("sign-again").await?;
        inspector.wait_refused("audience").await?;
        inspector.press("expected-open").await?;
        inspector.paste("expected-audience", "elsewhere").await?;
        inspector.wait_verdict("accepted").await?;
        inspector.paste("expected-time", "2000-01-01").await?;
        inspector.wait_refused("not_before").await?;
        inspector.press("expected-reset").await?;
        inspector.wait_refused("audience").await?;

        inspector.paste("header-json", "{\"alg\": }").await?;
        inspector.wait_pointed_out("header-json-faults", "fault", "value_expected").await?;
        inspector.wait_refused("header_json").await?;
        inspector.key_from("pasted").await?;
        inspector
            .paste(
                "key",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nYQ==\n-----END ENCRYPTED PRIVATE KEY-----",
            )
            .await?;
        inspector.wait_key("encrypted").await
    })
}

/// Begins at the inspector.
pub(crate) fn at_inspector(
    name: &str,
    test: impl AsyncFnOnce(Inspector<'_>) -> Result<()>,
) -> Result<()> {
    visit_at(name, "/inspect", async |visit| {
        visit.inspector().wait().await?;
        test(visit.inspector()).await
    })
}
