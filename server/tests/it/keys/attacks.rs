//! Forged signatures, with keys of every algorithm. Each test also sends a genuine token, so that a server that refuses
//! everything fails it.

use super::{ALGORITHMS, signing_with};
use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair,
        Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RsaKeyPair,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    api::paths,
    compact::{base64url, from_base64url},
};
use support::{
    TestApp, TestSession,
    forge::{Forge, secret_of, with},
};

struct Setting {
    app: TestApp,
    ada: TestSession,
    forge: Forge,
    secret: Vec<u8>,
}

async fn setting(algorithm: &str) -> Setting {
    let app = signing_with(algorithm, &[]).await;
    let ada = app.signed_in().await;
    let forge = Forge::new(&app, &ada).await;
    let secret = secret_of(&app, forge.header()["kid"].as_str().unwrap()).await;
    let control = forge.sign(forge.header().to_string(), forge.payload().to_string());
    assert_eq!(app.me(&control).await.status, 200, "the forge does not forge");
    Setting { app, ada, forge, secret }
}

impl Setting {
    async fn refuses(&self, what: &str, token: &str, check: &str) {
        let answer = self.app.me(token).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.summary());
        assert_eq!(answer.json()["check"], check, "{what}: {}", answer.summary());
    }

    /// Refuses the genuine token with this in place of its signature.
    async fn refuses_signature(&self, what: &str, signature: &[u8]) {
        let token = format!("{}.{}", self.signing_input(), base64url(signature));
        self.refuses(what, &token, "signature").await;
    }

    fn signature(&self) -> Vec<u8> {
        from_base64url(self.ada.token.rsplit_once('.').unwrap().1).unwrap()
    }

    fn signing_input(&self) -> &str {
        self.ada.token.rsplit_once('.').unwrap().0
    }

    async fn still_accepts(&self) {
        assert_eq!(self.app.me(&self.ada.token).await.status, 200);
    }
}

#[tokio::test]
async fn a4_a5_an_hmac_under_an_empty_or_weak_secret() {
    for algorithm in ALGORITHMS {
        let setting = setting(algorithm).await;
        for secret in ["", "\0", "secret", "password", "your-256-bit-secret"] {
            for alg in ["HS256", algorithm] {
                let token = setting.forge.sign_with_secret(alg, secret.as_bytes());
                let check = if alg == algorithm { "signature" } else { "algorithm" };
                setting.refuses(secret, &token, check).await;
            }
        }
        setting.still_accepts().await;
    }
}

/// The public key in every form in which it is passed around.
fn public_forms(algorithm: &str, secret: &[u8], jwks: &Value) -> Vec<Vec<u8>> {
    type Der = PublicKeyX509Der<'static>;
    fn raw_and_der(key: &(impl AsRef<[u8]> + AsDer<Der>)) -> (Vec<u8>, Vec<u8>) {
        (key.as_ref().to_vec(), key.as_der().unwrap().as_ref().to_vec())
    }
    let (raw, der) = match algorithm {
        "EdDSA" => raw_and_der(Ed25519KeyPair::from_pkcs8(secret).unwrap().public_key()),
        "ES256" => {
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, secret);
            raw_and_der(pair.unwrap().public_key())
        }
        _ => raw_and_der(RsaKeyPair::from_pkcs8(secret).unwrap().public_key()),
    };
    let lines: Vec<String> = STANDARD
        .encode(&der)
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8(line.to_vec()).unwrap())
        .collect();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", lines.join("\n"));
    let jwk = &jwks["keys"][0];
    let mut forms = vec![
        raw,
        STANDARD.encode(&der).into_bytes(),
        der,
        format!("{pem}\n").into_bytes(),
        format!("{pem}\r\n").replace('\n', "\r\n").into_bytes(),
        pem.into_bytes(),
        jwk.to_string().into_bytes(),
        jwks.to_string().into_bytes(),
    ];
    for member in ["x", "y", "n"] {
        if let Some(text) = jwk[member].as_str() {
            forms.push(text.as_bytes().to_vec());
            forms.push(from_base64url(text).unwrap());
        }
    }
    forms
}

#[tokio::test]
async fn a6_a7_s01_the_public_key_as_hmac_secret() {
    for algorithm in ["EdDSA", "ES256", "RS256"] {
        let setting = setting(algorithm).await;
        let jwks = setting.app.get(paths::JWKS).await.json();
        let forms = public_forms(algorithm, &setting.secret, &jwks);
        assert!(forms.len() >= 10);
        for secret in &forms {
            let what = String::from_utf8_lossy(secret);
            let token = setting.forge.sign_with_secret("HS256", secret);
            setting.refuses(&what, &token, "algorithm").await;
            let token = setting.forge.sign_with_secret(algorithm, secret);
            setting.refuses(&what, &token, "signature").await;
        }
        setting.still_accepts().await;
    }
}

/// The order of the group of P-256.
const N: &str = "_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE";

#[tokio::test]
async fn a8_an_ecdsa_signature_of_zeros_and_other_numbers_out_of_range() {
    let setting = setting("ES256").await;
    let r = setting.signature()[..32].to_vec();
    let s = setting.signature()[32..].to_vec();
    let zero = vec![0; 32];
    let one = [&[0; 31][..], &[1]].concat();
    let n = from_base64url(N).unwrap();
    let most = vec![0xff; 32];
    for (what, first, second) in [
        ("zeros", &zero, &zero),
        ("r zero", &zero, &s),
        ("s zero", &r, &zero),
        ("ones", &one, &one),
        ("n, n", &n, &n),
        ("r n", &n, &s),
        ("s n", &r, &n),
        ("all bits", &most, &most),
        ("zero, one", &zero, &one),
        ("one, zero", &one, &zero),
    ] {
        let signature = [&first[..], &second[..]].concat();
        setting.refuses_signature(what, &signature).await;
    }
    setting.still_accepts().await;
}

#[tokio::test]
async fn a8_a10_zeros_flipped_bits_and_other_lengths() {
    for algorithm in ALGORITHMS {
        let setting = setting(algorithm).await;
        let genuine = setting.signature();
        let length = genuine.len();
        for signature in [vec![0; length], vec![0xff; length], vec![0; 1], vec![0; 64]] {
            setting.refuses_signature("zeros", &signature).await;
        }
        for index in 0..length {
            let mut flipped = genuine.clone();
            flipped[index] ^= 1 << (index % 8);
            let what = format!("{algorithm}: byte {index}");
            setting.refuses_signature(&what, &flipped).await;
        }
        let longer = |more: &[u8]| [&genuine, more].concat();
        for (what, signature) in [
            ("cut at the end", genuine[..length - 1].to_vec()),
            ("cut at the start", genuine[1..].to_vec()),
            ("half", genuine[..length / 2].to_vec()),
            ("longer", longer(&[0])),
            ("longer at the start", [&[0], &genuine[..]].concat()),
            ("twice", longer(&genuine)),
        ] {
            setting.refuses_signature(what, &signature).await;
        }
        setting.still_accepts().await;
    }
}

#[tokio::test]
async fn a10_an_ecdsa_signature_has_one_form() {
    let setting = setting("ES256").await;
    let genuine = setting.signature();
    let (r, s) = genuine.split_at(32);
    let swapped = [s, r].concat();
    setting.refuses_signature("r and s swapped", &swapped).await;
    let asn1 = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &setting.secret).unwrap();
    let signature = asn1.sign(&SystemRandom::new(), setting.signing_input().as_bytes()).unwrap();
    setting.refuses_signature("DER", signature.as_ref()).await;
    setting.still_accepts().await;
}

#[tokio::test]
async fn a10_an_rsa_signature_has_one_padding_and_one_hash() {
    let setting = setting("RS256").await;
    let pair = RsaKeyPair::from_pkcs8(&setting.secret).unwrap();
    let input = setting.signing_input().as_bytes();
    let mut signature = vec![0; pair.public_modulus_len()];
    for (what, encoding) in [
        ("PSS", &RSA_PSS_SHA256 as &'static dyn aws_lc_rs::signature::RsaEncoding),
        ("SHA-512", &RSA_PKCS1_SHA512),
    ] {
        pair.sign(encoding, &SystemRandom::new(), input, &mut signature).unwrap();
        setting.refuses_signature(what, &signature).await;
    }
    // 1 is its own signature, and so is n - 1 up to its sign.
    let jwks = setting.app.get(paths::JWKS).await.json();
    let n = from_base64url(jwks["keys"][0]["n"].as_str().unwrap()).unwrap();
    let mut below_n = n.clone();
    *below_n.last_mut().unwrap() ^= 1;
    let one = [&[0; 255][..], &[1]].concat();
    setting.refuses_signature("1", &one).await;
    setting.refuses_signature("n - 1", &below_n).await;
    // s + n is the same number modulo n, one byte or one bit longer.
    setting.refuses_signature("s + n", &added(&setting.signature(), &n)).await;
    setting.still_accepts().await;
}

/// The order of the group of Ed25519, 2^252 + 27742317777372353535851937790883648493.
const L: &str = "EAAAAAAAAAAAAAAAAAAAABTe-d6i95zWWBJjGlzz0-0";

/// RFC 8032 §5.1.7: `s` has to be below the order, or one signature would have several forms.
#[tokio::test]
async fn a10_an_ed25519_signature_has_one_form() {
    let setting = setting("EdDSA").await;
    let genuine = setting.signature();
    let (r, s) = genuine.split_at(32);
    let mut big_endian = s.to_vec();
    big_endian.reverse();
    let mut sum = added(&big_endian, &from_base64url(L).unwrap());
    assert_eq!(sum.len(), 32);
    sum.reverse();
    let other = [r, &sum].concat();
    setting.refuses_signature("s plus the order", &other).await;
    setting.still_accepts().await;
}

/// The sum of two numbers, the most significant byte first.
fn added(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut sum = Vec::new();
    let mut carry = 0;
    for (a, b) in a.iter().rev().zip(b.iter().rev()) {
        let digit = u16::from(*a) + u16::from(*b) + carry;
        sum.push(digit.to_le_bytes()[0]);
        carry = digit >> 8;
    }
    if carry == 1 {
        sum.push(1);
    }
    sum.reverse();
    sum
}

#[tokio::test]
async fn a31_a_role_is_not_taken_and_not_given_by_oneself() {
    for algorithm in ALGORITHMS {
        let setting = setting(algorithm).await;
        let parts: Vec<&str> = setting.ada.token.split('.').collect();
        let admin = with(setting.forge.payload(), "roles", json!(["admin"])).to_string();
        let edited = format!("{}.{}.{}", parts[0], base64url(admin.as_bytes()), parts[2]);
        setting.refuses("roles changed", &edited, "signature").await;
        for (method, path, body) in [
            (Method::GET, paths::ADMIN_KEYS, None),
            (Method::POST, paths::ADMIN_KEYS_ROTATE, Some(json!({}))),
        ] {
            let answer = setting.app.send(method.clone(), path, &edited, body.clone()).await;
            assert_eq!(answer.code(), "token_invalid", "{path}");
            let answer = setting.app.send(method, path, &setting.ada.token, body).await;
            assert_eq!(answer.status, 403, "{path}");
            answer.assert_problem("insufficient_scope");
        }
        // The same claims with the right signature are what the role looks like.
        let genuine = setting.forge.sign(setting.forge.header().to_string(), admin);

        setting.app.send(Method::GET, paths::ADMIN_KEYS, &genuine, None).await.expect(200);
    }
}
