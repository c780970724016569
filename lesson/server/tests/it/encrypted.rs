use crate::visitor::Visitor;
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use lesson_shared::paths;
use shared::{compact::base64url, verify::Algorithm};

/// Five parts, encrypted to the public key, which every attacker has.
fn encrypted(pem: &str, content: &str) -> String {
    let lines: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = PublicEncryptingKey::from_der(&BASE64.decode(lines).unwrap()).unwrap();
    let key = OaepPublicEncryptingKey::new(key).unwrap();
    let (secret, nonce) = ([7; 32], [9; 12]);
    let mut wrapped = vec![0; key.ciphertext_size()];
    let wrapped: &[u8] = key.encrypt(&OAEP_SHA256_MGF1SHA256, &secret, &mut wrapped, None).unwrap();
    let header = base64url(br#"{"alg":"RSA-OAEP-256","enc":"A256GCM","typ":"at+jwt"}"#);
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &secret).unwrap());
    let mut sealed = content.as_bytes().to_vec();
    let tag = cipher
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(header.as_bytes()),
            &mut sealed,
        )
        .unwrap();
    let parts = [wrapped, &nonce, &sealed, tag.as_ref()].map(base64url);
    format!("{header}.{}", parts.join("."))
}

#[tokio::test]
async fn a26_what_is_encrypted_is_not_signed() {
    let visitor = Visitor::come().await;
    let pem = visitor.pem(Algorithm::Rs256);
    let claims = r#"{"sub":"mallory","roles":["admin"]}"#;
    let nested = format!("{}.{}.", base64url(br#"{"alg":"none"}"#), base64url(claims.as_bytes()));
    for content in [claims, &nested] {
        let token = encrypted(pem, content);
        let naive = visitor.me(paths::LAB_NAIVE_ME, &token).await;
        assert_eq!(naive.json()["mistake"], "encrypted_unsigned", "{}", naive.text());
        assert_eq!(naive.json()["sub"], "mallory");
        let strict = visitor.me(paths::LAB_STRICT_ME, &token).await;
        assert_eq!(strict.json()["check"], "parts");
    }
}
