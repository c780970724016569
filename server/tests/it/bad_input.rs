use crate::described::{Operation, operations};
use insta::assert_snapshot;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use shared::api::paths;
use support::{Ask, PASSWORD, TestApp, TestResponse};

/// Every operation that takes a body, and a server with an admin who may ask all of them.
async fn start() -> (TestApp, String, Vec<Operation>) {
    let (app, root) = TestApp::with_admin().await;
    let mut operations = operations(&app).await;
    operations.retain(|operation| operation.has_body);
    assert!(operations.len() > 5, "{operations:?}");
    (app, root.token, operations)
}

fn request(app: &TestApp, token: &str, operation: &Operation) -> RequestBuilder {
    let request = app.request(operation.method.clone(), &operation.path);
    if operation.wants_token { request.bearer_auth(token) } else { request }
}

async fn send_to(
    app: &TestApp,
    token: &str,
    operation: &Operation,
    body: impl Into<Vec<u8>>,
) -> TestResponse {
    request(app, token, operation)
        .header("content-type", "application/json")
        .body(body.into())
        .ask()
        .await
}

#[tokio::test]
async fn what_is_not_json_is_a_problem_at_every_endpoint() {
    let (app, token, operations) = start().await;
    let deep = "[".repeat(10_000);
    for operation in operations {
        let path = &operation.path;
        for body in [
            "",
            " ",
            "{",
            "}",
            "{}x",
            "{} {}",
            "username=ada",
            "{'username':'ada'}",
            "\u{0}",
            "nul",
            &deep,
        ] {
            let answer = send_to(&app, &token, &operation, body).await;
            assert_eq!(answer.status, 400, "{path} {body:.20}: {}", answer.summary());
            answer.assert_problem("malformed_body");
        }
        let answer = send_to(&app, &token, &operation, b"{\"username\":\"\xff\"}").await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.summary());
    }
}

#[tokio::test]
async fn what_is_no_object_or_has_unknown_fields_is_a_problem_at_every_endpoint() {
    let (app, token, operations) = start().await;
    for operation in operations {
        let path = &operation.path;
        for body in ["null", "[]", "1", "\"{}\"", "true", r#"["ada", "password"]"#] {
            let answer = send_to(&app, &token, &operation, body).await;
            assert_eq!(answer.status, 422, "{path} {body}: {}", answer.summary());
            answer.assert_problem("invalid_field");
        }
        let answer = send_to(&app, &token, &operation, r#"{"admin":true}"#).await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.summary());
        assert_eq!(answer.json()["field"], "admin");
    }
}

#[tokio::test]
async fn a_wrong_field_is_named_and_its_value_is_not_repeated() {
    let app = TestApp::start().await;
    for path in [paths::REGISTER, paths::LOGIN] {
        for (body, field) in [
            (json!({}), "username"),
            (json!({ "username": "ada" }), "password"),
            (json!({ "password": PASSWORD }), "username"),
            (json!({ "username": 1, "password": PASSWORD }), "username"),
            (json!({ "username": "ada", "password": null }), "password"),
            (json!({ "username": "ada", "password": [PASSWORD] }), "password"),
            (json!({ "username": "ada", "password": { "$ne": PASSWORD } }), "password"),
            (json!({ "username": "ada", "password": PASSWORD, "role": "admin" }), "role"),
        ] {
            let answer = app.post(path, body.clone()).await;
            assert_eq!(answer.status, 422, "{path} {body}: {}", answer.summary());
            answer.assert_wrong_field(field);
            assert!(!answer.text().contains("heron"), "{}", answer.text());
        }
        let twice = format!(r#"{{"username":"ada","username":"bob","password":"{PASSWORD}"}}"#);
        let request = app.request(Method::POST, path).header("content-type", "application/json");
        assert_eq!(request.body(twice).ask().await.json()["field"], "username");
    }
    for (member, value) in [
        ("storage", json!("pocket")),
        ("storage", json!(1)),
        ("lifetime", json!(-1)),
        ("lifetime", json!("60")),
    ] {
        let body = json!({ "username": "ada", "password": PASSWORD, member: value });
        let answer = app.post(paths::LOGIN, body).await;
        assert_eq!((answer.status.as_u16(), answer.json()["field"].as_str()), (422, Some(member)));
    }
    assert!(app.audited().await.is_empty());
}

#[tokio::test]
async fn a_field_name_of_any_length_is_told_shortened() {
    let app = TestApp::start().await;
    let answer = app.post(paths::LOGIN, json!({ "x".repeat(9000): 1 })).await;
    assert_eq!(answer.json()["field"], "x".repeat(64));
}

#[tokio::test]
async fn s50_a_body_of_more_than_16_kib_or_a_profile_of_more_than_64_is_refused_by_length() {
    let (app, token, operations) = start().await;
    for operation in operations {
        let path = &operation.path;
        let most = if *path == paths::PROFILE { 64 } else { 16 } * 1024;
        let answer = send_to(&app, &token, &operation, vec![b' '; most + 1]).await;
        assert_eq!(answer.status, 413, "{path}");
        answer.assert_problem("body_too_large");
        let told = format!("at most {most} bytes");
        assert!(answer.text().contains(&told), "{path}: {}", answer.summary());
        let answer = send_to(&app, &token, &operation, vec![b' '; most]).await;
        assert_eq!(answer.status, 400, "{path}");
    }
}

#[tokio::test]
async fn s50_a_body_that_is_not_declared_as_json_is_refused() {
    let (app, token, operations) = start().await;
    for operation in operations {
        let path = &operation.path;
        for content_type in
            [None, Some("text/plain"), Some("application/jsonp"), Some("application/xml"), Some("")]
        {
            let mut request = request(&app, &token, &operation).body("{}");
            if let Some(content_type) = content_type {
                request = request.header("content-type", content_type);
            }
            let answer = request.ask().await;
            assert_eq!(answer.status, 415, "{path} {content_type:?}");
            answer.assert_problem("unsupported_media_type");
        }
        let request = request(&app, &token, &operation)
            .header("content-type", "Application/JSON; charset=utf-8");
        assert_ne!(request.body("{}").ask().await.status, 415);
    }
}

#[tokio::test]
async fn s50_a_wrong_method_is_told_the_right_ones() {
    let app = TestApp::start().await;
    for (path, wrong, allowed) in [
        (paths::LOGIN, Method::GET, "POST"),
        (paths::REGISTER, Method::PUT, "POST"),
        (paths::REFRESH, Method::DELETE, "POST"),
        (paths::LOGOUT, Method::PATCH, "POST"),
        (paths::ME, Method::POST, "GET,HEAD,DELETE"),
        (paths::INFO, Method::DELETE, "GET,HEAD"),
        (paths::PROFILE, Method::POST, "GET,HEAD,PUT"),
        (paths::PASSWORD, Method::GET, "PUT"),
        (paths::SESSIONS, Method::POST, "GET,HEAD,DELETE"),
        ("/api/me/sessions/x", Method::GET, "DELETE"),
        (paths::ADMIN_USERS, Method::DELETE, "GET,HEAD"),
        ("/api/admin/users/x", Method::GET, "PATCH"),
        ("/api/admin/users/x/sessions", Method::PUT, "GET,HEAD,DELETE"),
        ("/api/admin/users/x/sessions/y", Method::GET, "DELETE"),
        ("/healthz", Method::POST, "GET,HEAD"),
        ("/", Method::POST, "GET,HEAD"),
        ("/sign-in", Method::DELETE, "GET,HEAD"),
    ] {
        let answer = app.request(wrong.clone(), path).ask().await;
        assert_eq!(answer.status, 405, "{wrong} {path}");
        answer.assert_problem("method_not_allowed");
        assert_eq!(answer.header("allow"), allowed, "{wrong} {path}");
    }
}

#[tokio::test]
async fn an_unknown_path_of_the_interface_is_a_problem_and_no_page() {
    let app = TestApp::start().await;
    assert_snapshot!(app.get("/api/nothing").await.summary(), @r"
    404 code=not_found
    check the path; the README lists what there is
    ");
    for path in ["/api", "/api/", "/api/auth", "/api/me/", "/api/auth/login/", "/api//me"] {
        for method in [Method::GET, Method::POST] {
            let answer = app.request(method.clone(), path).ask().await;
            assert_eq!(answer.status, 404, "{method} {path}");
            answer.assert_problem("not_found");
        }
    }
}

#[tokio::test]
async fn what_wants_a_token_says_so_before_it_looks_at_anything_else() {
    let app = TestApp::start().await;
    let mut with_token = 0;
    for Operation { method, path, wants_token, .. } in operations(&app).await {
        let answer = app.request(method.clone(), &path).body("{").ask().await;
        let asks = answer.code() == "token_missing";
        assert_eq!(
            asks,
            wants_token,
            "{method} {path} answers {} and is described as {}. A handler asks for a token by taking \
             `CurrentUser` or `Admin`; its description says so under `security`",
            answer.summary(),
            if wants_token { "wanting a token" } else { "open to everybody" }
        );
        if asks {
            assert_eq!(answer.status, 401, "{method} {path}");
            answer.assert_problem("token_missing");
            with_token += 1;
        }
    }
    assert!(with_token > 10, "only {with_token}");
}
