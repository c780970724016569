//! Several nodes on one database: what one of them ends, the others refuse.

use reqwest::Method;
use serde_json::json;
use server::auth::revoked::STALE;
use shared::api::paths;
use support::{PASSWORD, TestApp, TestSession, until};

const URL: [&str; 2] = ["--public-url", "http://localhost:8080"];

async fn two_nodes() -> (TestApp, TestApp, TestSession) {
    let here = TestApp::with_flags(&URL).await;
    let there = here.node_beside().await;
    let ada = here.signed_in().await;
    assert_eq!(there.me(&ada.token).await.status, 200);
    (here, there, ada)
}

async fn catch_up(node: &TestApp) {
    let (db, now) = (&node.state.db, node.state.clock.now());
    node.state.revoked.catch_up(db, now).await.unwrap();
}

#[tokio::test]
async fn s37_a37_a_logout_here_is_a_logout_there() {
    let (here, there, ada) = two_nodes().await;
    let other = here.sign_in(json!({})).await;
    here.log_out(&ada.token).await;
    catch_up(&there).await;
    assert_eq!(there.me(&ada.token).await.code(), "session_ended");
    assert_eq!(there.renew(&ada.refresh).await.code(), "refresh_refused");
    assert_eq!(there.me(&other.token).await.status, 200);
}

#[tokio::test]
async fn s38_what_ends_many_sessions_here_ends_them_there() {
    let (here, there, ada) = two_nodes().await;
    let root = here.admin().await;
    let change = json!({ "current": PASSWORD, "new": "seven green kettles sing" });
    let body = json!({ "disabled": true });
    let disable = paths::ADMIN_USER.replace("{id}", &ada.sub());
    let others = format!("{}?keep=current", paths::SESSIONS);
    for (method, path, token, body) in [
        (Method::DELETE, &*others, &ada.token, None),
        (Method::PUT, paths::PASSWORD, &ada.token, Some(change)),
        (Method::PATCH, &*disable, &root.token, Some(body)),
    ] {
        let ended = if method == Method::PATCH {
            // The session that has changed the password is the only one left.
            ada.token.clone()
        } else {
            here.sign_in(json!({})).await.token
        };
        assert_eq!(there.me(&ended).await.status, 200);
        let answer = here.send(method, path, token, body).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.summary());
        catch_up(&there).await;
        assert_eq!(there.me(&ended).await.code(), "session_ended");
    }
}

#[tokio::test]
async fn s37_a_clock_that_goes_wrong_by_less_than_a_minute_hides_no_end() {
    let (here, there, ada) = two_nodes().await;
    catch_up(&there).await;
    here.set_back(59);
    here.post_with_cookie(paths::LOGOUT, &ada.refresh_cookie()).await.expect(204);
    here.advance(59);
    catch_up(&there).await;
    assert_eq!(there.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn s37_s54_a_clock_that_jumps_ahead_and_back_brings_no_session_back() {
    let app = TestApp::with_flags(&URL).await;
    let ada = app.signed_in().await;
    let other = app.sign_in(json!({})).await;
    app.log_out(&ada.token).await;
    app.advance(3600);
    catch_up(&app).await;
    // Something else that ends makes the list forget what seems to be long over.
    app.post_with_cookie(paths::LOGOUT, &other.refresh_cookie()).await;
    app.set_back(3600);
    catch_up(&app).await;
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn s53_what_was_ended_during_an_outage_is_known_after_it() {
    let (here, there, ada) = two_nodes().await;
    here.log_out(&ada.token).await;
    // After so long a node that took the failure below for a successful read would miss the logout.
    there.advance(120);
    here.run("ALTER TABLE sessions RENAME TO away").await;
    let (db, now) = (&there.state.db, there.state.clock.now());
    let failed = there.state.revoked.catch_up(db, now).await;
    assert!(failed.is_err());
    there.advance(280);
    here.run("ALTER TABLE away RENAME TO sessions").await;
    catch_up(&there).await;
    assert_eq!(there.me(&ada.token).await.code(), "session_ended");
}

/// Nothing here asks for it: the task of the other node has to come by itself.
#[tokio::test]
async fn s37_s55_a_node_hears_of_an_end_by_itself() {
    let (here, there, ada) = two_nodes().await;
    here.log_out(&ada.token).await;
    until(async || there.me(&ada.token).await.code() == "session_ended").await;
}

#[tokio::test]
async fn s34_a_theft_seen_there_ends_the_session_here() {
    let (here, there, ada) = two_nodes().await;
    here.renew(&ada.refresh).await;
    here.advance(11);
    assert_eq!(there.renew(&ada.refresh).await.code(), "refresh_reused");
    catch_up(&here).await;
    assert_eq!(here.me(&ada.token).await.code(), "session_ended");
}

/// The two nodes read by themselves, while another user ends ten thousand sessions.
#[tokio::test]
async fn s37_s60_a_node_hears_of_an_end_among_ten_thousand_others() {
    let flags = [&URL[..], &["--sessions-per-user", "10000"]].concat();
    let here = TestApp::with_flags(&flags).await;
    let there = here.node_beside().await;
    let ada = here.signed_in().await;
    here.register("bob").await;
    let bob = here.sign_in(json!({ "username": "bob" })).await;
    here.run(
        "INSERT INTO sessions (id, user_id, storage, access_lifetime, nonce, counter, created_at, \
         renewed_at, idle_expires_at, expires_at) \
         WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 10000) \
         SELECT 'many-' || n, user_id, storage, access_lifetime, nonce, counter, created_at, \
         renewed_at, idle_expires_at, expires_at FROM many, sessions \
         WHERE user_id = (SELECT id FROM users WHERE username = 'bob')",
    )
    .await;
    let all = here.send(Method::DELETE, paths::SESSIONS, &bob.token, None);
    let (all, one) = tokio::join!(all, here.log_out(&ada.token));
    assert_eq!((all.status, one.status), (204.try_into().unwrap(), 204.try_into().unwrap()));
    for session in [&ada, &bob] {
        until(async || there.me(&session.token).await.code() == "session_ended").await;
    }
    assert_eq!(here.state.revoked.len(), 10_002);
    until(async || there.state.revoked.len() == 10_002).await;
}

/// A transaction that has begun to end a session keeps the next one waiting, so a node that reads the later end
/// has read the earlier one.
#[tokio::test]
async fn s60_an_end_that_is_committed_late_is_not_lost() {
    let (here, there, ada) = two_nodes().await;
    let other = here.sign_in(json!({})).await;
    let mut late = here.state.db.begin().await.unwrap();
    sqlx::query("UPDATE counters SET value = value + 1 WHERE name = 'endings'")
        .execute(&mut *late)
        .await
        .unwrap();
    sqlx::query("UPDATE sessions SET revoked_at = $2 - 5000, ending = 1 WHERE id = $1")
        .bind(ada.sid())
        .bind(here.state.clock.now())
        .execute(&mut *late)
        .await
        .unwrap();
    let later = here.log_out(&other.token);
    tokio::pin!(later);
    tokio::select! {
        answer = &mut later => panic!("the later end did not wait: {}", answer.summary()),
        () = catch_up(&there) => {}
    }
    late.commit().await.unwrap();
    assert_eq!(later.await.status, 204);
    for session in [&ada, &other] {
        until(async || there.me(&session.token).await.code() == "session_ended").await;
    }
}

#[tokio::test]
async fn s37_s62_a_logout_while_the_clock_is_an_hour_slow_holds_when_it_is_right_again() {
    // So long an announcement that the step is not taken for a key from the future.
    let flags = [&URL[..], &["--key-announce", "2h"]].concat();
    let here = TestApp::with_flags(&flags).await;
    let there = here.node_beside().await;
    let ada = here.signed_in().await;
    here.set_back(3600);
    let renewed = here.renew(&ada.refresh).await.cookie("claimcheck_refresh").unwrap();
    // The access token seems to be of the future, and the refresh token ends the session.
    let cookie = format!("claimcheck_refresh={renewed}");
    assert_eq!(here.post_with_cookie(paths::LOGOUT, &cookie).await.status, 204);
    here.advance(3600);
    // Another end makes the list forget what seems to be long over.
    let other = here.sign_in(json!({})).await;
    here.log_out(&other.token).await;
    assert_eq!(here.me(&ada.token).await.code(), "session_ended");
    until(async || there.me(&ada.token).await.code() == "session_ended").await;
    let here = here.restart().await;
    assert_eq!(here.me(&ada.token).await.code(), "session_ended");
}

/// Nothing is called by hand: the server's own polling fails and recovers.
#[tokio::test]
async fn s61_a_server_that_does_not_hear_of_ends_is_not_ready() {
    let app = TestApp::with_flags(&URL).await;
    assert_eq!(app.get("/readyz").await.status, 200);
    app.run("ALTER TABLE sessions RENAME TO away").await;
    until(async || app.get("/readyz").await.status == 503).await;
    let told = app.get("/readyz").await.text().to_owned();
    assert!(told.contains("ended sessions"), "{told}");
    assert!(app.state.revoked.age() > STALE);
    app.run("ALTER TABLE away RENAME TO sessions").await;
    until(async || app.get("/readyz").await.status == 200).await;
}
