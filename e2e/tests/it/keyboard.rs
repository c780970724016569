//! Without a mouse.

use crate::sign_in;
use anyhow::{Result, bail, ensure};
use e2e::{Visit, element::by, pages::Lifetime, visit, wait};
use shared::api::StorageMode;
use thirtyfour::Key;

#[tokio::test]
async fn one_signs_in_and_finds_the_account_by_keyboard_alone() -> Result<()> {
    visit("keyboard", async |visit| {
        let demo = visit.server.demo().await?;
        visit.open("/sign-in?next=/account").await?;
        visit.sign_in().wait().await?;
        visit.wait_settled().await?;
        press(visit, Key::Tab).await?;
        ensure!(
            focused(visit).await?.contains("skip-link"),
            "first, the way past the head"
        );
        press(visit, Key::Enter).await?;
        tab_to(visit, "username").await?;
        visit
            .driver
            .action_chain()
            .send_keys(&demo.username)
            .perform()
            .await?;
        tab_to(visit, "password").await?;
        visit
            .driver
            .action_chain()
            .send_keys(&demo.password)
            .perform()
            .await?;
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
        // The strip is one stop: the next is what the tab shows.
        press(visit, Key::Tab).await?;
        wait_focused(visit, "data-testid=\"source-open\"").await
    })
    .await
}

async fn wait_focused(visit: &Visit, mark: &str) -> Result<()> {
    let what = format!("the focus at {mark}");
    wait::until(&what, wait::SOON, async || {
        Ok(focused(visit).await?.contains(mark).then_some(()))
    })
    .await
}

async fn press(visit: &Visit, key: Key) -> Result<()> {
    visit.driver.action_chain().send_keys(key).perform().await?;
    Ok(())
}

/// Far fewer steps than there are things to stop at on a page.
const STEPS: usize = 8;

async fn tab_to(visit: &Visit, testid: &str) -> Result<()> {
    let wanted = format!("data-testid=\"{testid}\"");
    let mut passed = Vec::new();
    for _ in 0..STEPS {
        press(visit, Key::Tab).await?;
        let focused = focused(visit).await?;
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
