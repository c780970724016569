//! Pictures of every page, to be looked at; and two promises: no page scrolls sideways, and axe-core finds
//! no violation.

use anyhow::{Result, ensure};
use e2e::{Visit, visit, visit_at};
use serde_json::json;
use shared::{
    AuditEvent, Step,
    api::{StorageMode, admin::KeyState, paths},
};

#[test]
fn english_light() -> Result<()> {
    pictures("en", "light")
}

#[test]
fn english_dark() -> Result<()> {
    pictures("en", "dark")
}

#[test]
fn korean_light() -> Result<()> {
    pictures("ko", "light")
}

#[test]
fn korean_dark() -> Result<()> {
    pictures("ko", "dark")
}

fn pictures(language: &str, theme: &str) -> Result<()> {
    let look = format!("{language}-{theme}");
    visit_at(&format!("pictures_{look}"), "/", async |visit| {
        visit.header().language(language).await?;
        visit.header().theme(theme).await?;
        for (path, page) in [
            ("/sign-in", "sign-in"),
            ("/sign-up", "sign-up"),
            ("/there/is/nothing", "not-found"),
            ("/when-not", "when-not"),
            ("/", "start"),
        ] {
            visit.open(path).await?;
            take(visit, page, &look).await?;
        }
        inspector_pictures(visit, &look).await?;
        lab_pictures(visit, &look).await?;

        visit.sign_in_as_demo(StorageMode::LocalStorage).await?;
        visit.account().wait_saved(0).await?;
        visit.account().wait_sessions(1).await?;
        take(visit, "account", &look).await?;
        visit.open("/admin").await?;
        visit.admin().wait_forbidden().await?;
        take(visit, "not-for-you", &look).await?;
        for step in Step::ALL {
            visit.open(&format!("/?step={step}")).await?;
            visit.walkthrough().go(step).await?;
            take(visit, &format!("step-{}-{step}", step.number()), &look).await?;
        }
        tab_pictures(visit, &look).await?;
        visit.header().sign_out().await?;
        admin_pictures(visit, &look).await
    })
}

/// The tabs of a step.
async fn tab_pictures(visit: &Visit, look: &str) -> Result<()> {
    let page = visit.walkthrough();
    page.go(Step::Issue).await?;
    for tab in ["anatomy", "vault"] {
        page.tab(tab).await?;
        take(visit, &format!("tab-{tab}"), look).await?;
    }
    page.press(Step::Verify, "verify-as-is").await?;
    page.tab("diagram").await?;
    visit.by("diagram-way").click().await?;
    visit.by("flow-db").wait().await?;
    take(visit, "tab-diagram", look).await?;
    page.tab("code").await?;
    visit.by("source-open").click().await?;
    visit.by("source-code").wait().await?;
    take(visit, "tab-code", look).await?;
    page.tab("question").await?;
    visit.by("quiz-1").click().await?;
    take(visit, "tab-question", look).await
}

async fn inspector_pictures(visit: &Visit, look: &str) -> Result<()> {
    visit.open("/inspect").await?;
    let inspector = visit.inspector();
    inspector.wait().await?;
    take(visit, "inspector", look).await?;
    for (example, check) in [("personal", "claims"), ("broken", "encoding")] {
        inspector.example(example).await?;
        inspector.wait_refused(check).await?;
        take(visit, &format!("inspector-{example}"), look).await?;
    }
    Ok(())
}

async fn lab_pictures(visit: &Visit, look: &str) -> Result<()> {
    visit.expect_status(&[400, 401, 403]);
    visit.expect_blocked_script();
    visit.open("/lab?attack=A6").await?;
    let lab = visit.lab();
    lab.run("A6").await?;
    for panel in ["A5", "A10", "A38", "A39", "A40", "A41", "A44"] {
        lab.open_card(panel).await?;
    }
    lab.press("storage-start").await?;
    lab.wait("probe-cookie", "data-found", "true").await?;
    lab.press("clock-valid").await?;
    lab.wait_clock(200, "").await?;
    lab.run_all().await?;
    take(visit, "lab", look).await
}

async fn admin_pictures(visit: &Visit, look: &str) -> Result<()> {
    visit.sign_in_as_admin("/admin/users").await?;
    let admin = visit.admin();
    admin.wait_users(&["demo", "root"]).await?;
    admin.open_sessions("root", 1).await?;
    take(visit, "admin-users", look).await?;
    visit.open("/admin/keys").await?;
    admin.wait_newest_key(KeyState::Signing).await?;
    admin.rotate().await?;
    admin.wait_newest_key(KeyState::Announced).await?;
    take(visit, "admin-keys", look).await?;
    visit.open("/admin/audit?user=root").await?;
    admin.wait_events(&[AuditEvent::Login, AuditEvent::Register]).await?;
    take(visit, "admin-audit", look).await?;

    // theft.rs tests a real one.
    let theft = "localStorage.setItem('claimcheck.notice', JSON.stringify({username: 'root', \
        theft: {at: 1790000000000, address: '2001:db8::8a2e:370:7334', \
        device: {browser: 'Firefox', system: 'Windows'}}}))";
    visit.script::<()>(theft, []).await?;
    visit.open("/account").await?;
    visit.header().theft().await?;
    take(visit, "theft", look).await
}

async fn take(visit: &Visit, page: &str, look: &str) -> Result<()> {
    visit.wait_settled().await?;
    snap(visit, page, look).await
}

async fn snap(visit: &Visit, page: &str, look: &str) -> Result<()> {
    for width in [1280, 360] {
        visit.resize(width).await?;
        let wide = visit.content_width().await?;
        visit.picture(&format!("{page}-{look}-{width}")).await?;
        ensure!(wide <= width, "/{page} in {look} is {wide} px wide in a window of {width} px");
        visit.ensure_accessible(&format!("{page} in {look} at {width} px")).await?;
    }
    Ok(())
}

/// The description of the interface is a page of its own, which follows the system's colours.
#[test]
fn the_description_of_the_interface_breaks_no_policy_and_fits_a_phone() -> Result<()> {
    visit("pictures_docs", async |visit| {
        for theme in ["light", "dark"] {
            let media = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
            visit.devtools("Emulation.setEmulatedMedia", media).await?;
            visit.open(paths::DOCS).await?;
            snap(visit, "docs", theme).await?;
        }
        Ok(())
    })
}
