use crate::visitor::{Visitor, sign_as_attacker, sign_with_secret};
use attacks::{
    Attack, Case, Expected, First, Materials, Request, Signing, all, recover::public_key,
};
use lesson_shared::{
    lab::{ACCESS_COOKIE, LabKeyChoice, LabMe, Mistake, OFFSET_HEADER},
    paths,
};
use reqwest::Method;
use shared::verify::Algorithm;
use std::collections::BTreeSet;
use support::response::TestResponse;

/// The catalogue, whose recipes the page runs too: the naive verifier falls for each, but for those that are
/// said to be futile, and the strict one refuses each at the check that the catalogue names.
#[tokio::test]
async fn a01_to_a44_the_naive_verifier_accepts_and_the_strict_one_refuses_by_the_named_check() {
    let visitor = Visitor::come().await;
    let secret = visitor.crack().await;
    let (mut performed, mut mistakes) = (0, BTreeSet::new());
    for attack in all() {
        for case in attack.cases() {
            let at = format!("{} {}", attack.id, case.name);
            let request = forge(&visitor, case, secret).await;
            let naive = send(&visitor, case.resource.naive_path(), &request).await;
            let strict = send(&visitor, case.resource.strict_path(), &request).await;
            judge(attack, case, &strict);
            performed += 1;
            if !case.fools_naive {
                judge(attack, case, &naive);
                continue;
            }
            assert_eq!(naive.status, 200, "{at}: {}", naive.text());
            let me: LabMe = serde_json::from_slice(&naive.body).unwrap();
            let is_wrong = case.expected != Expected::Accepted;
            assert_eq!(me.mistake.is_some(), is_wrong, "{at}: {me:?}");
            mistakes.extend(me.mistake);
        }
    }
    assert!(performed > 80, "only {performed}");
    // Tested in `encrypted.rs`: no browser performs it.
    let missing: Vec<_> =
        Mistake::ALL.iter().filter(|mistake| !mistakes.contains(mistake)).collect();
    assert_eq!(missing, [&Mistake::EncryptedUnsigned]);
}

#[track_caller]
fn judge(attack: &Attack, case: &Case, strict: &TestResponse) {
    let at = format!("{} {}: {}", attack.id, case.name, strict.text());
    match case.expected {
        Expected::Accepted => assert_eq!(strict.status, 200, "{at}"),
        Expected::Problem(code) => {
            strict.assert_problem(code.name());
            assert_eq!(strict.status, code.status(), "{at}");
            let challenge = strict.header("www-authenticate");
            let error = match code.status() {
                400 => Some("error=\"invalid_request\""),
                403 => Some("error=\"insufficient_scope\""),
                _ => None,
            };
            // A request without a token is told of no error (RFC 6750 §3.1).
            let told =
                error.map_or(!challenge.contains("error"), |error| challenge.contains(error));
            assert!(told, "{at}: {challenge}");
        }
        Expected::Check(check) => {
            assert_eq!(strict.json()["check"], check.name(), "{at}");
            assert_eq!(strict.status, 401, "{at}");
            let challenge = strict.header("www-authenticate");
            assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
        }
    }
}

async fn forge(visitor: &Visitor, case: &Case, secret: &str) -> Request {
    let genuine = visitor.token(case.algorithm, case.key).await;
    let mut pem = visitor.pem(case.algorithm).to_owned();
    match case.first {
        Some(First::EndSession) => visitor.end_session(&genuine).await,
        Some(First::RecoverKey) => {
            let another = visitor.token(case.algorithm, case.key).await;
            pem = public_key([&genuine, &another]).unwrap();
        }
        None => {}
    }
    let materials = Materials { token: &genuine, secret, pem: &pem };
    let draft = case.forge(&materials).unwrap();
    let signature = match &draft.signing {
        Signing::Hmac(secret) => sign_with_secret(secret, &draft.input),
        Signing::Attacker => sign_as_attacker(&draft.input),
        Signing::Done(_) => Vec::new(),
    };
    case.request(&genuine, &draft.token(&signature))
}

async fn send(visitor: &Visitor, path: &str, request: &Request) -> TestResponse {
    let method = Method::from_bytes(request.method.as_bytes()).unwrap();
    let path = match &request.query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut sent = visitor.app.request(method, &path);
    for (name, value) in &request.headers {
        sent = sent.header(*name, value);
    }
    if let Some(token) = &request.cookie {
        sent = sent
            .header("sec-fetch-site", "same-origin")
            .header("cookie", format!("{ACCESS_COOKIE}={token}"));
    }
    if let Some((media_type, body)) = &request.body {
        sent = sent.header("content-type", *media_type).body(body.clone());
    }
    TestResponse::of(sent).await
}

/// The naive verifier makes mistakes; it is not blind, or the lab would show nothing.
#[tokio::test]
async fn the_naive_verifier_refuses_what_no_mistake_lets_in() {
    let visitor = Visitor::come().await;
    for algorithm in Algorithm::ALL {
        let genuine = visitor.token(algorithm, LabKeyChoice::Strong).await;
        let (input, signature) = genuine.rsplit_once('.').unwrap();
        let first = if signature.starts_with('A') { 'B' } else { 'A' };
        let forged = format!("{input}.{first}{}", &signature[1..]);
        let answer = visitor.me(paths::LAB_NAIVE_ME, &forged).await;
        answer.assert_problem("token_invalid");
        assert_eq!(answer.json()["check"], "signature", "{algorithm:?}");
    }
    for garbage in ["x", "x.y.z", "....", "{", "W10.e30.YQ"] {
        visitor.me(paths::LAB_NAIVE_ME, garbage).await.assert_problem("token_invalid");
    }
}

#[tokio::test]
async fn both_verifiers_accept_what_is_genuine() {
    let visitor = Visitor::come().await;
    for algorithm in Algorithm::ALL {
        let token = visitor.token(algorithm, LabKeyChoice::Strong).await;
        for path in [paths::LAB_NAIVE_ME, paths::LAB_STRICT_ME] {
            let answer = visitor.me(path, &token).await.expect(200);
            let me: LabMe = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!((me.mistake, &*me.roles), (None, &["user".into()][..]));
        }
    }
}

/// The clock of one request, for looking at `exp`, `iat` and the leeway.
#[tokio::test]
async fn s08_s09_the_clock_can_be_shifted_for_one_request() {
    let visitor = Visitor::come().await;
    let token = visitor.token(Algorithm::EdDsa, LabKeyChoice::Strong).await;
    for (offset, check) in [
        ("0", None),
        ("604", None),
        ("605", Some("expiry")),
        ("-5", None),
        ("-6", Some("not_before")),
        ("86400", Some("expiry")),
    ] {
        let answer = visitor.at(paths::LAB_STRICT_ME, &token, offset).await;
        assert_eq!(answer.json()["check"].as_str(), check, "{offset}");
    }
    for wrong in ["86401", "-86401", "1.5", "tomorrow", ""] {
        let answer = visitor.at(paths::LAB_STRICT_ME, &token, wrong).await;
        answer.assert_problem("invalid_field");
        assert_eq!(answer.json()["field"], OFFSET_HEADER, "{wrong}");
    }
    // Nothing else in the server listens to it.
    let ada = visitor.app.signed_in().await;
    assert_eq!(visitor.at(paths::ME, &ada.token, "3600").await.status, 200);
}
