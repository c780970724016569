//! What a first visit loads, and what comes later, in the release of the client.

use anyhow::{Result, ensure};
use e2e::{visit, visit_at};
use shared::api::StorageMode;

/// The bodies of all answers, as they come over the network. Headers are not counted: how long they are is up to the
/// version of HTTP that a proxy speaks.
const BUDGET: f64 = 175_000.0;

#[test]
fn whoever_opens_the_first_page_loads_175_kb_and_nothing_of_what_comes_later() -> Result<()> {
    visit_at("first_load", "/", async |visit| {
        let mut received = visit.received().await?;
        received.sort_by(|one, other| other.body.total_cmp(&one.body));
        for one in &received {
            println!("{:>8} + {:>4} {}", one.body, one.head, one.url);
        }
        let sum: f64 = received.iter().map(|one| one.body).sum();
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
}

#[test]
fn a_page_brings_its_own_part_and_no_other() -> Result<()> {
    visit_at("parts", "/", async |visit| {
        for (link, page, part) in [
            ("nav-inspect", "inspector", "_split_inspector"),
            ("nav-lab", "lab", "_split_lab"),
            ("nav-when-not", "when-not", "_split_short"),
        ] {
            ensure!(!visit.has_loaded(part).await?, "{part} comes too early");
            visit.by(link).click().await?;
            visit.by(page).wait().await?;
            ensure!(visit.has_loaded(part).await?, "{page} is from elsewhere");
        }
        ensure!(!visit.has_loaded("_split_account").await?);
        Ok(())
    })
}

#[test]
fn a_part_that_does_not_come_is_told_and_comes_when_it_is_asked_for_again() -> Result<()> {
    visit("part_gone", async |visit| {
        let demo = visit.server.demo().await?;
        visit.sign_in_as(&demo, StorageMode::Memory, "/").await?;
        visit.expect_lost_part();
        visit.block(&["*_split_inspector*"]).await?;
        visit.by("nav-inspect").click().await?;
        let told = visit.by("not-loaded").with("role", "alert");
        told.wait().await?;
        // A reload ends this session, and the page says so.
        visit.by("not-loaded-memory").wait().await?;

        visit.by("not-loaded-retry").click().await?;
        told.wait().await?;
        ensure!(!visit.by("inspector").is_there().await?);

        visit.block(&[]).await?;
        visit.by("not-loaded-retry").click().await?;
        visit.by("inspector").wait().await?;
        ensure!(!told.is_there().await?);
        // The session went on all the time.
        visit.header().wait_signed_in(StorageMode::Memory).await
    })
}

#[test]
fn styles_that_do_not_come_are_told_too_and_a_reload_helps() -> Result<()> {
    visit_at("styles_gone", "/", async |visit| {
        visit.expect_lost_part();
        visit.block(&["*/later-*"]).await?;
        visit.by("nav-lab").click().await?;
        visit.by("not-loaded").wait().await?;
        ensure!(!visit.by("not-loaded-memory").is_there().await?);
        visit.block(&[]).await?;
        visit.by("not-loaded-reload").click().await?;
        visit.by("lab").wait().await
    })
}

#[test]
fn what_failed_together_comes_together_and_the_focus_is_not_lost() -> Result<()> {
    visit_at("part_and_styles_gone", "/", async |visit| {
        visit.expect_lost_part();
        visit.block(&["*/later-*", "*_split_inspector*"]).await?;
        visit.by("nav-inspect").click().await?;
        let retry = visit.by("not-loaded-retry");
        retry.wait().await?;
        visit.block(&[]).await?;
        retry.click().await?;
        visit.by("inspector").wait().await?;
        let focus: String = visit.script("return document.activeElement.id", []).await?;
        ensure!(focus == "main", "the focus is at {focus}");
        Ok(())
    })
}

#[test]
fn a_session_waits_for_the_part_that_finds_it_again() -> Result<()> {
    visit("part_of_session", async |visit| {
        let demo = visit.server.demo().await?;
        visit.sign_in_as(&demo, StorageMode::LocalStorage, "/").await?;
        visit.block(&["*_split_steps*"]).await?;
        visit.reload().await?;
        visit.by("not-loaded").wait().await?;
        visit.by("session-state").with("data-state", "restoring").wait().await?;
        visit.expect_lost_part();
        visit.block(&[]).await?;
        visit.header().wait_signed_in(StorageMode::LocalStorage).await?;
        visit.by("not-loaded").wait_gone().await
    })
}

#[test]
fn a_part_of_an_earlier_build_is_not_there_and_not_something_else() -> Result<()> {
    visit("part_of_old_build", async |visit| {
        let url = visit.server.url("/client-0123456789abcdef_split_lab.wasm");
        let answer = reqwest::get(url).await?;
        ensure!(answer.status() == 404, "{}", answer.status());
        let kind = answer.headers().get("content-type").cloned();
        ensure!(kind.is_some_and(|kind| kind == shared::problem::MEDIA_TYPE));
        Ok(())
    })
}
