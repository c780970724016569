//! The states of a signature besides right and wrong.

use super::*;
use crate::lesson::{
    crypto::{Key, hmac_sha256},
    inspector::{key::parse_secret, token::dissect},
};
use shared::compact::base64url;
use wasm_bindgen_test::wasm_bindgen_test as test;

const SECRET: &str = "c2VjcmV0";

fn chosen(key: ParsedKey) -> Chosen {
    Chosen::Key(Box::new(key))
}

fn read(form: SecretEncoding) -> ParsedKey {
    let mut parsed = parse_secret(SECRET, form).expect("it is a secret");
    parsed.keys.remove(0)
}

async fn said(
    token: &str,
    key: Option<ParsedKey>,
    others: Vec<(LikelyCause, ParsedKey)>,
) -> SignatureStatus {
    let given = key.map_or(GivenKey::Nothing, |key| GivenKey::Key(chosen(key), others));
    match SignatureCheck::prepare(token, &dissect(token), given) {
        Ok(check) => check.run().await,
        Err(known) => known,
    }
}

async fn signed(secret: &[u8], payload: &str) -> String {
    let input = format!("{}.{payload}", base64url(br#"{"alg":"HS256"}"#));
    let signature = hmac_sha256(secret, input.as_bytes()).await;
    format!("{input}.{}", base64url(&signature.expect("it signs")))
}

#[test]
async fn a_secret_that_was_read_in_the_wrong_form_is_told() {
    let token = signed(b"secret", "e30").await;
    let (text, base64) = (read(SecretEncoding::Text), read(SecretEncoding::Base64));
    let other = LikelyCause::Encoding(SecretEncoding::Base64);
    let wrong = said(&token, Some(text.clone()), vec![(other, base64.clone())]).await;
    assert!(
        matches!(wrong, SignatureStatus::Wrong { likely: Some(likely), .. } if likely == other),
        "{wrong:?}"
    );
    let right = said(&token, Some(base64), Vec::new()).await;
    assert_eq!(right, SignatureStatus::Right(Alg::Hs256));
    let neither = said(&token, Some(text), Vec::new()).await;
    assert!(matches!(neither, SignatureStatus::Wrong { likely: None, .. }));
}

#[test]
async fn a04_an_empty_secret_is_found_by_itself() {
    let token = signed(b"", "e30").await;
    let empty = said(&token, None, Vec::new()).await;
    assert_eq!(empty, SignatureStatus::EmptySecret(Alg::Hs256));
    let token = signed(b"secret", "e30").await;
    assert_eq!(said(&token, None, Vec::new()).await, SignatureStatus::NoKey);
}

#[test]
async fn a_signature_in_der_and_a_payload_elsewhere_are_told() {
    let key = Key::generate(Alg::Es256).await.expect("the browser makes one");
    let jwk = key.to_public_jwk().await.expect("it may be seen");
    let jwk = serde_json::to_string(&jwk).expect("it is JSON");
    let mut keys = crate::lesson::inspector::key::parse_keys(&jwk).expect("it is a key").keys;
    let der = [&[0x30, 68, 2, 32][..], &[1; 32], &[2, 32], &[1; 32]].concat();
    let header = base64url(br#"{"alg":"ES256"}"#);
    let token = format!("{header}.e30.{}", base64url(&der));
    let told = said(&token, Some(keys.remove(0)), Vec::new()).await;
    assert!(
        matches!(told, SignatureStatus::Wrong { likely: Some(LikelyCause::Der), .. }),
        "{told:?}"
    );
    let whole = signed(b"secret", "e30").await;
    let detached = whole.replace(".e30.", "..");
    let told = said(&detached, Some(secret(b"secret".to_vec())), Vec::new()).await;
    assert!(
        matches!(told, SignatureStatus::Wrong { likely: Some(LikelyCause::Detached), .. }),
        "{told:?}"
    );
}

#[test]
async fn a_key_that_cannot_be_read_is_another_thing_than_none() {
    let token = signed(b"", "e30").await;
    let said = SignatureCheck::prepare(&token, &dissect(&token), GivenKey::Unread);
    assert_eq!(said.err(), Some(SignatureStatus::UnreadKey));
}

#[test]
async fn what_has_no_signature_of_the_usual_kind_is_told() {
    let header = base64url(br#"{"alg":"dir","enc":"A256GCM"}"#);
    let encrypted = said(&format!("{header}..a.b.c"), None, Vec::new()).await;
    assert_eq!(encrypted, SignatureStatus::Encrypted);
    let header = base64url(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let unencoded = said(&format!("{header}..YQ"), None, Vec::new()).await;
    assert_eq!(unencoded, SignatureStatus::Unencoded);
}
