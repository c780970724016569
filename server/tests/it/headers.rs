use insta::{allow_duplicates, assert_snapshot};
use reqwest::Method;
use serde_json::json;
use server::{assets::Assets, headers::content_security_policy};
use shared::api::paths;
use std::fmt::Write;
use support::{Ask, BEHIND_HTTPS, TestApp, TestResponse};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A page, an answer, and every kind of failure.
async fn one_of_each(app: &TestApp) -> Vec<TestResponse> {
    vec![
        app.get("/").await,
        app.get("/nothing.js").await,
        app.get(paths::INFO).await,
        app.get(paths::ME).await,
        app.me("not.a.token").await,
        app.get("/api/nothing").await,
        app.get(paths::LOGIN).await,
        app.get("/healthz").await,
        app.post(paths::LOGIN, json!({ "username": "eve", "password": "x" })).await,
        app.post(paths::LOGIN, json!([])).await,
        app.post(paths::LOGOUT, json!({})).await,
        app.request(Method::POST, paths::LOGIN).header("sec-fetch-site", "cross-site").ask().await,
    ]
}

#[tokio::test]
async fn s43_s44_security_headers_are_on_every_answer() {
    let app = TestApp::start().await;
    for answer in one_of_each(&app).await {
        let mut told = String::new();
        for name in [
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
        ] {
            let _ = writeln!(told, "{name}: {}", answer.header(name));
        }
        allow_duplicates! { assert_snapshot!(told, @r"
        x-content-type-options: nosniff
        referrer-policy: no-referrer
        cross-origin-opener-policy: same-origin
        cross-origin-resource-policy: same-origin
        permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
        "); }
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; "));
        assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1);
        for name in ["strict-transport-security", "server"] {
            assert!(!answer.headers.contains_key(name), "{name}");
        }
    }
}

#[tokio::test]
async fn s44_on_https_the_browser_is_told_to_stay_there() {
    let app = TestApp::with_flags(&BEHIND_HTTPS).await;
    for answer in one_of_each(&app).await {
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
    }
}

#[tokio::test]
async fn s43_the_policy_allows_what_the_client_needs_and_nothing_inline() {
    let policy = content_security_policy(&["sha256-AAAA", "sha256-BBBB"]);
    assert_snapshot!(policy.to_str().unwrap().replace("; ", "\n"), @r"
    default-src 'none'
    script-src 'self' 'wasm-unsafe-eval' 'sha256-AAAA' 'sha256-BBBB'
    style-src 'self'
    img-src 'self' data:
    font-src 'self'
    connect-src 'self'
    worker-src 'self'
    manifest-src 'self'
    base-uri 'none'
    object-src 'none'
    form-action 'self'
    frame-ancestors 'none'
    ");
    let app = TestApp::start().await;
    let sent = app.get("/").await.header("content-security-policy").to_owned();
    for hash in Assets::embedded().script_hashes {
        assert!(sent.contains(&format!("'{hash}'")), "{sent}");
    }
    assert!(!sent.contains("unsafe-inline") && !sent.contains("'unsafe-eval'"), "{sent}");
}

#[tokio::test]
async fn s46_answers_of_the_interface_are_not_stored() {
    let (app, ada) = TestApp::with_ada().await;
    let renewed = app.renew(&ada.refresh).await;
    for answer in [
        ada.answer,
        renewed,
        app.me(&ada.token).await,
        app.get(paths::INFO).await,
        app.log_out(&ada.token).await,
        app.get("/readyz").await,
    ] {
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn s50_a27_headers_of_more_than_32_kib_are_refused_by_length() {
    let app = TestApp::start().await;
    let request = app.request(Method::GET, "/").build().unwrap();
    let port = request.url().port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    // Not a byte more, so that none is left unread when the server closes.
    let start = "GET /healthz HTTP/1.1\r\nhost: localhost\r\ncookie: ";
    let head = format!("{start}{}", "a".repeat(32 * 1024 - start.len()));
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}
