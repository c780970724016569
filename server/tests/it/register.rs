use insta::assert_snapshot;
use serde_json::json;
use shared::api::paths;
use support::{BEHIND_HTTPS, PASSWORD, TestApp, credentials};

#[tokio::test]
async fn an_account_is_made_and_its_name_is_folded() {
    let app = TestApp::start().await;
    let answer = app.register("  Ada ").await.expect(201);
    assert_eq!(answer.json()["username"], "ada");
    assert_eq!(answer.json()["sub"].as_str().unwrap().len(), 22);
    assert_eq!(app.audited().await, ["register"]);
}

#[tokio::test]
async fn a_name_is_given_once_whatever_its_case() {
    let app = TestApp::with_user().await;
    assert_snapshot!(app.register("ADA").await.summary(), @r"
    409 code=username_taken
    ada is somebody else's name here; choose another
    ");
    assert_eq!(app.audited().await, ["register"]);
}

#[tokio::test]
async fn of_many_who_want_one_name_one_gets_it() {
    let app = TestApp::start().await;
    let (a, b, c) = tokio::join!(app.register("ada"), app.register("ada"), app.register("Ada"));
    let mut statuses = [a, b, c].map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409]);
}

#[tokio::test]
async fn s23_the_rules_are_told_with_the_field() {
    let app = TestApp::start().await;
    let attempt = async |username: &str, password: &str| {
        app.post(paths::REGISTER, credentials(username, password)).await.summary()
    };
    assert_snapshot!(attempt("ad", PASSWORD).await, @r"
    422 code=invalid_field field=username
    a user name has at least 3 characters
    ");
    assert_snapshot!(attempt("ada lovelace", PASSWORD).await, @r"
    422 code=invalid_field field=username
    a user name is made of the letters a to z, digits, '.', '_' and '-'
    ");
    assert_snapshot!(attempt("ada", "fourteen chars").await, @r"
    422 code=invalid_field field=password
    a password has at least 15 characters; a few words in a row are easy to remember
    ");
    assert_snapshot!(attempt("ada", &"x".repeat(129)).await, @r"
    422 code=invalid_field field=password
    a password has at most 128 characters
    ");
}

#[tokio::test]
async fn s24_common_and_context_words_are_refused_with_the_reason() {
    let app = TestApp::with_flags(&BEHIND_HTTPS).await;
    let attempt = async |password: &str| {
        app.post(paths::REGISTER, credentials("grasshopper", password)).await
    };
    for (password, weakness) in [
        ("Password123456!", "common"),
        ("비밀번호비밀번호비밀번호비밀번호", "common"),
        ("Grasshopper 2026", "context"),
        ("claimcheckclaimcheck", "context"),
        ("login.example.com", "context"),
        ("xxxxxxxxxxxxxxx", "repeat"),
        (&" ".repeat(128), "repeat"),
        ("abcdefghijklmnop", "sequence"),
    ] {
        let answer = attempt(password).await;
        answer.assert_problem("invalid_field");
        let problem = answer.json();
        assert_eq!(
            (&problem["field"], &problem["weakness"]),
            (&json!("password"), &json!(weakness)),
            "{password}"
        );
        let told = problem.to_string();
        assert!(!told.contains(password), "{told}");
    }
    assert_snapshot!(attempt("xxxxxxxxxxxxxxx").await.summary(), @r"
    422 code=invalid_field field=password
    this password is easy to guess: it repeats itself; a few words that have nothing to do with each other are not
    ");
    assert_eq!(app.audited().await, [""; 0]);
}

#[tokio::test]
async fn s24_there_are_no_rules_of_composition() {
    let app = TestApp::start().await;
    for (username, password) in [
        ("ada", "nine blue herons"),
        ("bob", "우리 집 강아지는 복슬강아지"),
        ("cyd", "739104825561073"),
        ("dan", "      a heron in a coat      "),
    ] {
        assert_eq!(
            app.post(paths::REGISTER, credentials(username, password)).await.status,
            201,
            "{password}"
        );
    }
}

#[tokio::test]
async fn s23_the_minimum_can_be_configured() {
    let app = TestApp::with_flags(&["--password-min", "8"]).await;
    assert_eq!(app.post(paths::REGISTER, credentials("ada", "vK3q9z2p")).await.status, 201);
    assert_eq!(app.get(paths::INFO).await.json()["password_min"], 8);
}
