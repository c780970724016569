use crate::visitor::Visitor;
use lesson_shared::{
    lab::LabKeyChoice,
    paths,
    trace::{HEADER, Trace},
};
use reqwest::Method;
use serde_json::json;
use shared::{Stage, verify::Algorithm};
use support::response::TestResponse;

fn told(answer: &TestResponse) -> (Vec<&'static str>, u32) {
    let trace: Trace = answer.header(HEADER).parse().unwrap();
    let stages = trace.stages.iter().map(|(stage, _)| stage.name());
    (stages.collect(), trace.db)
}

#[tokio::test]
async fn a_login_tells_the_stages_that_really_ran() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    let (stages, db) = told(&ada.answer);
    assert_eq!(stages, ["find_user", "limits", "password", "session_row", "sign", "total"]);
    assert!(db >= 3, "{db}");
    let trace: Trace = ada.answer.header(HEADER).parse().unwrap();
    assert!(trace.of(Stage::Password) > trace.of(Stage::Sign));
    assert!(trace.of(Stage::Total) > trace.of(Stage::Password));
}

#[tokio::test]
async fn a_verified_request_asks_no_database_and_a_refused_one_stops_at_its_check() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    let verified = ["parse", "signature", "claims", "revoked", "total"];
    assert_eq!(told(&visitor.app.me(&ada.token).await), (verified.into(), 0));
    let token = visitor.token(Algorithm::Rs256, LabKeyChoice::Strong).await;
    let strict = visitor.me(paths::LAB_STRICT_ME, &token).await;
    assert_eq!(told(&strict), (verified.into(), 0));

    let (input, _) = ada.token.rsplit_once('.').unwrap();
    let forged = visitor.app.me(&format!("{input}.AAAA")).await;
    assert_eq!(told(&forged), (vec!["parse", "signature", "total"], 0));
    let nothing = visitor.app.get(paths::ME).await;
    assert_eq!(told(&nothing), (vec!["total"], 0));
}

#[tokio::test]
async fn a_renewal_and_an_end_tell_theirs() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    let renewed = visitor.app.renew(&ada.refresh).await;
    let renewal = vec!["find_session", "seal", "renewal_row", "sign", "total"];
    assert_eq!(told(&renewed), (renewal, 2));
    let token = renewed.json()["access_token"].as_str().unwrap().to_owned();
    let (stages, db) = told(&visitor.app.log_out(&token).await);
    assert_eq!(&stages[3..], ["end_row", "total"], "{stages:?}");
    // In a task of its own, and counted all the same: whether it has ended, and the end.
    assert_eq!(db, 2);
}

/// What is told must not tell who has an account.
#[tokio::test]
async fn s27_an_unknown_name_and_a_wrong_password_take_the_same_stages() {
    let visitor = Visitor::come().await;
    visitor.app.register("ada").await;
    let mut seen = Vec::new();
    for username in ["ada", "nobody"] {
        let body = json!({ "username": username, "password": "not the password at all" });
        let refused = visitor.app.post(paths::LOGIN, body).await;
        assert_eq!(refused.status, 401);
        let header = refused.header(HEADER);
        assert!(!header.contains("dur"), "{header}");
        seen.push(told(&refused));
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].0.contains(&"password"));
}

#[tokio::test]
async fn nothing_else_tells_what_it_took() {
    let visitor = Visitor::come().await;
    for path in [paths::INFO, paths::LAB, paths::LAB_NAIVE_ME, "/healthz", "/"] {
        let answer = TestResponse::of(visitor.app.request(Method::GET, path)).await;
        assert!(!answer.headers.contains_key(HEADER), "{path}");
    }
}
