//! Libraries of other projects verify our tokens, with nothing but what the server publishes.

mod schemathesis;
mod verifier;

use anyhow::{Context, Result, ensure};
use e2e::Server;
use serde_json::{Value, json};
use shared::{
    Compact,
    api::{TokenGrant, paths},
    compact::base64url,
};
use verifier::Verifier;

const AUDIENCE: &str = "claimcheck";

#[tokio::test]
async fn s20_pyjwt_and_jose_accept_eddsa_and_refuse_what_is_changed() -> Result<()> {
    judge("EdDSA").await
}

#[tokio::test]
async fn s20_pyjwt_and_jose_accept_es256_and_refuse_what_is_changed() -> Result<()> {
    judge("ES256").await
}

#[tokio::test]
async fn s20_pyjwt_and_jose_accept_rs256_and_refuse_what_is_changed() -> Result<()> {
    judge("RS256").await
}

/// The server publishes no secret, so no other program can verify a token that a secret signs.
#[tokio::test]
async fn s20_pyjwt_and_jose_find_no_key_for_hs256() -> Result<()> {
    let server = Server::start(&[("CLAIMCHECK_ALGORITHM", "HS256")]).await?;
    let token = sign_in(&server).await?;
    for verifier in Verifier::all()? {
        verifier.refuses("HS256", &server.url(""), AUDIENCE, &token)?;
    }
    Ok(())
}

async fn judge(algorithm: &'static str) -> Result<()> {
    let server = Server::start(&[("CLAIMCHECK_ALGORITHM", algorithm)]).await?;
    let issuer = server.url("");
    let token = sign_in(&server).await?;
    let header: Value = serde_json::from_slice(&Compact::parse(&token)?.header)?;
    ensure!(header["alg"] == algorithm, "signed with {header}");
    let (_, refusal) = server.judges(&token).await?;
    ensure!(refusal.is_none(), "the server refuses its own token");
    for verifier in Verifier::all()? {
        let claims = verifier.accepts(&issuer, AUDIENCE, &token)?;
        let payload: Value = serde_json::from_slice(&Compact::parse(&token)?.payload)?;
        ensure!(claims == payload, "{claims} is not {payload}");
        for (what, changed) in changed(&token)? {
            verifier.refuses(what, &issuer, AUDIENCE, &changed)?;
        }
        verifier.refuses("another audience", &issuer, "another", &token)?;
        // 127.0.0.1 is the same server under a name that is not the issuer's.
        let other = issuer.replace("localhost", "127.0.0.1");
        verifier.refuses("another issuer", &other, AUDIENCE, &token)?;
        verifier.accepts(&issuer, AUDIENCE, &token)?;
    }
    Ok(())
}

/// Copies of the token, each with one change and everything else in order.
fn changed(token: &str) -> Result<Vec<(&'static str, String)>> {
    let [header, payload, signature] = Compact::segments(token)?;
    let compact = Compact::parse(token)?;
    let with = |bytes: &[u8], name: &str, value: Value| -> Result<String> {
        let mut object: Value = serde_json::from_slice(bytes)?;
        object[name] = value;
        Ok(base64url(object.to_string().as_bytes()))
    };
    let admin = with(&compact.payload, "roles", json!(["admin"]))?;
    let longer = with(&compact.payload, "exp", json!(4_000_000_000_i64))?;
    let none = with(&compact.header, "alg", json!("none"))?;
    let hmac = with(&compact.header, "alg", json!("HS256"))?;
    let other_key = with(&compact.header, "kid", json!("another"))?;
    let mut flipped = compact.signature.clone();
    *flipped.first_mut().context("there is no signature")? ^= 1;
    let zeros = vec![0; flipped.len()];
    Ok(vec![
        ("a role", format!("{header}.{admin}.{signature}")),
        ("a longer life", format!("{header}.{longer}.{signature}")),
        ("one bit of the signature", format!("{header}.{payload}.{}", base64url(&flipped))),
        ("a signature of zeros", format!("{header}.{payload}.{}", base64url(&zeros))),
        ("alg none", format!("{none}.{payload}.")),
        ("alg HS256", format!("{hmac}.{payload}.{signature}")),
        ("an unknown key", format!("{other_key}.{payload}.{signature}")),
    ])
}

async fn sign_in(server: &Server) -> Result<String> {
    let demo = server.demo().await?;
    let request = reqwest::Client::new().post(server.url(paths::LOGIN)).json(&demo);
    let grant: TokenGrant = request.send().await?.error_for_status()?.json().await?;
    grant.access_token.context("the answer has no token")
}
