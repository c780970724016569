//! Forged tokens. Each test also sends a genuine token, so that a server that refuses everything fails it.

use serde_json::{Value, json};
use shared::{Claims, compact::base64url};
use support::{
    TestApp, TestSession,
    forge::{Forge, with},
};

/// The number of the attack, the token, and the check that has to stop it.
type Attack = (&'static str, String, &'static str);

async fn setting() -> (TestApp, TestSession, Forge) {
    let (app, ada) = TestApp::with_ada().await;
    let forge = Forge::new(&app, &ada).await;
    (app, ada, forge)
}

async fn assert_all_refused(app: &TestApp, forge: &Forge, attacks: Vec<Attack>) {
    let control = forge.sign(forge.header().to_string(), forge.payload().to_string());
    assert_eq!(app.me(&control).await.status, 200, "the forge does not forge");
    for (name, token, check) in attacks {
        let answer = app.me(&token).await;
        let told = answer.summary();
        assert_eq!(answer.status, 401, "{name}: {told}");
        assert_eq!(answer.json()["check"], check, "{name}: {told}");
        let code = if check == "expiry" { "token_expired" } else { "token_invalid" };
        answer.assert_problem(code);
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.starts_with(
                r#"Bearer realm="claimcheck", error="invalid_token", error_description=""#
            ),
            "{name}: {challenge}"
        );
    }
    assert_eq!(app.me(&control).await.status, 200, "an attack changed something");
}

/// The token with one of its parts replaced.
fn replaced(token: &str, part: usize, by: &str) -> String {
    let mut parts: Vec<&str> = token.split('.').collect();
    parts[part] = by;
    parts.join(".")
}

#[tokio::test]
async fn a1_a2_a3_a9_a10_s01_signature_and_algorithm() {
    let (app, ada, forge) = setting().await;
    let admin = with(forge.payload(), "roles", json!(["admin"])).to_string();
    let edited = replaced(&ada.token, 1, &base64url(admin.as_bytes()));
    let signature = ada.token.rsplit('.').next().unwrap();
    let mut attacks = vec![
        ("A1", edited, "signature"),
        ("A3", replaced(&ada.token, 2, ""), "parts"),
        ("A4", forge.sign_with_secret("HS256", b""), "signature"),
        ("A5", forge.sign_with_secret("HS256", b"secret"), "signature"),
        // No bytes have so many characters. One more would be canonical by chance, once in sixteen times.
        ("A10", replaced(&ada.token, 2, &signature[..41]), "encoding"),
        ("A10", replaced(&ada.token, 2, &signature[..40]), "signature"),
        ("A10", replaced(&ada.token, 2, &base64url(&[0; 32])), "signature"),
    ];
    for none in ["none", "None", "NONE", "nOnE"] {
        let header = base64url(with(forge.header(), "alg", json!(none)).to_string().as_bytes());
        let payload = base64url(admin.as_bytes());
        attacks.push(("A2", format!("{header}.{payload}."), "parts"));
        attacks.push(("A2", format!("{header}.{payload}.{signature}"), "algorithm"));
    }
    let names =
        ["", "HS256 ", "hs256", "HS384", "HS512", "RS256", "ES256", "EdDSA"].map(Value::from);
    for alg in names.into_iter().chain([json!(["HS256"]), json!(256), Value::Null]) {
        attacks.push(("A9", forge.header_with("alg", alg), "algorithm"));
    }
    let null = with(forge.header(), "alg", json!("HS256")).to_string().replace("\"HS256\"", "null");
    attacks.push(("A9", forge.sign(null, forge.payload().to_string()), "algorithm"));
    assert_all_refused(&app, &forge, attacks).await;
}

#[tokio::test]
async fn a11_to_a19_s02_s04_choosing_the_key() {
    let (app, _, forge) = setting().await;
    let jwk = json!({ "kty": "oct", "k": base64url(b"the attacker's own key, 32 bytes") });
    let attacks = vec![
        ("A11", forge.header_with("jwk", jwk), "header_members"),
        (
            "A12",
            forge.header_with("jku", json!("https://evil.example/jwks.json")),
            "header_members",
        ),
        ("A13", forge.header_with("x5u", json!("https://evil.example/x.pem")), "header_members"),
        ("A13", forge.header_with("x5c", json!(["MIIB"])), "header_members"),
        ("A14", forge.header_with("jku", json!("http://169.254.169.254/latest")), "header_members"),
        ("A15", forge.header_with("kid", json!("../../dev/null")), "key_id"),
        ("A16", forge.header_with("kid", json!("' OR 1=1 --")), "key_id"),
        ("A17", forge.header_with("kid", json!("$(reboot)")), "key_id"),
        ("A18", forge.header_with("kid", Value::Null), "key_id"),
        ("A18", forge.header_with("kid", json!("")), "key_id"),
        ("A18", forge.header_with("kid", json!(1)), "key_id"),
        ("A18", forge.header_with("kid", json!("unknown")), "key_id"),
        ("A18", forge.header_with("kid", json!("k".repeat(65))), "key_id"),
        ("A19", forge.header_with("crit", json!(["exp"])), "header_members"),
        ("A19", forge.header_with("b64", json!(false)), "header_members"),
    ];
    assert_all_refused(&app, &forge, attacks).await;
}

#[tokio::test]
async fn a20_to_a28_s05_s12_s13_encoding() {
    let (app, ada, forge) = setting().await;
    let (header, payload) = (forge.header().to_string(), forge.payload().to_string());
    let twice = |object: &str, member: &str| object.replacen('{', &format!("{{{member},"), 1);
    let [h, p, s] = ada.token.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    let json_form = json!({ "protected": h, "payload": p, "signature": s }).to_string();
    let deep = format!("{{\"iss\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    let attacks = vec![
        ("A20", forge.sign(twice(&header, r#""alg":"HS256""#), &payload), "header_json"),
        ("A20", forge.sign(&header, twice(&payload, r#""roles":["admin"]"#)), "payload_json"),
        ("A20", forge.sign(&header, twice(&payload, r#""\u0072oles":["admin"]"#)), "payload_json"),
        ("A21", forge.header_with("kid", json!("k\0")), "key_id"),
        ("A21", forge.sign(&header, format!("{payload}\0")), "payload_json"),
        ("A22", format!("{h}.{p}"), "parts"),
        ("A22", format!("{h}.{p}.{s}.{s}"), "parts"),
        ("A22", format!("{h}..{s}"), "parts"),
        ("A22", format!(".{p}.{s}"), "parts"),
        ("A23", format!("{h}.{p}.{s}="), "encoding"),
        ("A23", format!("{h}.{p}.+{}", &s[1..]), "encoding"),
        ("A23", format!("{h}.{p}./{}", &s[1..]), "encoding"),
        ("A24", json_form.replace(',', ""), "parts"),
        ("A25", forge.header_with("cty", json!("JWT")), "header_members"),
        ("A26", format!("{h}.{p}.{s}.{p}.{s}"), "parts"),
        ("A26", forge.header_with("p2c", json!(2_000_000_000)), "header_members"),
        ("A26", forge.header_with("zip", json!("DEF")), "header_members"),
        ("A27", format!("{h}.{}.{s}", "A".repeat(24_000)), "length"),
        ("A28", forge.sign(&header, b"\xff\xfe{}"), "payload_json"),
        ("A28", forge.sign(&header, "[]"), "payload_json"),
        ("A28", forge.sign(&header, deep), "payload_json"),
        ("A28", forge.sign("[]", &payload), "header_json"),
    ];
    assert_all_refused(&app, &forge, attacks).await;
}

#[tokio::test]
async fn a29_to_a34_s03_s06_s07_s08_s09_s10_s14_s15_claims() {
    let (app, ada, forge) = setting().await;
    let iat = forge.payload()["iat"].as_i64().unwrap();
    let mut attacks = vec![
        ("A30", forge.claim_with("exp", json!(iat + 100_000)), "lifetime"),
        ("A30", forge.claim_with("exp", json!(iat)), "lifetime"),
        ("A30", forge.claim_with("exp", json!(iat - 1)), "lifetime"),
        ("A30", forge.claim_with("iat", json!(iat + 60)), "not_before"),
        ("A30", forge.claim_with("nbf", json!(iat + 60)), "not_before"),
        ("A32", forge.claim_with("iss", json!("https://evil.example")), "issuer"),
        ("A32", forge.claim_with("iss", json!(format!("{}/", app.origin()))), "issuer"),
        ("A32", forge.claim_with("iss", json!([app.origin()])), "claims"),
        ("A32", forge.claim_with("aud", json!("another")), "audience"),
        ("A32", forge.claim_with("aud", json!(["claimcheck"])), "claims"),
        ("A33", ada.refresh.clone(), "parts"),
        ("A33", forge.header_with("typ", json!("JWT")), "type"),
        ("A33", forge.header_with("typ", Value::Null), "type"),
        ("S15", forge.claim_with("email", json!("ada@example.com")), "claims"),
        ("S10", forge.claim_with("jti", json!("short")), "claims"),
        ("A34", forge.claim_with("sub", json!("'; DROP TABLE users; --")), "claims"),
        ("A34", forge.claim_with("sub", json!("<script>alert(1)</script>")), "claims"),
        ("A31", forge.claim_with("roles", json!(["root"])), "claims"),
    ];
    for exp in [json!("never"), json!(1e9), json!(-1), json!(1.5), json!(u64::MAX), json!([1])] {
        attacks.push(("A29", forge.claim_with("exp", exp), "claims"));
    }
    for name in Claims::required() {
        attacks.push(("missing", forge.claim_with(name, Value::Null), "claims"));
    }
    let subject = with(forge.payload(), "sub", json!("A".repeat(22))).to_string();
    attacks.push(("A31", replaced(&ada.token, 1, &base64url(subject.as_bytes())), "signature"));
    assert_all_refused(&app, &forge, attacks).await;
}

#[tokio::test]
async fn a33_s06_a_token_of_another_server_is_refused() {
    let (app, _, forge) = setting().await;
    let other = TestApp::start().await;
    let bob = other.signed_in().await;
    assert_all_refused(&app, &forge, vec![("A33", bob.token, "key_id")]).await;
}
