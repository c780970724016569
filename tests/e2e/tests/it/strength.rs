//! A new password that is easy to guess: the meter says why while it is typed, and the server refuses it.

use anyhow::Result;
use e2e::visit_at;

#[test]
fn s24_a_weak_password_is_explained_while_it_is_typed_and_refused_when_it_is_sent() -> Result<()> {
    visit_at("strength", "/sign-up", async |visit| {
        let sign_up = visit.sign_up();
        for (password, score, weakness) in [
            ("Password123456!", 2, "common"),
            ("grasshopper2026!", 2, "context"),
            ("abcdefghijklmnop", 0, "sequence"),
        ] {
            sign_up.fill("grasshopper", password).await?;
            let meter = visit.by("meter").with("data-score", score);
            meter.with("data-weakness", weakness).wait().await?;
        }
        visit.expect_status(&[422]);
        sign_up.submit("grasshopper", "Password123456!").await?;
        sign_up.wait_field_error("password").await?;

        sign_up.fill("grasshopper", "nine blue herons").await?;
        visit.by("meter").with("data-state", "known").with("data-score", 4).wait().await?;
        sign_up.submit("grasshopper", "nine blue herons").await?;
        visit.header().wait_signed_in(<_>::default()).await
    })
}
