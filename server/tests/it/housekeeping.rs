//! Housekeeping deletes what no request can need any more, and nothing else.

use serde_json::json;
use server::ops::housekeeping::clean;
use support::TestApp;

const DAY: u64 = 24 * 60 * 60;

/// How many rows of a table housekeeping leaves. How many it deletes says nothing: the server also cleans when it
/// starts.
async fn left(app: &TestApp, table: &str) -> i64 {
    clean(&app.state).await.unwrap();
    app.count(table).await
}

#[tokio::test]
async fn sessions_stay_until_no_token_of_theirs_can_be_valid() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ended = app.signed_in().await;
    let alive = app.sign_in(json!({})).await;
    app.log_out(&ended.token).await;
    app.advance(605);
    assert_eq!(left(&app, "sessions").await, 2);
    // A node that starts now still has to know.
    let app = app.restart().await;
    assert_eq!(app.renew(&ended.refresh).await.code(), "refresh_refused");
    app.advance(DAY - 1800);
    let renewed = app.renew(&alive.refresh).await;
    let refresh = renewed.refresh_token();
    app.advance(3600);
    assert_eq!(left(&app, "sessions").await, 1);
    app.advance(2 * DAY);
    assert_eq!(left(&app, "sessions").await, 0);
    assert_eq!(app.renew(&refresh).await.code(), "refresh_refused");
    assert_eq!(left(&app, "users").await, 1);
}

#[tokio::test]
async fn the_audit_is_kept_as_long_as_it_was_asked_for() {
    let flags = ["--audit-retention", "2d", "--refresh-absolute", "2d"];
    let app = TestApp::with_flags(&flags).await;
    app.register("ada").await;
    app.advance(DAY);
    app.register("bob").await;
    app.advance(DAY);
    assert_eq!(left(&app, "audit_events").await, 2);
    app.advance(1);
    assert_eq!(left(&app, "audit_events").await, 1);
    assert_eq!(app.audited().await, ["register"]);
}

#[tokio::test]
async fn forgiven_failures_are_forgotten() {
    let app = TestApp::start().await;
    // The first try of a site is counted in memory.
    for _ in 0..2 {
        app.log_in("nobody", "not a password of anybody").await;
    }
    assert_eq!(left(&app, "login_failures").await, 1);
    app.advance(3600);
    assert_eq!(left(&app, "login_failures").await, 0);
}

/// More than one batch, so that the loop is seen to go on and to end.
#[tokio::test]
async fn any_number_goes_a_little_at_a_time() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO audit_events (id, at, event) WITH RECURSIVE n(i) AS \
         (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) \
         SELECT 'event-' || i, i, 'login_failed' FROM n",
    )
    .await;
    assert_eq!(left(&app, "audit_events").await, 0);
}
