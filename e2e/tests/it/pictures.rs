//! Pictures of every page, to be looked at; and the promise that nothing has to be scrolled sideways.

use crate::sign_in;
use anyhow::{Result, ensure};
use e2e::{Visit, pages::Lifetime, visit};
use shared::{Step, api::StorageMode};

#[tokio::test]
async fn english_light() -> Result<()> {
    pictures("en", "light").await
}

#[tokio::test]
async fn english_dark() -> Result<()> {
    pictures("en", "dark").await
}

#[tokio::test]
async fn korean_light() -> Result<()> {
    pictures("ko", "light").await
}

#[tokio::test]
async fn korean_dark() -> Result<()> {
    pictures("ko", "dark").await
}

async fn pictures(language: &str, theme: &str) -> Result<()> {
    let look = format!("{language}-{theme}");
    visit(&format!("pictures_{look}"), async |visit| {
        visit.open("/sign-in").await?;
        visit.header().language(language).await?;
        visit.header().theme(theme).await?;
        take(visit, "sign-in", &look).await?;
        visit.open("/sign-up").await?;
        take(visit, "sign-up", &look).await?;
        visit.open("/there/is/nothing").await?;
        take(visit, "not-found", &look).await?;
        visit.open("/").await?;
        take(visit, "start", &look).await?;

        sign_in(visit, StorageMode::LocalStorage, Lifetime::Normal).await?;
        take(visit, "account", &look).await?;
        for step in Step::ALL {
            visit.open(&format!("/?step={step}")).await?;
            visit.walkthrough().go(step).await?;
            take(visit, &format!("step-{}-{step}", step.number()), &look).await?;
        }
        Ok(())
    })
    .await
}

async fn take(visit: &Visit, page: &str, look: &str) -> Result<()> {
    visit.wait_settled().await?;
    for width in [1280, 360] {
        visit.resize(width).await?;
        let wide = visit.content_width().await?;
        visit.picture(&format!("{page}-{look}-{width}")).await?;
        ensure!(
            wide <= u64::from(width),
            "/{page} in {look} is {wide} px wide in a window of {width} px"
        );
    }
    Ok(())
}
