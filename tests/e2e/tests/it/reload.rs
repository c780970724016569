//! A page that is loaded again finds the session, wherever its token is kept.

use anyhow::{Result, ensure};
use e2e::visit;
use shared::api::StorageMode;

test_each_storage!(survives);

fn survives(storage: StorageMode) -> Result<()> {
    visit(&format!("reload_{}", storage.name()), async |visit| {
        let session = visit.sign_in_as_demo(storage).await?;
        visit.reload().await?;
        visit.header().wait_signed_in(storage).await?;
        ensure!(visit.path().await? == "/account", "the page is still the same");
        visit.account().ensure_sid(&session).await
    })
}
