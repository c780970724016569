//! A new password that is easy to guess: the meter says why while it is typed, and the server refuses it.

use anyhow::Result;
use e2e::visit;

#[tokio::test]
async fn s24_a_weak_password_is_explained_while_it_is_typed_and_refused_when_it_is_sent()
-> Result<()> {
    visit("strength", async |visit| {
        visit.open("/sign-up").await?;
        let sign_up = visit.sign_up();
        sign_up.wait().await?;
        for (password, score, weakness) in [
            ("Password123456!", 2, "common"),
            ("grasshopper2026!", 2, "context"),
            ("abcdefghijklmnop", 0, "sequence"),
        ] {
            sign_up.fill("grasshopper", password).await?;
            sign_up.wait_weakness(score, weakness).await?;
        }
        visit.expect_status(422);
        sign_up.submit("grasshopper", "Password123456!").await?;
        sign_up.wait_field_error("password").await?;

        sign_up.fill("grasshopper", "nine blue herons").await?;
        sign_up.wait_score(4).await?;
        sign_up.submit("grasshopper", "nine blue herons").await?;
        visit.header().wait_signed_in(<_>::default()).await
    })
    .await
}
