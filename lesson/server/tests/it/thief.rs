use crate::visitor::Visitor;
use lesson_shared::paths;
use serde_json::json;
use shared::api::REFRESH_COOKIE;
use support::response::TestResponse;

async fn thief(visitor: &Visitor, path: &str, refresh: &str) -> TestResponse {
    let cookie = format!("{REFRESH_COOKIE}={refresh}");
    visitor.app.post_with_cookie(path, &cookie).await
}

#[tokio::test]
async fn a38_the_session_dies_of_a_stolen_refresh_token_and_its_owner_is_told() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    let copied = thief(&visitor, paths::LAB_THIEF_COPY, &ada.refresh).await;
    assert_eq!((copied.status.as_u16(), copied.text()), (204, ""));
    let renewed = visitor.app.renew(&ada.refresh).await;
    let refresh = renewed.cookie(REFRESH_COOKIE).unwrap();
    visitor.app.advance(11);
    let used = thief(&visitor, paths::LAB_THIEF_USE, &refresh).await;
    assert_eq!(used.json(), json!({ "status": 401, "code": "refresh_reused" }));
    assert!(used.cookies().is_empty(), "the visitor is not the thief");
    visitor.app.renew(&refresh).await.assert_problem("refresh_refused");
    visitor.app.me(&ada.token).await.assert_problem("session_ended");
    let events = visitor.app.audited().await;
    assert!(events.contains(&"refresh_reused".to_owned()), "{events:?}");
    let again = visitor.app.sign_in(json!({})).await;
    assert!(again.answer.json()["theft"]["at"].is_i64());
}

/// The thief was faster: then it is the owner's renewal that gives both away.
#[tokio::test]
async fn a38_a_thief_who_comes_first_gets_a_token_that_nobody_sees() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    thief(&visitor, paths::LAB_THIEF_COPY, &ada.refresh).await;
    let used = thief(&visitor, paths::LAB_THIEF_USE, &ada.refresh).await;
    assert_eq!(used.json(), json!({ "status": 200 }));
    assert!(used.cookies().is_empty());
    visitor.app.advance(11);
    visitor.app.renew(&ada.refresh).await.assert_problem("refresh_reused");
}

#[tokio::test]
async fn a39_only_who_has_the_session_may_have_it_robbed() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    visitor.app.register("eve").await;
    let eve = visitor.app.sign_in(json!({ "username": "eve" })).await;
    thief(&visitor, paths::LAB_THIEF_COPY, &ada.refresh).await;
    // The session of the one under the seal of the other.
    let mut bytes = shared::compact::from_base64url(&ada.refresh).unwrap();
    let other = shared::compact::from_base64url(&eve.refresh).unwrap();
    bytes[24..].copy_from_slice(&other[24..]);
    let forged = shared::compact::base64url(&bytes);
    for path in [paths::LAB_THIEF_COPY, paths::LAB_THIEF_USE] {
        for refresh in [&*forged, "", "x"] {
            thief(&visitor, path, refresh).await.assert_problem("refresh_refused");
        }
    }
    thief(&visitor, paths::LAB_THIEF_USE, &eve.refresh).await.assert_problem("refresh_refused");
    assert_eq!(visitor.app.me(&ada.token).await.status, 200);
    // A copy is good for one use.
    thief(&visitor, paths::LAB_THIEF_USE, &ada.refresh).await;
    thief(&visitor, paths::LAB_THIEF_USE, &ada.refresh).await.assert_problem("refresh_refused");
}

#[tokio::test]
async fn a39_a_token_with_one_bit_changed_renews_nothing_and_ends_nothing() {
    let visitor = Visitor::come().await;
    let ada = visitor.app.signed_in().await;
    let tried = thief(&visitor, paths::LAB_THIEF_FORGE, &ada.refresh).await;
    let refused = json!({ "status": 401, "code": "refresh_refused" });
    let all = json!({ "session": refused, "counter": refused, "seal": refused });
    assert_eq!(tried.json(), all);
    assert!(tried.cookies().is_empty());
    assert_eq!(visitor.app.me(&ada.token).await.status, 200);
    assert_eq!(visitor.app.renew(&ada.refresh).await.status, 200);
    // The first is the demo account.
    let events = ["register", "register", "login"];
    assert_eq!(visitor.app.audited().await, events);
    thief(&visitor, paths::LAB_THIEF_FORGE, "x").await.assert_problem("refresh_refused");
}

#[tokio::test]
async fn s29_a_false_seal_counts_here_as_where_sessions_are_renewed() {
    let visitor = Visitor::come().await;
    let paths = [paths::LAB_THIEF_COPY, paths::LAB_THIEF_USE];
    for path in paths.iter().cycle().take(60) {
        thief(&visitor, path, "x").await.assert_problem("refresh_refused");
    }
    for path in paths {
        thief(&visitor, path, "x").await.assert_problem("too_many_attempts");
    }
    visitor.app.renew("x").await.assert_problem("too_many_attempts");
    // A user with a session is not affected.
    let ada = visitor.app.signed_in().await;
    let copied = thief(&visitor, paths[0], &ada.refresh).await;
    assert_eq!(copied.status, 204);
}

#[tokio::test]
async fn a38_a_copy_is_dropped_after_ten_minutes() {
    let visitor = Visitor::come().await;
    visitor.app.register("ada").await;
    for (wait, status) in [(599, 200), (600, 401)] {
        let refresh = visitor.app.sign_in(json!({})).await.refresh;
        thief(&visitor, paths::LAB_THIEF_COPY, &refresh).await;
        visitor.app.advance(wait);
        let used = thief(&visitor, paths::LAB_THIEF_USE, &refresh).await;
        assert_eq!(used.status, status, "{}", used.text());
    }
}
