use reqwest::Method;
use server::auth::caller::Caller;
use shared::api::paths;
use support::{Ask, PASSWORD, TestApp, credentials};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// The caller of the newest event.
async fn recorded(app: &TestApp) -> Caller {
    let newest = "SELECT id, caller FROM audit_events ORDER BY rowid DESC LIMIT 1";
    let rows: Vec<(String, String)> = app.rows(newest).await;
    let (id, sealed) = &rows[0];
    app.state.seals.callers.open("audit_events", id, sealed).unwrap()
}

async fn sign_in_through(app: &TestApp, forwarded: &str) {
    let request = app
        .request(Method::POST, paths::LOGIN)
        .header("x-forwarded-for", forwarded)
        .header("user-agent", BROWSER)
        .json(&credentials("ada", PASSWORD));
    assert_eq!(request.ask().await.status, 200);
}

#[tokio::test]
async fn s29_an_address_that_the_client_made_up_is_ignored() {
    let app = TestApp::with_user().await;
    sign_in_through(&app, "198.51.100.7").await;
    let caller = recorded(&app).await;
    assert_eq!(caller.address.to_string(), "127.0.0.1");
    assert_eq!(caller.user_agent.as_deref(), Some(BROWSER));
}

#[tokio::test]
async fn s29_the_word_of_a_configured_proxy_is_taken() {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.0/8,10.0.0.0/8"]).await;
    app.register("ada").await;
    for (forwarded, address) in [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("203.0.113.9, nobody", "127.0.0.1"),
    ] {
        sign_in_through(&app, forwarded).await;
        assert_eq!(recorded(&app).await.address.to_string(), address, "{forwarded}");
    }
}

#[tokio::test]
async fn addresses_are_not_in_the_clear_in_the_database() {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    app.register("ada").await;
    sign_in_through(&app, "198.51.100.7").await;
    let sealed: Vec<(String,)> =
        app.rows("SELECT caller FROM sessions UNION ALL SELECT caller FROM audit_events").await;
    assert_eq!(sealed.len(), 3);
    for (path, bytes) in app.files() {
        let content = String::from_utf8_lossy(&bytes);
        for clear in ["198.51.100.7", "Firefox"] {
            assert!(!content.contains(clear), "{clear} is in {path}");
        }
    }
}
