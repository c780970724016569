//! What the lesson shows of a sealed profile.

use crate::lesson::with_lab;
use lesson_shared::paths;
use reqwest::Method;
use serde_json::json;
use support::app::TestApp;

#[tokio::test]
async fn the_lab_shows_what_the_database_has_of_oneself() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let ada = app.signed_in().await;
    let sealed = || app.send(Method::GET, paths::LAB_PROFILE, &ada.token, None);
    assert_eq!(sealed().await.json(), json!({ "columns": [] }));
    let profile = json!({
        "version": 0,
        "display_name": "canary",
        "email": "canary@example.com",
        "phone": "",
        "note": "canary",
        "more": [{ "name": "canary size", "value": "canary 38" }],
    });
    app.send(Method::PUT, paths::PROFILE, &ada.token, profile).await;
    let answer = sealed().await;
    let shown = answer.json()["columns"].as_array().unwrap().clone();
    let columns: Vec<_> = shown.iter().map(|column| &column["column"]).collect();
    assert_eq!(columns, ["display_name", "email", "note", "more"]);
    assert!(!answer.text().contains("canary"));
    let (email,): (String,) =
        sqlx::query_as("SELECT email FROM profiles").fetch_one(&app.state.db).await.unwrap();
    assert_eq!(shown[1]["sealed"], email);
    assert_eq!(app.get(paths::LAB_PROFILE).await.code(), "token_missing");
}
