use super::{OWNER, WRONG, flood, log_in, log_in_as, mistype, post, start};
use reqwest::Method;
use serde_json::json;
use server::auth::{caller::Caller, password::Hashing};
use shared::api::paths;
use support::{Ask, PASSWORD, TestApp, credentials};

#[tokio::test]
async fn s28_a_customer_with_many_ipv6_networks_cannot_keep_an_account_shut() {
    let app = start().await;
    for number in 0..200 {
        for network in [2 * number, 2 * number + 1] {
            log_in(&app, &format!("2001:db8:1:{network:x}::1"), WRONG).await;
        }
        app.advance(36);
    }
    for _ in 0..4 {
        assert_eq!(log_in(&app, OWNER, WRONG).await.status, 401);
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_a_try_that_the_account_refuses_does_not_count_against_the_network() {
    let app = start().await;
    app.register("bob").await;
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    for _ in 0..25 {
        let refused = log_in(&app, OWNER, PASSWORD).await;
        assert_eq!(refused.header("retry-after"), "1800");
    }
    assert_eq!(log_in_as(&app, OWNER, "bob", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_a_try_that_the_site_refuses_does_not_count_against_the_network() {
    let app = start().await;
    for number in 0..40 {
        let from = format!("2001:db8:1:{number:x}::1");
        let name = format!("somebody{number}");
        assert_eq!(log_in_as(&app, &from, &name, WRONG).await.status, 401);
    }
    let neighbour = "2001:db8:1:ffff::1";
    for _ in 0..25 {
        let refused = log_in(&app, neighbour, PASSWORD).await;
        assert_eq!(refused.header("retry-after"), "45");
    }
    app.advance(45);
    assert_eq!(log_in(&app, neighbour, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s30_one_network_gets_half_of_the_places_at_the_hash() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.limits.hashing = Hashing::new(1, 3)).await;
    let signed_in = app.signed_in().await;
    let crowd = Caller { address: "198.51.100.7".parse().unwrap(), user_agent: None };
    let hashing = &app.state.limits.hashing;
    let held = [hashing.quota(&crowd, None).unwrap(), hashing.quota(&crowd, None).unwrap()];
    assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.code(), "busy");
    let bob = credentials("bob", PASSWORD);
    let registered = post(&app, "198.51.100.7", "", paths::REGISTER, bob).await;
    assert_eq!(registered.code(), "busy");
    let request = app
        .request(Method::DELETE, paths::ME)
        .header("x-forwarded-for", "198.51.100.7")
        .bearer_auth(&signed_in.token)
        .json(&json!({ "password": PASSWORD }));
    assert_eq!(request.ask().await.code(), "busy");
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    drop(held);
    assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.status, 200);
}

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
    // Five at once, and two after half an hour.
    assert_eq!(compared, 7);
    for _ in 0..4 {
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
        assert_eq!(renew("198.51.100.7", &format!("{changed}_")).await.status, 401);
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
async fn s58_the_networks_of_one_site_share_what_costs() {
    let app = start().await;
    let from = |number: usize| format!("2001:db8:1:{number:x}::1");
    let register = async |from: &str, name: &str| {
        let body = json!({ "username": name, "password": PASSWORD });
        post(&app, from, "", paths::REGISTER, body).await
    };
    for number in 0..60 {
        assert_eq!(register(&from(number), &format!("user{number}")).await.status, 201);
    }
    let refused = register(&from(60), "user60").await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "30");
    assert_eq!(register("2001:db8:2::1", "user60").await.status, 201);
    for number in 0..120 {
        let cookie = "claimcheck_refresh=made.up";
        let answer = post(&app, &from(number), cookie, paths::REFRESH, json!({})).await;
        assert_eq!(answer.status, 401);
    }
    let refused = post(&app, &from(120), "claimcheck_refresh=x", paths::REFRESH, json!({})).await;
    refused.assert_problem("too_many_attempts");
}

#[tokio::test]
async fn s58_logins_that_succeed_have_a_limit_of_their_own() {
    let app = start().await;
    for _ in 0..60 {
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    }
    let refused = log_in(&app, OWNER, PASSWORD).await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "10");
    app.advance(10);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s58_a_guest_at_one_network_takes_nothing_from_guests_elsewhere() {
    let app = start().await;
    app.state.limits.guests.set(vec!["ada".into()]);
    for _ in 0..120 {
        assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.status, 200);
    }
    assert_eq!(log_in(&app, "198.51.100.7", PASSWORD).await.status, 429);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a44_accounts_are_made_thirty_at_once_and_then_one_in_a_minute() {
    let app = start().await;
    let register = async |from: &str, name: &str| {
        post(&app, from, "", paths::REGISTER, credentials(name, PASSWORD)).await
    };
    for number in 0..30 {
        register("198.51.100.7", &format!("somebody{number}")).await.expect(201);
    }
    let refused = register("198.51.100.7", "somebody").await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(register(OWNER, "somebody").await.status, 201);
}
