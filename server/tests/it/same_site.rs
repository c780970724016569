use reqwest::Method;
use serde_json::json;
use shared::api::paths;
use support::{Ask, BEHIND_HTTPS, PASSWORD, TestApp, credentials};

/// The headers of a request, and whether it passes.
const CASES: &[(&[(&str, &str)], bool)] = &[
    (&[("sec-fetch-site", "same-origin")], true),
    (&[("sec-fetch-site", "same-origin"), ("cookie", "a=b")], true),
    (&[("sec-fetch-site", "same-site")], false),
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "none")], false),
    (&[("sec-fetch-site", "")], false),
    (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "cross-site"), ("origin", "https://login.example.com")], false),
    (&[("sec-fetch-site", "same-origin"), ("origin", "https://login.example.com")], true),
    (&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], false),
    (&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8081")], false),
    (&[("sec-fetch-site", "same-origin"), ("origin", "null")], false),
    (&[("origin", "https://login.example.com")], true),
    (&[("origin", "https://login.example.com"), ("cookie", "a=b")], true),
    (&[("origin", "http://login.example.com")], false),
    (&[("origin", "https://login.example.com.evil.example")], false),
    (&[("origin", "https://evil.example")], false),
    (&[("origin", "null")], false),
    (&[("cookie", "a=b")], false),
    (&[], true),
];

#[tokio::test]
async fn s42_a40_whatever_can_change_something_comes_from_this_site_or_from_no_browser() {
    let app = TestApp::with_flags(&BEHIND_HTTPS).await;
    app.register("ada").await;
    let credentials = credentials("ada", PASSWORD);
    for (path, body, otherwise) in [
        (paths::LOGIN, &credentials, 200),
        (paths::REGISTER, &credentials, 409),
        (paths::REFRESH, &json!({}), 401),
        (paths::LOGOUT, &json!({}), 204),
    ] {
        for (headers, passes) in CASES {
            let mut request = app.request(Method::POST, path).json(body);
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let answer = request.ask().await;
            if *passes {
                assert_eq!(answer.status, otherwise, "{path} {headers:?}: {}", answer.summary());
            } else {
                assert_eq!(answer.status, 403, "{path} {headers:?}: {}", answer.summary());
                answer.assert_problem("cross_site");
                assert!(answer.cookies().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn s42_a40_a_cookie_is_no_proof_on_a_request_of_another_site() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "storage": "http_only_cookie" })).await;
    let token = ada.answer.cookie("claimcheck_access").unwrap();
    let me = || {
        app.request(Method::GET, paths::ME).header("cookie", format!("claimcheck_access={token}"))
    };
    assert_eq!(me().ask().await.code(), "cross_site");
    assert_eq!(me().header("sec-fetch-site", "cross-site").ask().await.code(), "cross_site");
    assert_eq!(me().header("origin", "https://evil.example").ask().await.code(), "cross_site");
    assert_eq!(me().header("sec-fetch-site", "same-origin").ask().await.status, 200);
    assert_eq!(me().header("origin", app.origin()).ask().await.status, 200);
}

#[tokio::test]
async fn s42_a_form_of_another_site_can_send_no_json() {
    let app = TestApp::start().await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        for path in [paths::LOGIN, paths::REGISTER, paths::REFRESH, paths::LOGOUT] {
            let request =
                app.request(Method::POST, path).header("content-type", content_type).body("{}");
            assert_eq!(request.ask().await.status, 415, "{path} {content_type}");
        }
    }
}

#[tokio::test]
async fn s45_no_other_site_may_read_an_answer() {
    let app = TestApp::start().await;
    for method in [Method::OPTIONS, Method::GET] {
        let answer = app
            .request(method, paths::INFO)
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "GET")
            .ask()
            .await;
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
    }
}

#[tokio::test]
async fn s69_a_page_whose_name_was_resolved_to_this_server_is_refused() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let port = app.origin().rsplit(':').next().unwrap();
    for (host, status) in [
        (format!("localhost:{port}"), 200),
        (format!("127.0.0.1:{port}"), 200),
        (format!("evil.example:{port}"), 421),
        (format!("192.168.0.7:{port}"), 421),
        (format!("localhost.evil.example:{port}"), 421),
        ("no host".into(), 421),
    ] {
        let request = app.request_for(&host, Method::GET, paths::ME).bearer_auth(&ada.token);
        let answer = request.ask().await;
        assert_eq!(answer.status, status, "{host}");
        if status == 421 {
            answer.assert_problem("wrong_host");
        }
        // The page and its parts, too, and what a container asks for by the address.
        let page = app.request_for(&host, Method::GET, "/").ask().await;
        assert_eq!(page.status == 421, status == 421, "{host}");
        for path in ["/healthz", "/readyz", paths::JWKS] {
            let request = app.request_for(&host, Method::GET, path);
            assert_eq!(request.ask().await.status, 200, "{host} {path}");
        }
    }
    let request = app.request_for("192.168.0.7:8080", Method::GET, "/");
    let told = request.ask().await.text().to_owned();
    assert!(told.contains("CLAIMCHECK_PUBLIC_URL=http://192.168.0.7:8080"), "{told}");
}

#[tokio::test]
async fn s69_the_page_that_trunk_serves_on_this_machine_may_sign_in() {
    let app = TestApp::start().await;
    app.register("ada").await;
    let sign_in = async |site: &str, origin: &str| {
        let request = app
            .request_for("127.0.0.1:8080", Method::POST, paths::LOGIN)
            .header("origin", origin)
            .header("sec-fetch-site", site)
            .json(&json!({ "username": "ada", "password": PASSWORD }));
        request.ask().await.status
    };
    assert_eq!(sign_in("same-origin", "http://localhost:8081").await, 200);
    // Another program's page on this machine is another origin, and the browser says so.
    assert_eq!(sign_in("same-site", "http://localhost:3000").await, 403);
    assert_eq!(sign_in("same-origin", "http://evil.example:8080").await, 403);
}
