use crate::{
    answer::Answer,
    app::{PASSWORD, TestApp},
};
use insta::{allow_duplicates, assert_snapshot};
use reqwest::Method;
use serde_json::json;
use server::{
    auth::{caller::Caller, password::Hashing},
    db::users,
};
use shared::{api::paths, credentials::Username};
use std::sync::Arc;

const WRONG: &str = "not her password at all";
const OWNER: &str = "203.0.113.1";

/// The address of stranger number so and so.
fn stranger(number: u32) -> String {
    format!("198.51.{}.{}", 100 + number / 250, number % 250 + 1)
}

async fn start() -> TestApp {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    app.register("ada").await;
    app
}

async fn post(
    app: &TestApp,
    from: &str,
    cookie: &str,
    path: &str,
    body: serde_json::Value,
) -> Answer {
    let mut request = app
        .request(Method::POST, path)
        .header("x-forwarded-for", from)
        .header("sec-fetch-site", "same-origin");
    if !cookie.is_empty() {
        request = request.header("cookie", cookie);
    }
    Answer::of(request.json(&body)).await
}

async fn log_in_as(app: &TestApp, from: &str, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    post(app, from, "", paths::LOGIN, body).await
}

async fn log_in(app: &TestApp, from: &str, password: &str) -> Answer {
    log_in_as(app, from, "ada", password).await
}

async fn log_in_with(app: &TestApp, device: &str, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    let cookie = format!("claimcheck_device={device}");
    post(app, OWNER, &cookie, paths::LOGIN, body).await
}

/// Strangers at many addresses use up the tries of an account.
async fn flood(app: &TestApp, username: &str) {
    for number in 0..10 {
        let answer = log_in_as(app, &stranger(number), username, WRONG).await;
        assert_eq!(answer.status, 401);
    }
    let answer = log_in_as(app, &stranger(11), username, WRONG).await;
    assert_eq!(answer.status, 429);
}

#[tokio::test]
async fn s28_after_ten_failures_an_account_takes_one_try_in_36_seconds() {
    let app = start().await;
    flood(&app, "ada").await;
    for expected in ["36", "35", "34"] {
        let answer = log_in(&app, OWNER, PASSWORD).await;
        answer.assert_problem("too_many_attempts");
        assert_eq!(answer.header("retry-after"), expected);
        app.advance(1);
    }
    // Whoever comes when told gets in, and then has not used the try up.
    app.advance(33);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    assert_eq!(log_in(&app, &stranger(12), WRONG).await.status, 401);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
}

#[tokio::test]
async fn s27_s28_a_limit_tells_nothing_about_the_account() {
    let app = start().await;
    app.register("bob").await;
    app.set_disabled("bob", true).await;
    for name in ["ada", "bob", "eve", "no name at all", ""] {
        flood(&app, name).await;
        let refused = log_in_as(&app, OWNER, name, PASSWORD).await;
        allow_duplicates! { assert_snapshot!(refused.told(), @r"
        429 code=too_many_attempts
        retry-after: 36
        there were too many tries; the next one is possible in 36 s
        "); }
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    assert_eq!(log_in_as(&app, OWNER, " ADA ", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn s28_a_hundred_tries_at_the_same_moment_get_no_further_than_ten() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.hashing = Hashing::new(2, 200)).await;
    app.register("ada").await;
    let app = Arc::new(app);
    let tries: Vec<_> = (0..100)
        .map(|number| {
            let app = app.clone();
            tokio::spawn(async move { log_in(&app, &stranger(number), WRONG).await.status })
        })
        .collect();
    let mut compared = 0;
    for answer in tries {
        match answer.await.unwrap().as_u16() {
            401 => compared += 1,
            429 => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(compared, 10);
}

#[tokio::test]
async fn s28_the_owner_gets_in_from_a_known_device_while_strangers_keep_the_account_shut() {
    let app = start().await;
    let first = log_in(&app, OWNER, PASSWORD).await;
    let device = first.cookie("claimcheck_device").unwrap();
    let line = first
        .cookies()
        .into_iter()
        .find(|line| line.contains("device"))
        .unwrap();
    assert!(
        line.ends_with("; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict"),
        "{line}"
    );
    // Signing out leaves it.
    let signed_out = app
        .log_out(first.json()["access_token"].as_str().unwrap())
        .await;
    assert!(
        signed_out
            .cookies()
            .iter()
            .all(|line| !line.contains("device"))
    );

    flood(&app, "ada").await;
    for number in 20..40 {
        log_in(&app, OWNER, WRONG).await;
        assert_eq!(log_in(&app, &stranger(number), WRONG).await.status, 429);
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    let again = log_in_with(&app, &device, "ada", PASSWORD).await;
    assert_eq!(again.status, 200);
    // It stays the same device, so that signing in does not bring more tries.
    assert_eq!(again.cookie("claimcheck_device").unwrap(), device);
}

#[tokio::test]
async fn s28_a_known_device_has_ten_tries_as_well_and_leaves_the_others_alone() {
    let app = start().await;
    let device = log_in(&app, OWNER, PASSWORD)
        .await
        .cookie("claimcheck_device")
        .unwrap();
    for _ in 0..10 {
        assert_eq!(log_in_with(&app, &device, "ada", WRONG).await.status, 401);
    }
    let refused = log_in_with(&app, &device, "ada", PASSWORD).await;
    assert_eq!(refused.header("retry-after"), "36");
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    app.advance(36);
    assert_eq!(
        log_in_with(&app, &device, "ada", PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn s28_a_device_is_known_to_its_own_account_only_and_cannot_be_made_up() {
    let app = start().await;
    app.register("eve").await;
    let of_eve = log_in_as(&app, OWNER, "eve", PASSWORD)
        .await
        .cookie("claimcheck_device")
        .unwrap();
    flood(&app, "ada").await;
    let (head, seal) = of_eve.rsplit_once('.').unwrap();
    let of_others = head.split_once('.').unwrap().1;
    let forged = format!("{}.{of_others}.{seal}", id_of(&app, "ada").await);
    for device in [&*of_eve, &forged, "", "a.b.c"] {
        let answer = log_in_with(&app, device, "ada", PASSWORD).await;
        assert_eq!(answer.status, 429, "{device}");
    }
}

#[tokio::test]
async fn s28_of_two_devices_in_one_request_none_is_known() {
    let app = start().await;
    let device = log_in(&app, OWNER, PASSWORD)
        .await
        .cookie("claimcheck_device")
        .unwrap();
    flood(&app, "ada").await;
    for planted in ["x", &device] {
        let both = format!("{planted}; claimcheck_device={device}");
        assert_eq!(log_in_with(&app, &both, "ada", PASSWORD).await.status, 429);
    }
    assert_eq!(
        log_in_with(&app, &device, "ada", PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn s28_a_new_password_forgets_the_devices_and_so_do_400_days() {
    let app = start().await;
    let signed_in = log_in(&app, OWNER, PASSWORD).await;
    let device = signed_in.cookie("claimcheck_device").unwrap();
    let token = signed_in.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let new = "ten grey egrets on a pier";
    let body = json!({ "current": PASSWORD, "new": new });
    let changed = app
        .send(Method::PUT, paths::PASSWORD, &token, Some(body))
        .await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    flood(&app, "ada").await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 429);
    app.advance(36);
    let device = log_in(&app, OWNER, new)
        .await
        .cookie("claimcheck_device")
        .unwrap();
    log_in(&app, OWNER, WRONG).await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 200);
    app.advance(400 * 86_400 + 1);
    flood(&app, "ada").await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 429);
}

#[tokio::test]
async fn s28_a_customer_with_many_ipv6_networks_cannot_keep_an_account_shut() {
    let app = start().await;
    for number in 0..200 {
        for network in [2 * number, 2 * number + 1] {
            log_in(&app, &format!("2001:db8:1:{network:x}::1"), WRONG).await;
        }
        app.advance(36);
    }
    for _ in 0..5 {
        assert_eq!(log_in(&app, OWNER, WRONG).await.status, 401);
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s30_one_network_gets_half_of_the_places_at_the_hash() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.hashing = Hashing::new(1, 3)).await;
    let signed_in = app.signed_in().await;
    let crowd = Caller {
        address: "198.51.100.7".parse().unwrap(),
        user_agent: None,
    };
    let places = app.state.hashing.places();
    let held = [
        app.state.throttle.share(&crowd, places).unwrap(),
        app.state.throttle.share(&crowd, places).unwrap(),
    ];
    assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.code(), "busy");
    let body = json!({ "username": "bob", "password": PASSWORD });
    let registered = post(&app, "198.51.100.7", "", paths::REGISTER, body).await;
    assert_eq!(registered.code(), "busy");
    let request = app
        .request(Method::DELETE, paths::ME)
        .header("x-forwarded-for", "198.51.100.7")
        .bearer_auth(&signed_in.token)
        .json(&json!({ "password": PASSWORD }));
    assert_eq!(Answer::of(request).await.code(), "busy");
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    drop(held);
    assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.status, 200);
}

async fn id_of(app: &TestApp, name: &str) -> String {
    let name = Username::parse(name).unwrap();
    users::find(&app.state.db, &name).await.unwrap().unwrap().id
}

/// The network of the stranger gets its tries back more slowly than the account does.
#[tokio::test]
async fn s28_a_stranger_at_one_address_cannot_keep_an_account_shut() {
    let app = start().await;
    let mut compared = 0;
    for _ in 0..100 {
        while log_in(&app, "198.51.100.7", WRONG).await.status == 401 {
            compared += 1;
        }
        app.advance(36);
    }
    assert!((40..100).contains(&compared), "{compared}");
    for _ in 0..5 {
        assert_eq!(log_in(&app, OWNER, WRONG).await.status, 401);
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a44_one_password_tried_on_many_names_runs_into_the_limit_of_the_network() {
    let app = start().await;
    for number in 0..20 {
        let name = format!("somebody{number}");
        let from = format!("2001:db8:1:2::{number:x}");
        assert_eq!(log_in_as(&app, &from, &name, "password1").await.status, 401);
    }
    let refused = log_in(&app, "2001:db8:1:2:aaaa::1", PASSWORD).await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(log_in(&app, "2001:db8:1:3::1", PASSWORD).await.status, 200);
    app.advance(60);
    assert_eq!(log_in(&app, "2001:db8:1:2::1", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a44_made_up_refresh_tokens_run_into_a_limit_and_change_nothing() {
    let app = start().await;
    let ada = app.sign_in(json!({})).await;
    let (changed, _) = ada.refresh.split_at(74);
    let renew = async |from: &str, token: &str| {
        let cookie = format!("claimcheck_refresh={token}");
        post(&app, from, &cookie, paths::REFRESH, json!({})).await
    };
    for _ in 0..60 {
        assert_eq!(
            renew("198.51.100.7", &format!("{changed}_")).await.status,
            401
        );
    }
    let refused = renew("198.51.100.7", &format!("{changed}_")).await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "10");
    assert!(refused.cookies().is_empty());
    // Others at the same address are not to suffer for it.
    assert_eq!(renew("198.51.100.7", &ada.refresh).await.status, 200);
    assert_eq!(app.me(&ada.token).await.status, 200);
}

#[tokio::test]
async fn a44_accounts_are_made_thirty_at_once_and_then_one_in_a_minute() {
    let app = start().await;
    let register = async |from: &str, name: &str| {
        let body = json!({ "username": name, "password": PASSWORD });
        post(&app, from, "", paths::REGISTER, body).await
    };
    for number in 0..30 {
        let answer = register("198.51.100.7", &format!("somebody{number}")).await;
        assert_eq!(answer.status, 201);
    }
    let refused = register("198.51.100.7", "somebody").await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(register(OWNER, "somebody").await.status, 201);
}

#[tokio::test]
async fn s28_what_succeeds_and_what_was_not_compared_does_not_count() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.hashing = Hashing::new(1, 0)).await;
    app.register("ada").await;
    for _ in 0..25 {
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    }
    let place = app.state.hashing.take_place().unwrap();
    for _ in 0..25 {
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 503);
    }
    drop(place);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_s55_failures_are_counted_together_by_all_nodes_and_outlive_a_restart() {
    let app = start().await;
    flood(&app, "ada").await;
    let app = app.restart().await;
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    let names: Vec<(String,)> = sqlx::query_as("SELECT account FROM login_failures")
        .fetch_all(&app.state.db)
        .await
        .unwrap();
    assert_eq!(names.len(), 1);
    assert!(!names[0].0.contains("ada"));
}

#[tokio::test]
async fn s28_a_clock_that_was_set_back_shuts_nobody_out_for_longer() {
    let app = start().await;
    app.advance(86_400);
    flood(&app, "ada").await;
    app.set_back(86_400);
    assert_eq!(
        log_in(&app, OWNER, PASSWORD).await.header("retry-after"),
        "36"
    );
    app.advance(36);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s48_refused_tries_are_audited_and_a_flood_of_them_does_not_fill_the_disk() {
    let app = start().await;
    flood(&app, "ada").await;
    for number in 0..400 {
        log_in(&app, &stranger(number), WRONG).await;
        log_in_as(
            &app,
            &stranger(1000 + number / 2),
            &format!("nobody{number}"),
            WRONG,
        )
        .await;
    }
    let events = app.audited().await;
    let count = |name: &str| events.iter().filter(|event| *event == name).count();
    assert_eq!(count("login_throttled") + count("login_failed"), 100);
    assert!(count("login_throttled") > 10);
    app.advance(1000);
    assert_eq!(log_in(&app, &stranger(2000), WRONG).await.status, 401);
    log_in_as(&app, &stranger(2000), "nobody", WRONG).await;
    assert_eq!(app.audited().await.len(), events.len() + 2);
}
