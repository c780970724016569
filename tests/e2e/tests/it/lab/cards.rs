//! Single attacks, each on its card.

use anyhow::{Result, ensure};
use e2e::visit_at;

#[test]
fn a6_a_link_leads_to_an_attack_which_shows_what_it_forges() -> Result<()> {
    visit_at("lab_card", "/lab?attack=A6", async |visit| {
        visit.expect_status(&[401]);
        let lab = visit.lab();
        ensure!(lab.is_open("A6").await? && !lab.is_open("A5").await?);
        let (naive, strict) = lab.run("A6").await?;
        ensure!(naive.reason == "public_key_as_secret", "{naive:?}");
        ensure!(strict.reason == "algorithm", "{strict:?}");
        ensure!(lab.changed("A6", "header", "added").await? == [r#""alg": "HS256""#]);
        ensure!(lab.changed("A6", "header", "removed").await? == [r#""alg": "RS256""#]);
        ensure!(lab.changed("A6", "payload", "added").await? == [r#""roles": ["admin"]"#]);
        let link = lab.card("A6").by("inspect").attribute("href").await?;
        ensure!(link.contains("/inspect#token=ey"), "{link}");

        lab.press("other-A10").await?;
        lab.wait("attack-A10", "open", "").await
    })
}

#[test]
fn a31_a_genuine_token_without_the_role_is_refused_with_403() -> Result<()> {
    visit_at("lab_role", "/lab?attack=A31&variant=without_role", async |visit| {
        visit.expect_status(&[403]);
        let lab = visit.lab();
        let (naive, strict) = lab.run("A31").await?;
        ensure!(naive.reason == "unchecked_role", "{naive:?}");
        ensure!(strict.status == 403, "{strict:?}");
        ensure!(strict.reason == "insufficient_scope", "{strict:?}");
        lab.text("genuine").await?;
        let sent = lab.text("sent").await?;
        ensure!(sent.starts_with("GET /api/lab/strict/admin"), "{sent}");
        Ok(())
    })
}

#[test]
fn a42_header_and_cookie_disagree_and_the_cookie_does_not_stay() -> Result<()> {
    visit_at("lab_two_tokens", "/lab?attack=A42&variant=header_and_cookie", async |visit| {
        visit.expect_status(&[400]);
        let (naive, strict) = visit.lab().run("A42").await?;
        ensure!(naive.reason == "token_anywhere", "{naive:?}");
        ensure!(strict.status == 400, "{strict:?}");
        ensure!(strict.reason == "token_request_invalid", "{strict:?}");
        let readable = visit.readable().await?;
        ensure!(!readable.contains("eyJ"), "it tidies up: {readable}");
        Ok(())
    })
}

#[test]
fn a7_the_public_key_is_worked_out_from_two_signatures() -> Result<()> {
    visit_at("lab_recover", "/lab?attack=A7", async |visit| {
        visit.expect_status(&[401]);
        let lab = visit.lab();
        ensure!(!visit.has_loaded("cracker").await?, "not before it is needed");
        let (naive, strict) = lab.run("A7").await?;
        ensure!(naive.reason == "public_key_as_secret", "{naive:?}");
        ensure!(strict.reason == "algorithm", "{strict:?}");
        let key = lab.text("recovered").await?;
        ensure!(key.starts_with("-----BEGIN PUBLIC KEY-----"), "{key}");
        ensure!(visit.has_loaded("cracker").await?);
        Ok(())
    })
}

#[test]
fn a26_what_everybody_can_encrypt_proves_nothing() -> Result<()> {
    visit_at("lab_envelope", "/lab?attack=A26", async |visit| {
        visit.expect_status(&[401]);
        let (naive, strict) = visit.lab().run("A26").await?;
        ensure!(naive.reason == "encrypted_unsigned", "{naive:?}");
        ensure!(strict.reason == "parts", "{strict:?}");
        Ok(())
    })
}

#[test]
fn a5_a_weak_secret_is_cracked_in_a_worker_that_is_loaded_for_it() -> Result<()> {
    visit_at("lab_crack", "/lab?attack=A5", async |visit| {
        let lab = visit.lab();
        lab.wait("crack", "data-state", "idle").await?;
        ensure!(!visit.has_loaded("cracker").await?, "not before it is needed");
        lab.press("crack-start").await?;
        lab.wait("crack", "data-state", "found").await?;
        ensure!(visit.has_loaded("cracker").await?);
        let (naive, strict) = lab.run("A5").await?;
        ensure!((naive.status, strict.status) == (200, 200), "that is the lesson");
        Ok(())
    })
}
