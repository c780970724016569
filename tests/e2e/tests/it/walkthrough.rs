//! The walkthrough beyond its seven steps: what is drawn, played, opened and asked.

use crate::sign_in;
use anyhow::{Context, Result, ensure};
use e2e::{
    Visit,
    element::{Selector, by},
    pages::Lifetime,
    visit, visit_with,
    wait::{EXPIRY, SOON, until},
};
use shared::{Stage, Step, api::StorageMode};

#[tokio::test]
async fn the_diagram_shows_what_the_server_tells_and_nothing_else() -> Result<()> {
    visit("diagram", async |visit| {
        visit.expect_status(401);
        visit.open("/").await?;
        log_in(visit, StorageMode::Memory).await?;
        for stage in [Stage::Password, Stage::SessionRow, Stage::Sign] {
            stage_drawn(stage, false).wait(&visit.driver).await?;
        }
        let page = visit.walkthrough();
        page.press(Step::Store, "store-submit").await?;
        by("flow-kept").wait(&visit.driver).await?;

        page.press(Step::Verify, "verify-as-is").await?;
        page.tab("diagram").await?;
        stage_drawn(Stage::Signature, false).wait(&visit.driver).await?;
        let queries = by("flow-db").attribute(&visit.driver, "data-times").await?;
        ensure!(queries.as_deref() == Some("0"), "a verified call asks no database");
        page.press(Step::Verify, "verify-tamper").await?;
        page.tab("diagram").await?;
        stage_drawn(Stage::Signature, true).wait(&visit.driver).await?;

        // The whole way: the login, the place, both calls.
        by("diagram-way").click(&visit.driver).await?;
        stage_drawn(Stage::Password, false).wait(&visit.driver).await?;
        by("flow-kept").wait(&visit.driver).await?;
        ensure!(by("exchange").count(&visit.driver).await? == 3);
        by("diagram-step").click(&visit.driver).await?;
        stage_drawn(Stage::Password, false).wait_gone(&visit.driver).await
    })
    .await
}

#[tokio::test]
async fn without_the_lab_the_servers_lane_says_only_that_it_answered() -> Result<()> {
    visit_with("diagram_no_lab", &[("CLAIMCHECK_LAB", "false")], async |visit| {
        let account = crate::account("somebody");
        crate::sign_up(visit, &account).await?;
        visit.open("/?step=handle").await?;
        visit.walkthrough().press(Step::Handle, "handle-submit").await?;
        by("flow-silent").wait(&visit.driver).await?;
        ensure!(by("flow-stage").count(&visit.driver).await? == 0);
        visit.walkthrough().tab("code").await?;
        by("source").wait(&visit.driver).await?;
        ensure!(by("source-file").count(&visit.driver).await? == 0);
        Ok(())
    })
    .await
}

/// With tokens that live for 15 s, so that the end of one need not be waited for long.
#[tokio::test]
async fn play_does_all_steps_and_leaves_a_session_as_usual() -> Result<()> {
    visit_with("play", &[("CLAIMCHECK_ACCESS_LIFETIME", "15s")], async |visit| {
        visit.expect_status(401);
        visit.open("/").await?;
        play(visit).await?;
        player("playing").wait(&visit.driver).await?;
        for step in Step::ALL {
            skip_until(visit, &done(step)).await?;
        }
        skip_until(visit, &player("over")).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        ensure!(visit.path().await? == "/?step=expire");
        by("diagram-way").click(&visit.driver).await?;
        // Forged and refused, expired and refused, renewed.
        for (code, path) in [("token_invalid", "/api/me"), ("token_expired", "/api/me")] {
            let refused = by("exchange").with("data-path", path).with("data-code", code);
            refused.wait(&visit.driver).await?;
        }
        let renewed = by("exchange").with("data-path", "/api/auth/refresh");
        renewed.with("data-status", 200).wait(&visit.driver).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn play_waits_when_it_is_paused_and_whoever_takes_over_has_the_page() -> Result<()> {
    visit("play_taken_over", async |visit| {
        visit.open("/").await?;
        play(visit).await?;
        skip_until(visit, &done(Step::Store)).await?;
        by("player-toggle").click(&visit.driver).await?;
        player("paused").wait(&visit.driver).await?;
        // To open something is no reason to stop, to go elsewhere is.
        visit.walkthrough().tab("code").await?;
        by("source-open").click(&visit.driver).await?;
        player("paused").wait(&visit.driver).await?;
        visit.walkthrough().go(Step::Login).await?;
        player("idle").wait(&visit.driver).await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;

        // From a step in view it goes on from there.
        visit.walkthrough().go(Step::Attach).await?;
        play(visit).await?;
        skip_until(visit, &done(Step::Attach)).await?;
        by("player-stop").click(&visit.driver).await?;
        player("idle").wait(&visit.driver).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn play_keeps_its_hands_off_the_session_of_somebody_else() -> Result<()> {
    visit("play_own_session", async |visit| {
        visit.expect_status(401);
        let account = crate::account("somebody");
        crate::sign_up(visit, &account).await?;
        let session = visit.account().sid().await?;
        visit.open("/").await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        play(visit).await?;
        skip_until(visit, &player("over")).await?;
        visit.header().to_account().await?;
        ensure!(visit.account().sid().await? == session, "it is the same session");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_code_that_ran_comes_from_the_server() -> Result<()> {
    visit("source", async |visit| {
        visit.open("/?step=verify").await?;
        visit.walkthrough().tab("code").await?;
        let file = by("source-file").with("data-path", "server/src/auth/verify.rs");
        file.wait(&visit.driver).await?;
        ensure!(
            by("source-code").count(&visit.driver).await? == 0,
            "it is loaded when it is opened"
        );
        file.clone().inner(&by("source-open")).click(&visit.driver).await?;
        let code = file.inner(&by("source-code")).text(&visit.driver).await?;
        let real = include_str!("../../../../server/src/auth/verify.rs");
        let first = real.lines().next().context("the file is empty")?;
        ensure!(code.starts_with(first), "it is {code:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_answered_question_is_remembered_until_that_is_reset() -> Result<()> {
    visit("quiz", async |visit| {
        visit.open("/?step=verify").await?;
        visit.walkthrough().tab("question").await?;
        let known = |known| by("step-verify").with("data-known", known);
        by("quiz-1").click(&visit.driver).await?;
        by("quiz-1").with("data-verdict", "wrong").wait(&visit.driver).await?;
        known(false).wait(&visit.driver).await?;
        by("quiz-0").click(&visit.driver).await?;
        by("quiz-0").with("data-verdict", "right").wait(&visit.driver).await?;
        known(true).wait(&visit.driver).await?;
        visit.reload().await?;
        known(true).wait(&visit.driver).await?;
        visit.walkthrough().tab("question").await?;
        by("quiz-0").with("data-verdict", "right").wait(&visit.driver).await?;
        by("quiz-reset").click(&visit.driver).await?;
        known(false).wait(&visit.driver).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_anatomy_and_the_vault_show_what_is_in_the_token_and_what_is_not() -> Result<()> {
    visit("anatomy", async |visit| {
        sign_in(visit, StorageMode::LocalStorage, Lifetime::Normal).await?;
        visit.open("/?step=issue").await?;
        let token = visit.walkthrough().token().await?;
        visit.walkthrough().tab("anatomy").await?;
        let letters = by("anatomy-letters").text(&visit.driver).await?;
        ensure!(token.starts_with(&letters), "{letters} is its first part");
        let written = by("anatomy-written").text(&visit.driver).await?;
        ensure!(written.contains("at+jwt"), "{written} is what was written");
        visit.walkthrough().tab("vault").await?;
        by("vault-open").click(&visit.driver).await?;
        by("vault-empty").wait(&visit.driver).await?;
        let link = by("to-inspector").attribute(&visit.driver, "href").await?;
        ensure!(link == Some(format!("/inspect#token={token}")));
        Ok(())
    })
    .await
}

async fn log_in(visit: &Visit, storage: StorageMode) -> Result<()> {
    let demo = visit.server.demo().await?;
    let page = visit.walkthrough();
    page.log_in(&demo, storage, Lifetime::Normal).await
}

fn stage_drawn(stage: Stage, refused: bool) -> Selector {
    by("flow-stage").with("data-stage", stage).with("data-refused", refused)
}

fn player(state: &str) -> Selector {
    by("player").with("data-state", state)
}

fn done(step: Step) -> Selector {
    by(&format!("step-{step}")).with("data-done", true)
}

/// Plays, as soon as the page knows that it can.
async fn play(visit: &Visit) -> Result<()> {
    let toggle = by("player-toggle").with("aria-disabled", false);
    toggle.click(&visit.driver).await
}

/// Reads faster than anybody can, until there is something to see. What has to be waited for is.
async fn skip_until(visit: &Visit, what: &Selector) -> Result<()> {
    until("the player", SOON + EXPIRY, async || {
        if what.find(&visit.driver).await?.is_some() {
            return Ok(Some(()));
        }
        if let Some(skip) = by("player-skip").find(&visit.driver).await? {
            skip.click().await?;
        }
        Ok(None)
    })
    .await
}
