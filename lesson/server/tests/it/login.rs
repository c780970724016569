use crate::{lesson::with_lab, visitor::Visitor};
use lesson_shared::{
    lab::{USERNAME, words::WORDS},
    paths,
};
use reqwest::Method;
use serde_json::json;
use support::{
    app::{PASSWORD, TestApp},
    response::TestResponse,
};

#[tokio::test]
async fn a44_the_naive_login_is_guessed_and_tells_which_names_there_are() {
    let visitor = Visitor::come().await;
    let guess = |username, password| visitor.guess(paths::LAB_NAIVE_LOGIN, username, password);
    let unknown = guess("bob", "secret").await;
    let known = guess(USERNAME, "no word of the list").await;
    unknown.assert_problem("wrong_credentials");
    known.assert_problem("wrong_credentials");
    assert_ne!(unknown.text(), known.text());
    let mut guessed = 0;
    for word in WORDS {
        guessed += u32::from(guess(USERNAME, word).await.status == 200);
    }
    assert_eq!(guessed, 1);
}

#[tokio::test]
async fn a44_the_strict_login_lets_nobody_guess_for_long_and_tells_nothing() {
    let visitor = Visitor::come().await;
    let guess = |username, password| visitor.guess(paths::LAB_STRICT_LOGIN, username, password);
    let unknown = guess("bob", "no word of the list").await;
    let known = guess(USERNAME, "no word of the list").await;
    unknown.assert_problem("wrong_credentials");
    assert_eq!(unknown.text(), known.text());
    for _ in 0..8 {
        assert_eq!(guess(USERNAME, "no word of the list").await.status, 401);
    }
    let refused = guess(USERNAME, "no word of the list").await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "36");
    let unknown = guess("bob", "no word of the list").await;
    assert_eq!(unknown.text(), refused.text());

    // The real login counts for itself.
    visitor.app.register("ada").await;
    let real = json!({ "username": "ada", "password": PASSWORD });
    assert_eq!(visitor.app.post(paths::LOGIN, real).await.status, 200);
}

#[tokio::test]
async fn the_right_password_opens_the_strict_login_and_uses_up_no_try() {
    let visitor = Visitor::come().await;
    let mut password = None;
    for word in WORDS {
        let answer = visitor.guess(paths::LAB_NAIVE_LOGIN, USERNAME, word).await;
        password = password.or((answer.status == 200).then_some(*word));
    }
    for _ in 0..12 {
        let answer = visitor.guess(paths::LAB_STRICT_LOGIN, USERNAME, password.unwrap()).await;
        assert_eq!(answer.json(), json!({ "username": USERNAME }));
    }
}

/// Under IPv6 one customer has many networks.
#[tokio::test]
async fn a44_s28_the_strict_login_counts_by_the_site_too() {
    let app = TestApp::assembled(&["--trusted-proxies", "127.0.0.1"], with_lab()).await;
    let guess = async |from: String| {
        let request = app.request(Method::POST, paths::LAB_STRICT_LOGIN);
        let body = json!({ "username": USERNAME, "password": "no word of the list" });
        TestResponse::of(request.header("x-forwarded-for", from).json(&body)).await
    };
    for network in 0..40 {
        guess(format!("2001:db8:1:{network:x}::1")).await.assert_problem("wrong_credentials");
    }
    let refused = guess("2001:db8:1:ffff::1".into()).await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "45");
    guess("2001:db8:2::1".into()).await.assert_problem("wrong_credentials");
}
