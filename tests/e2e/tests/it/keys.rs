//! A rotation, watched on the page.

use anyhow::{Result, ensure};
use e2e::visit_with;
use shared::api::{StorageMode, admin::KeyState};

#[test]
fn s19_a_rotation_is_seen_as_it_happens_and_signs_nobody_out() -> Result<()> {
    let settings = [("CLAIMCHECK_KEY_ANNOUNCE", "10s")];
    visit_with("keys", &settings, async |visit| {
        visit.expect_status(&[409]);
        visit.sign_in_as_admin("/admin/keys").await?;
        let admin = visit.admin();
        let first = admin.wait_newest_key(KeyState::Signing).await?;

        visit.open_tab("/admin/keys").await?;
        admin.wait_newest_key(KeyState::Signing).await?;
        admin.rotate().await?;
        let second = admin.wait_newest_key(KeyState::Announced).await?;
        ensure!(second != first, "it is another key");
        admin.wait_key(&first, KeyState::Signing).await?;

        // The other tab does not know yet.
        visit.tab(0).await?;
        admin.wait_key(&first, KeyState::Signing).await?;
        admin.rotate().await?;
        visit.by("keys-error").with("data-code", "rotation_pending").wait().await?;
        ensure!(admin.wait_newest_key(KeyState::Announced).await? == second);

        ensure!(admin.wait_newest_key(KeyState::Signing).await? == second);
        admin.wait_key(&first, KeyState::Verifying).await?;
        // Memory is gone after this, so that the next token is of the new key.
        visit.reload().await?;
        visit.header().wait_signed_in(StorageMode::Memory).await?;
        ensure!(admin.wait_newest_key(KeyState::Signing).await? == second);
        Ok(())
    })
}
