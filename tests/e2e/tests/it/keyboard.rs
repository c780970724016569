//! The pages by keyboard alone.

use crate::inspector::{JWK, TOKEN, at_inspector};
use anyhow::{Result, bail, ensure};
use e2e::{Visit, visit, visit_at, wait};
use serde_json::json;
use shared::{Step, api::StorageMode};
use thirtyfour::{Key, TypingData};

#[test]
fn one_signs_in_and_finds_the_account_by_keyboard_alone() -> Result<()> {
    visit_at("keyboard", "/sign-in?next=/account", async |visit| {
        let demo = visit.server.demo().await?;
        press(visit, Key::Tab).await?;
        ensure!(focused(visit).await?.contains("skip-link"), "first, the way past the head");
        press(visit, Key::Enter).await?;
        tab_to(visit, "username").await?;
        press(visit, &demo.username).await?;
        tab_to(visit, "password").await?;
        press(visit, &demo.password).await?;
        press(visit, Key::Enter).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        visit.account().sub().await?;
        wait::until("reading to begin at the new page", wait::SOON, async || {
            let focused = focused(visit).await?;
            Ok((focused.starts_with("<main") || focused.starts_with("<h1")).then_some(()))
        })
        .await
    })
}

#[test]
fn a_question_takes_the_focus_and_gives_it_back() -> Result<()> {
    visit("keyboard_question", async |visit| {
        visit.sign_in_as_demo(StorageMode::Memory).await?;
        visit.by("session-end").click().await?;
        wait_focused(visit, "role=\"group\"").await?;
        tab_to(visit, "session-end-yes").await?;
        tab_to(visit, "session-end-no").await?;
        press(visit, Key::Escape).await?;
        wait_focused(visit, "data-testid=\"session-end\"").await?;
        visit.by("session-end-yes").wait_gone().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await
    })
}

#[test]
fn a_link_to_a_step_begins_there_and_its_tabs_are_gone_through_with_the_arrow_keys() -> Result<()> {
    visit_at("keyboard_tabs", "/?step=issue", async |visit| {
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
            visit.by("tabs").with("data-tab", tab).wait().await?;
        }
        // The tabs are one stop together: the next is in the tab's panel, once that has come.
        visit.by("source-open").wait().await?;
        press(visit, Key::Tab).await?;
        wait_focused(visit, "data-testid=\"source-open\"").await
    })
}

#[test]
fn a_token_is_pasted_checked_edited_and_signed_by_keyboard_alone() -> Result<()> {
    at_inspector("keyboard_inspector", async |inspector| {
        let visit: &Visit = &inspector;
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
}

#[test]
fn a_button_that_goes_away_gives_the_focus_to_what_it_has_brought() -> Result<()> {
    visit_at("keyboard_focus", "/", async |visit| {
        let page = visit.walkthrough();
        page.log_in(StorageMode::Memory).await?;
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
}

/// Puts a text where the focus is, all at once, as pasting does.
async fn insert(visit: &Visit, text: &str) -> Result<()> {
    visit.devtools("Input.insertText", json!({ "text": text })).await.map(drop)
}

/// The verdict as a screen reader is told it.
async fn told(visit: &Visit) -> Result<String> {
    visit.by("told").with("role", "status").wait().await?;
    let script = "return document.querySelector('[data-testid=\"told\"]').textContent";
    visit.script(script, []).await
}

async fn wait_focused(visit: &Visit, mark: &str) -> Result<()> {
    let what = format!("the focus at {mark}");
    wait::until(&what, wait::SOON, async || Ok(focused(visit).await?.contains(mark).then_some(())))
        .await
}

async fn press(visit: &Visit, keys: impl Into<TypingData>) -> Result<()> {
    Ok(visit.driver.action_chain().send_keys(keys).perform().await?)
}

/// A key with another one held down.
async fn chord(visit: &Visit, held: Key, key: impl Into<TypingData>) -> Result<()> {
    let keys = visit.driver.action_chain().key_down(held.clone());
    Ok(keys.send_keys(key).key_up(held).perform().await?)
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

/// Goes on until the focus is there. The focus has to be visible at every stop on the way.
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
    visit.script("return document.activeElement.outerHTML.split('>')[0]", []).await
}

/// Whether there is a ring around what has the focus: around itself, its label, or the frame that it fills.
async fn is_focus_seen(visit: &Visit) -> Result<bool> {
    let script = "const field = document.activeElement; \
        const around = [field, field.parentElement, field.nextElementSibling]; \
        return around.some((one) => one && getComputedStyle(one).outlineStyle !== 'none' \
            && parseFloat(getComputedStyle(one).outlineWidth) >= 2)";
    visit.script(script, []).await
}
