//! The walkthrough beyond its seven steps: diagram, player, source code and questions.

use anyhow::{Context, Result, ensure};
use e2e::{
    Visit,
    element::Element,
    visit, visit_at, visit_with,
    wait::{EXPIRY, SOON, until},
};
use shared::{Stage, Step, api::StorageMode};

#[test]
fn the_diagram_shows_what_the_server_tells_and_nothing_else() -> Result<()> {
    visit_at("diagram", "/", async |visit| {
        visit.expect_status(&[401]);
        visit.walkthrough().log_in(StorageMode::Memory).await?;
        for stage in [Stage::Password, Stage::SessionRow, Stage::Sign] {
            stage_drawn(visit, stage, false).wait().await?;
        }
        let page = visit.walkthrough();
        page.press(Step::Store, "store-submit").await?;
        visit.by("flow-kept").wait().await?;

        page.press(Step::Verify, "verify-as-is").await?;
        page.tab("diagram").await?;
        stage_drawn(visit, Stage::Signature, false).wait().await?;
        let queries = visit.by("flow-db").attribute("data-times").await?;
        ensure!(queries == "0", "a verified call asks no database");
        page.press(Step::Verify, "verify-tamper").await?;
        page.tab("diagram").await?;
        stage_drawn(visit, Stage::Signature, true).wait().await?;

        // The whole way: the login, the place, both calls.
        visit.by("diagram-way").click().await?;
        stage_drawn(visit, Stage::Password, false).wait().await?;
        visit.by("flow-kept").wait().await?;
        ensure!(visit.by("exchange").count().await? == 3);
        visit.by("diagram-step").click().await?;
        stage_drawn(visit, Stage::Password, false).wait_gone().await
    })
}

#[test]
fn without_the_lab_the_servers_lane_says_only_that_it_answered() -> Result<()> {
    visit_with("diagram_no_lab", &[("CLAIMCHECK_LAB", "false")], async |visit| {
        visit.sign_up_as("ada").await?;
        visit.open("/?step=handle").await?;
        visit.walkthrough().press(Step::Handle, "handle-submit").await?;
        visit.by("flow-silent").wait().await?;
        ensure!(!visit.by("flow-stage").is_there().await?);
        visit.walkthrough().tab("code").await?;
        visit.by("source").wait().await?;
        ensure!(!visit.by("source-file").is_there().await?);
        Ok(())
    })
}

/// With tokens that live for 15 s, so that the end of one need not be waited for long.
#[test]
fn play_does_all_steps_and_leaves_a_session_as_usual() -> Result<()> {
    visit_with("play", &[("CLAIMCHECK_ACCESS_LIFETIME", "15s")], async |visit| {
        visit.expect_status(&[401]);
        visit.open("/").await?;
        play(visit).await?;
        player(visit, "playing").wait().await?;
        for step in Step::ALL {
            skip_until(visit, visit.walkthrough().done(step)).await?;
        }
        skip_until(visit, player(visit, "over")).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        ensure!(visit.path().await? == "/?step=expire");
        visit.by("diagram-way").click().await?;
        // Forged and refused, expired and refused, renewed.
        for code in ["token_invalid", "token_expired"] {
            let call = visit.by("exchange").with("data-path", "/api/me");
            call.with("data-code", code).wait().await?;
        }
        let renewed = visit.by("exchange").with("data-path", "/api/auth/refresh");
        renewed.with("data-status", 200).wait().await
    })
}

#[test]
fn play_waits_when_it_is_paused_and_whoever_takes_over_has_the_page() -> Result<()> {
    visit_at("play_taken_over", "/", async |visit| {
        play(visit).await?;
        skip_until(visit, visit.walkthrough().done(Step::Store)).await?;
        visit.by("player-toggle").click().await?;
        player(visit, "paused").wait().await?;
        // Opening a file keeps the player where it is; going to another step stops it.
        visit.walkthrough().tab("code").await?;
        visit.by("source-open").click().await?;
        player(visit, "paused").wait().await?;
        visit.walkthrough().go(Step::Login).await?;
        player(visit, "idle").wait().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;

        // It begins at the step in view.
        visit.walkthrough().go(Step::Attach).await?;
        play(visit).await?;
        skip_until(visit, visit.walkthrough().done(Step::Attach)).await?;
        visit.by("player-stop").click().await?;
        player(visit, "idle").wait().await
    })
}

#[test]
fn play_keeps_its_hands_off_the_session_of_somebody_else() -> Result<()> {
    visit("play_own_session", async |visit| {
        visit.expect_status(&[401]);
        visit.sign_up_as("ada").await?;
        let session = visit.account().sid().await?;
        visit.open("/").await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        play(visit).await?;
        skip_until(visit, player(visit, "over")).await?;
        visit.header().to_account().await?;
        visit.account().ensure_sid(&session).await
    })
}

#[test]
fn the_code_that_ran_comes_from_the_server() -> Result<()> {
    visit_at("source", "/?step=verify", async |visit| {
        visit.walkthrough().tab("code").await?;
        let file = visit.by("source-file").with("data-path", "server/src/auth/verify.rs");
        file.wait().await?;
        ensure!(!visit.by("source-code").is_there().await?, "it is loaded when it is opened");
        file.by("source-open").click().await?;
        let code = file.by("source-code").text().await?;
        let real = include_str!("../../../../server/src/auth/verify.rs");
        let first = real.lines().next().context("the file is empty")?;
        ensure!(code.starts_with(first), "it is {code:?}");
        Ok(())
    })
}

#[test]
fn an_answered_question_is_remembered_until_that_is_reset() -> Result<()> {
    visit_at("quiz", "/?step=verify", async |visit| {
        visit.walkthrough().tab("question").await?;
        let known = |known| visit.by("step-verify").with("data-known", known);
        visit.by("quiz-1").click().await?;
        visit.by("quiz-1").with("data-verdict", "wrong").wait().await?;
        known(false).wait().await?;
        visit.by("quiz-0").click().await?;
        visit.by("quiz-0").with("data-verdict", "right").wait().await?;
        known(true).wait().await?;
        visit.reload().await?;
        known(true).wait().await?;
        visit.walkthrough().tab("question").await?;
        visit.by("quiz-0").with("data-verdict", "right").wait().await?;
        visit.by("quiz-reset").click().await?;
        known(false).wait().await
    })
}

#[test]
fn the_anatomy_and_the_vault_show_what_is_in_the_token_and_what_is_not() -> Result<()> {
    visit("anatomy", async |visit| {
        visit.sign_in_as_demo(StorageMode::LocalStorage).await?;
        visit.open("/?step=issue").await?;
        let token = visit.walkthrough().token().await?;
        visit.walkthrough().tab("anatomy").await?;
        let letters = visit.by("anatomy-letters").text().await?;
        ensure!(token.starts_with(&letters), "{letters} is its first part");
        let written = visit.by("anatomy-written").text().await?;
        ensure!(written.contains("at+jwt"), "{written} is what was written");
        visit.walkthrough().tab("vault").await?;
        visit.by("vault-open").click().await?;
        visit.by("vault-empty").wait().await?;
        let link = visit.by("to-inspector").attribute("href").await?;
        ensure!(link == format!("/inspect#token={token}"));
        Ok(())
    })
}

fn stage_drawn(visit: &Visit, stage: Stage, refused: bool) -> Element {
    visit.by("flow-stage").with("data-stage", stage).with("data-refused", refused)
}

fn player(visit: &Visit, state: &str) -> Element {
    visit.by("player").with("data-state", state)
}

/// Presses play, once the page has enabled it.
async fn play(visit: &Visit) -> Result<()> {
    visit.by("player-toggle").with("aria-disabled", false).click().await
}

/// Skips every pause of the player until this is on the page; requests take as long as they take.
async fn skip_until(visit: &Visit, element: Element) -> Result<()> {
    until("the player", SOON + EXPIRY, async || {
        if element.is_there().await? {
            return Ok(Some(()));
        }
        if let Some(skip) = visit.by("player-skip").all().await?.first() {
            skip.click().await?;
        }
        Ok(None)
    })
    .await
}
