use reqwest::Method;
use serde_json::json;
use shared::api::paths;
use support::{Ask, TestApp};

fn value(metrics: &str, sample: &str) -> Option<f64> {
    let line = metrics
        .lines()
        .find(|line| line.strip_prefix(sample).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[tokio::test]
async fn requests_are_counted_by_route_and_not_by_what_was_typed() {
    let (app, ada) = TestApp::with_ada().await;
    for id in ["AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"] {
        let path = paths::SESSION.replace("{id}", id);
        app.send(Method::DELETE, &path, &ada.token, None).await;
    }
    app.get("/api/canary").await;
    app.get("/canary?canary=1").await;
    app.request(Method::from_bytes(b"CANARY").unwrap(), paths::ME).ask().await;
    let metrics = app.metrics().await;
    let sample =
        r#"claimcheck_requests_total{method="DELETE",route="/api/me/sessions/{id}",status="404"}"#;
    assert_eq!(value(&metrics, sample), Some(2.0), "{metrics}");
    let sample = r#"claimcheck_requests_total{method="other",route="/api/me",status="405"}"#;
    assert_eq!(value(&metrics, sample), Some(1.0), "{metrics}");
    let sample = r#"claimcheck_request_seconds_count{method="POST",route="/api/auth/login"}"#;
    assert_eq!(value(&metrics, sample), Some(1.0), "{metrics}");
    assert!(metrics.contains(r#"method="GET",route="",status="404""#), "{metrics}");
    assert!(metrics.contains("claimcheck_build_info{version="), "{metrics}");
    assert!(!metrics.to_lowercase().contains("canary"), "{metrics}");
}

#[tokio::test]
async fn refusals_are_counted_by_check_and_events_by_name() {
    let (app, ada) = TestApp::with_ada().await;
    app.me("nonsense").await;
    app.get(paths::ME).await;
    app.get(paths::ME).await;
    app.log_out(&ada.token).await;
    app.me(&ada.token).await;
    let metrics = app.metrics().await;
    for (sample, expected) in [
        (r#"claimcheck_token_refusals_total{check="token_missing"}"#, 2.0),
        (r#"claimcheck_token_refusals_total{check="session"}"#, 1.0),
        (r#"claimcheck_token_refusals_total{check="parts"}"#, 1.0),
        (r#"claimcheck_events_total{event="login"}"#, 1.0),
        (r#"claimcheck_events_total{event="logout"}"#, 1.0),
        ("claimcheck_revoked_sessions", 1.0),
        ("claimcheck_password_hashes", 0.0),
        ("claimcheck_panics_total", 0.0),
    ] {
        assert_eq!(value(&metrics, sample), Some(expected), "{sample} in {metrics}");
    }
    let _slot = app.state.limits.hashing.take_slot().unwrap();
    assert_eq!(value(&app.metrics().await, "claimcheck_password_hashes"), Some(1.0));
}

#[tokio::test]
async fn the_public_has_no_metrics() {
    let app = TestApp::start().await;
    app.get("/metrics").await.assert_problem("not_found");
    app.post("/metrics", json!({})).await.assert_problem("not_found");
}
