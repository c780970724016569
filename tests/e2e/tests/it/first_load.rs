//! What a first visit costs, and what comes later. The release of the client is what is looked at here.

use crate::sign_in_as;
use anyhow::{Result, ensure};
use e2e::{element::by, pages::Lifetime, visit};
use shared::api::StorageMode;

/// The bodies of all answers, as they come over the network. Headers are not counted: how long they are is up to the
/// version of HTTP that a proxy speaks.
const BUDGET: u64 = 175_000;

#[tokio::test]
async fn whoever_opens_the_first_page_loads_175_kb_and_nothing_of_what_comes_later() -> Result<()> {
    visit("first_load", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        let mut received = visit.received().await?;
        received.sort_by_key(|one| std::cmp::Reverse(one.body));
        for one in &received {
            println!("{:>8} + {:>4} {}", one.body, one.head, one.url);
        }
        let sum: u64 = received.iter().map(|one| one.body).sum();
        println!("{sum:>8} bytes in {} answers", received.len());
        ensure!(sum <= BUDGET, "the first load is {sum} bytes, more than {BUDGET}");

        let all: String = received.iter().map(|one| one.url.as_str()).collect();
        for needed in ["_bg.wasm", "_split.js", "/first-", "/api/info"] {
            ensure!(all.contains(needed), "{needed} is not among what was loaded");
        }
        for later in ["_split_", "_chunk_", "/later-", "/api/lab"] {
            ensure!(!all.contains(later), "{later} is loaded before anybody wants it");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_brings_its_own_part_and_no_other() -> Result<()> {
    visit("parts", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        for (link, page, part) in [
            ("nav-inspect", "inspector", "_split_inspector"),
            ("nav-lab", "lab", "_split_lab"),
            ("nav-when-not", "when-not", "_split_short"),
        ] {
            ensure!(!visit.has_loaded(part).await?, "{part} comes too early");
            by(link).click(&visit.driver).await?;
            by(page).wait(&visit.driver).await?;
            ensure!(visit.has_loaded(part).await?, "{page} is from elsewhere");
        }
        ensure!(!visit.has_loaded("_split_account").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_part_that_does_not_come_is_told_and_comes_when_it_is_asked_for_again() -> Result<()> {
    visit("part_gone", async |visit| {
        let demo = visit.server.demo().await?;
        let (memory, normal) = (StorageMode::Memory, Lifetime::Normal);
        sign_in_as(visit, &demo, "/", memory, normal).await?;
        visit.expect_lost_part();
        visit.block(&["*_split_inspector*"]).await?;
        by("nav-inspect").click(&visit.driver).await?;
        let told = by("not-loaded").with("role", "alert");
        told.wait(&visit.driver).await?;
        // A reload costs this session, and that is said.
        by("not-loaded-memory").wait(&visit.driver).await?;

        by("not-loaded-retry").click(&visit.driver).await?;
        told.wait(&visit.driver).await?;
        ensure!(by("inspector").count(&visit.driver).await? == 0);

        visit.block(&[]).await?;
        by("not-loaded-retry").click(&visit.driver).await?;
        by("inspector").wait(&visit.driver).await?;
        ensure!(told.count(&visit.driver).await? == 0);
        // Everything else went on all the time.
        visit.header().wait_signed_in(memory).await
    })
    .await
}

#[tokio::test]
async fn styles_that_do_not_come_are_told_too_and_a_reload_helps() -> Result<()> {
    visit("styles_gone", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        visit.expect_lost_part();
        visit.block(&["*/later-*"]).await?;
        by("nav-lab").click(&visit.driver).await?;
        by("not-loaded").wait(&visit.driver).await?;
        ensure!(by("not-loaded-memory").count(&visit.driver).await? == 0);
        visit.block(&[]).await?;
        by("not-loaded-reload").click(&visit.driver).await?;
        by("lab").wait(&visit.driver).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_failed_together_comes_together_and_the_focus_is_not_lost() -> Result<()> {
    visit("part_and_styles_gone", async |visit| {
        visit.open("/").await?;
        visit.wait_settled().await?;
        visit.expect_lost_part();
        visit.block(&["*/later-*", "*_split_inspector*"]).await?;
        by("nav-inspect").click(&visit.driver).await?;
        let retry = by("not-loaded-retry");
        retry.wait(&visit.driver).await?;
        visit.block(&[]).await?;
        retry.click(&visit.driver).await?;
        by("inspector").wait(&visit.driver).await?;
        let focus = "return document.activeElement.id";
        let focus = visit.driver.execute(focus, []).await?;
        ensure!(focus.json() == "main", "the focus is at {}", focus.json());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_waits_for_the_part_that_finds_it_again() -> Result<()> {
    visit("part_of_session", async |visit| {
        let demo = visit.server.demo().await?;
        let (storage, lifetime) = (StorageMode::LocalStorage, Lifetime::Normal);
        sign_in_as(visit, &demo, "/", storage, lifetime).await?;
        visit.block(&["*_split_steps*"]).await?;
        visit.reload().await?;
        by("not-loaded").wait(&visit.driver).await?;
        let session = by("session-state");
        session.with("data-state", "restoring").wait(&visit.driver).await?;
        visit.expect_lost_part();
        visit.block(&[]).await?;
        visit.header().wait_signed_in(storage).await?;
        by("not-loaded").wait_gone(&visit.driver).await
    })
    .await
}

#[tokio::test]
async fn a_part_of_an_earlier_build_is_not_there_and_not_something_else() -> Result<()> {
    visit("part_of_old_build", async |visit| {
        let url = visit.server.url("/client-0123456789abcdef_split_lab.wasm");
        let answer = reqwest::get(url).await?;
        ensure!(answer.status() == 404, "{}", answer.status());
        let kind = answer.headers().get("content-type").cloned();
        ensure!(kind.is_some_and(|kind| kind == shared::problem::MEDIA_TYPE));
        Ok(())
    })
    .await
}
