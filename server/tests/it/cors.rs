use reqwest::Method;
use serde_json::json;
use shared::api::paths;
use support::{Ask, PASSWORD, TestApp, TestResponse, credentials};

const LISTED: &str = "https://app.example.com";
const OTHER: &str = "https://evil.example";

async fn with_origins() -> TestApp {
    let origins = "https://app.example.com,http://localhost:3000";
    TestApp::with_flags(&["--cors-origins", origins]).await
}

async fn preflight(app: &TestApp, origin: &str) -> TestResponse {
    app.request(Method::OPTIONS, paths::ME)
        .header("origin", origin)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization,content-type")
        .ask()
        .await
}

async fn log_in(app: &TestApp, origin: &str, site: &str) -> TestResponse {
    app.request(Method::POST, paths::LOGIN)
        .header("origin", origin)
        .header("sec-fetch-site", site)
        .json(&credentials("ada", PASSWORD))
        .ask()
        .await
}

fn assert_no_cors(answer: &TestResponse) {
    let names = answer.headers.keys().map(ToString::to_string);
    let cors: Vec<_> = names.filter(|name| name.starts_with("access-control-allow-o")).collect();
    assert!(cors.is_empty(), "{cors:?}");
}

#[tokio::test]
async fn s45_without_a_list_no_other_origin_is_allowed_anything() {
    let app = TestApp::with_user().await;
    let asked = preflight(&app, LISTED).await;
    assert_no_cors(&asked);
    assert_eq!(asked.status, 405);
    let refused = log_in(&app, LISTED, "same-site").await;
    assert_no_cors(&refused);
    refused.assert_problem("cross_site");
}

#[tokio::test]
async fn s45_a_listed_origin_may_call_with_credentials() {
    let app = with_origins().await;
    app.register("ada").await;
    let asked = preflight(&app, LISTED).await.expect(200);
    assert_eq!(asked.header("access-control-allow-origin"), LISTED);
    assert_eq!(asked.header("access-control-allow-credentials"), "true");
    assert_eq!(asked.header("access-control-allow-methods"), "GET,POST,PUT,PATCH,DELETE");
    assert_eq!(
        asked.header("access-control-allow-headers"),
        "authorization,content-type,idempotency-key"
    );
    assert_eq!(asked.header("access-control-max-age"), "600");

    for site in ["same-site", "cross-site"] {
        let answer = log_in(&app, LISTED, site).await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), LISTED);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert_eq!(answer.header("access-control-expose-headers"), "www-authenticate,retry-after");
        assert!(answer.header("vary").contains("origin"));
    }
    // A failure can be read there, too.
    let refused = app.request(Method::GET, paths::ME).header("origin", LISTED).ask().await;
    refused.assert_problem("token_missing");
    assert_eq!(refused.header("access-control-allow-origin"), LISTED);
}

#[tokio::test]
async fn s45_the_list_is_exact() {
    let app = with_origins().await;
    app.register("ada").await;
    for origin in [
        OTHER,
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.example",
        "https://sub.app.example.com",
        "HTTPS://APP.EXAMPLE.COM",
        "null",
    ] {
        assert_no_cors(&preflight(&app, origin).await);
        let refused = log_in(&app, origin, "cross-site").await;
        assert_no_cors(&refused);
        refused.assert_problem("cross_site");
    }
}

#[tokio::test]
async fn s45_a_request_of_a_listed_origin_rides_on_the_cookies_that_it_carries() {
    let app = with_origins().await;
    let ada = app.signed_in().await;
    let renew = async |origin: &str| {
        app.request(Method::POST, paths::REFRESH)
            .header("cookie", ada.refresh_cookie())
            .header("origin", origin)
            .header("sec-fetch-site", "same-site")
            .json(&json!({}))
            .ask()
            .await
    };
    renew(OTHER).await.assert_problem("cross_site");
    assert_eq!(renew(LISTED).await.status, 200);
}

#[tokio::test]
async fn s45_the_keys_and_the_metadata_are_for_every_origin() {
    for app in [TestApp::start().await, with_origins().await] {
        for path in [paths::JWKS, paths::METADATA] {
            for origin in [OTHER, "null"] {
                let request = app.request(Method::GET, path).header("origin", origin);
                let answer = request.ask().await;
                assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
                assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
            }
        }
        let info = app.request(Method::GET, paths::INFO).header("origin", OTHER).ask();
        assert_no_cors(&info.await);
    }
}
