//! Without a mouse.

use crate::sign_in;
use anyhow::{Result, bail, ensure};
use e2e::{Visit, element::by, pages::Lifetime, visit, wait};
use serde_json::json;
use shared::{Step, api::StorageMode};
use thirtyfour::{Key, TypingData};

#[tokio::test]
async fn one_signs_in_and_finds_the_account_by_keyboard_alone() -> Result<()> {
    visit("keyboard", async |visit| {
        let demo = visit.server.demo().await?;
        visit.open("/sign-in?next=/account").await?;
        visit.sign_in().wait().await?;
        visit.wait_settled().await?;
        press(visit, Key::Tab).await?;
        ensure!(focused(visit).await?.contains("skip-link"), "first, the way past the head");
        press(visit, Key::Enter).await?;
        tab_to(visit, "username").await?;
        visit.driver.action_chain().send_keys(&demo.username).perform().await?;
        tab_to(visit, "password").await?;
        visit.driver.action_chain().send_keys(&demo.password).perform().await?;
        press(visit, Key::Enter).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.account().sub().await?;
        wait::until("reading to begin at the new page", wait::SOON, async || {
            let focused = focused(visit).await?;
            Ok((focused.starts_with("<main") || focused.starts_with("<h1")).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_question_takes_the_focus_and_gives_it_back() -> Result<()> {
    visit("keyboard_question", async |visit| {
        sign_in(visit, StorageMode::Memory, Lifetime::Normal).await?;
        by("session-end").click(&visit.driver).await?;
        wait_focused(visit, "role=\"group\"").await?;
        tab_to(visit, "session-end-yes").await?;
        tab_to(visit, "session-end-no").await?;
        press(visit, Key::Escape).await?;
        wait_focused(visit, "data-testid=\"session-end\"").await?;
        by("session-end-yes").wait_gone(&visit.driver).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await
    })
    .await
}

#[tokio::test]
async fn a_link_to_a_step_begins_there_and_its_tabs_are_gone_through_with_the_arrow_keys()
-> Result<()> {
    visit("keyboard_tabs", async |visit| {
        visit.open("/?step=issue").await?;
        wait_focused(visit, "id=\"step-title\"").await?;
        tab_to(visit, "tab-diagram").await?;
        for (key, tab) in [
            (Key::Right, "anatomy"),
            (Key::End, "question"),
            (Key::Right, "diagram"),
            (Key::Left, "question"),
            (Key::Left, "code"),
        ] {
            press(visit, key).await?;
            wait_focused(visit, &format!("data-testid=\"tab-{tab}\"")).await?;
            by("tabs").with("data-tab", tab).wait(&visit.driver).await?;
        }
        // The strip is one stop: the next is what the tab shows, once it has come.
        by("source-open").wait(&visit.driver).await?;
        press(visit, Key::Tab).await?;
        wait_focused(visit, "data-testid=\"source-open\"").await
    })
    .await
}

/// RFC 7515, appendix A.1.
const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
    dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const JWK: &str = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;

#[tokio::test]
async fn a_token_is_pasted_checked_edited_and_signed_by_keyboard_alone() -> Result<()> {
    visit("keyboard_inspector", async |visit| {
        visit.open("/inspect").await?;
        let inspector = visit.inspector();
        inspector.wait().await?;
        visit.wait_settled().await?;
        press(visit, Key::Tab).await?;
        press(visit, Key::Enter).await?;
        wait_focused(visit, "<main").await?;

        tab_to(visit, "token").await?;
        insert(visit, TOKEN).await?;
        inspector.wait_signature("no_key").await?;
        let without_key = told(visit).await?;

        tab_to(visit, "key-source-secret").await?;
        press(visit, Key::Down).await?;
        tab_to(visit, "key").await?;
        insert(visit, JWK).await?;
        inspector.wait_signature("right").await?;
        let right = told(visit).await?;
        ensure!(right != without_key, "the verdict is told: {right}");

        back_to(visit, "payload-json").await?;
        chord(visit, Key::Control, "a").await?;
        insert(visit, "{\"sub\":\"me\"}").await?;
        inspector.wait_signature("wrong").await?;
        let wrong = told(visit).await?;
        ensure!(wrong != right, "and told again: {wrong}");

        tab_to(visit, "sign-again").await?;
        press(visit, Key::Enter).await?;
        inspector.wait_signature("right").await?;
        inspector.wait_refused("type").await?;
        ensure!(told(visit).await? == right, "as it was before the edit");
        wait_focused(visit, "data-testid=\"sign-again\"").await
    })
    .await
}

#[tokio::test]
async fn a_button_that_goes_away_gives_the_focus_to_what_it_has_brought() -> Result<()> {
    visit("keyboard_focus", async |visit| {
        let demo = visit.server.demo().await?;
        visit.open("/").await?;
        let page = visit.walkthrough();
        page.log_in(&demo, StorageMode::Memory, Lifetime::Normal).await?;
        for (step, button, brings) in [
            (Step::Issue, "issue-unpack", "unpacked"),
            (Step::Store, "store-submit", "stored"),
            (Step::Expire, "expire-sign-out", "signed-out"),
        ] {
            page.press(step, button).await?;
            wait_focused(visit, &format!("id=\"{brings}\"")).await?;
        }
        Ok(())
    })
    .await
}

/// Puts a text where the focus is, all at once, as pasting does.
async fn insert(visit: &Visit, text: &str) -> Result<()> {
    let tools = visit.driver.cdp();
    let what = json!({ "text": text });
    tools.send_raw("Input.insertText", what).await?;
    Ok(())
}

/// What a screen reader is told of the verdict.
async fn told(visit: &Visit) -> Result<String> {
    let region = by("told").with("role", "status");
    let text = "return document.querySelector('[data-testid=\"told\"]').textContent";
    region.wait(&visit.driver).await?;
    let text = visit.driver.execute(text, []).await?;
    Ok(text.json().as_str().unwrap_or_default().to_owned())
}

async fn wait_focused(visit: &Visit, mark: &str) -> Result<()> {
    let what = format!("the focus at {mark}");
    wait::until(&what, wait::SOON, async || Ok(focused(visit).await?.contains(mark).then_some(())))
        .await
}

async fn press(visit: &Visit, key: Key) -> Result<()> {
    visit.driver.action_chain().send_keys(key).perform().await?;
    Ok(())
}

/// A key with another one held down.
async fn chord(visit: &Visit, held: Key, key: impl Into<TypingData>) -> Result<()> {
    let keys = visit.driver.action_chain().key_down(held.clone());
    keys.send_keys(key).key_up(held).perform().await?;
    Ok(())
}

/// Far fewer steps than there are things to stop at on a page.
const STEPS: usize = 10;

async fn tab_to(visit: &Visit, testid: &str) -> Result<()> {
    step_to(visit, testid, async || press(visit, Key::Tab).await).await
}

async fn back_to(visit: &Visit, testid: &str) -> Result<()> {
    let back = async || chord(visit, Key::Shift, Key::Tab).await;
    step_to(visit, testid, back).await
}

/// Goes on until the focus is there. Wherever it stops on the way, it has to be seen.
async fn step_to(visit: &Visit, testid: &str, step: impl AsyncFn() -> Result<()>) -> Result<()> {
    let wanted = format!("data-testid=\"{testid}\"");
    let mut passed = Vec::new();
    for _ in 0..STEPS {
        step().await?;
        let focused = focused(visit).await?;
        ensure!(is_focus_seen(visit).await?, "the focus is not seen at {focused}");
        if focused.contains(&wanted) {
            return Ok(());
        }
        passed.push(focused);
    }
    bail!("no way to {testid} by Tab:\n{}", passed.join("\n"))
}

/// The opening tag of the element that has the focus.
async fn focused(visit: &Visit) -> Result<String> {
    let script = "return document.activeElement.outerHTML.split('>')[0]";
    let tag = visit.driver.execute(script, []).await?;
    Ok(tag.json().as_str().unwrap_or_default().to_owned())
}

/// Whether there is a ring around what has the focus: around itself, its label, or the frame that it fills.
async fn is_focus_seen(visit: &Visit) -> Result<bool> {
    let script = "const field = document.activeElement; \
        const around = [field, field.parentElement, field.nextElementSibling]; \
        return around.some((one) => one && getComputedStyle(one).outlineStyle !== 'none' \
            && parseFloat(getComputedStyle(one).outlineWidth) >= 2)";
    let seen = visit.driver.execute(script, []).await?;
    Ok(seen.json().as_bool().unwrap_or_default())
}
