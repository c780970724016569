//! A page that is loaded again finds the session, wherever its token is kept.

use crate::sign_in;
use anyhow::{Result, ensure};
use e2e::{pages::Lifetime, visit};
use shared::api::StorageMode;

#[tokio::test]
async fn memory() -> Result<()> {
    survives(StorageMode::Memory).await
}

#[tokio::test]
async fn local_storage() -> Result<()> {
    survives(StorageMode::LocalStorage).await
}

#[tokio::test]
async fn cookie() -> Result<()> {
    survives(StorageMode::Cookie).await
}

#[tokio::test]
async fn http_only_cookie() -> Result<()> {
    survives(StorageMode::HttpOnlyCookie).await
}

async fn survives(storage: StorageMode) -> Result<()> {
    visit(&format!("reload_{}", storage.name()), async |visit| {
        let session = sign_in(visit, storage, Lifetime::Normal).await?;
        visit.reload().await?;
        visit.header().wait_signed_in(storage).await?;
        ensure!(visit.path().await? == "/account", "the page is still the same");
        ensure!(visit.account().sid().await? == session, "it is the same session");
        Ok(())
    })
    .await
}
