use super::{OWNER, WRONG, flood, log_in, log_in_as, mistype, post, start, stranger};
use reqwest::Method;
use serde_json::json;
use server::db::users;
use shared::{api::paths, credentials::Username};
use support::{PASSWORD, TestApp, TestResponse, credentials};

pub(super) async fn log_in_with(
    app: &TestApp,
    device: &str,
    username: &str,
    password: &str,
) -> TestResponse {
    let cookie = format!("claimcheck_device={device}");
    post(app, OWNER, &cookie, paths::LOGIN, credentials(username, password)).await
}

async fn id_of(app: &TestApp, name: &str) -> String {
    let name = Username::parse(name).unwrap();
    users::find(&app.state.db, &name).await.unwrap().unwrap().id
}

#[tokio::test]
async fn s28_the_owner_gets_in_from_a_known_device_while_strangers_keep_the_account_shut() {
    let app = start().await;
    let first = log_in(&app, OWNER, PASSWORD).await;
    let device = first.cookie("claimcheck_device").unwrap();
    let line = first.cookies().into_iter().find(|line| line.contains("device")).unwrap();
    assert!(line.ends_with("; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict"), "{line}");
    // Signing out leaves it.
    let signed_out = app.log_out(first.json()["access_token"].as_str().unwrap()).await;
    assert!(signed_out.cookies().iter().all(|line| !line.contains("device")));

    flood(&app, "ada").await;
    for number in 20..40 {
        log_in(&app, OWNER, WRONG).await;
        log_in(&app, &stranger(number), WRONG).await;
        assert_eq!(log_in(&app, &stranger(number), WRONG).await.status, 429);
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    let again = log_in_with(&app, &device, "ada", PASSWORD).await.expect(200);
    // It stays the same device, so that signing in does not bring more tries.
    assert_eq!(again.cookie("claimcheck_device").unwrap(), device);
}

#[tokio::test]
async fn s28_a_known_device_has_ten_tries_as_well_and_leaves_the_others_alone() {
    let app = start().await;
    let device = log_in(&app, OWNER, PASSWORD).await.cookie("claimcheck_device").unwrap();
    for _ in 0..10 {
        assert_eq!(log_in_with(&app, &device, "ada", WRONG).await.status, 401);
    }
    let refused = log_in_with(&app, &device, "ada", PASSWORD).await;
    assert_eq!(refused.header("retry-after"), "36");
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    app.advance(36);
    assert_eq!(log_in_with(&app, &device, "ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_a_device_is_known_to_its_own_account_only_and_cannot_be_made_up() {
    let app = start().await;
    app.register("eve").await;
    let of_eve = log_in_as(&app, OWNER, "eve", PASSWORD).await.cookie("claimcheck_device").unwrap();
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
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
    let device = log_in(&app, OWNER, PASSWORD).await.cookie("claimcheck_device").unwrap();
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    for planted in ["x", &device] {
        let both = format!("{planted}; claimcheck_device={device}");
        assert_eq!(log_in_with(&app, &both, "ada", PASSWORD).await.status, 429);
    }
    assert_eq!(log_in_with(&app, &device, "ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_a_new_password_forgets_the_devices_and_so_do_400_days() {
    let app = start().await;
    let signed_in = log_in(&app, OWNER, PASSWORD).await;
    let device = signed_in.cookie("claimcheck_device").unwrap();
    let token = signed_in.access_token();
    let new = "ten grey egrets on a pier";
    let body = json!({ "current": PASSWORD, "new": new });
    app.send(Method::PUT, paths::PASSWORD, &token, Some(body)).await.expect(204);
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 429);
    app.advance(180);
    let device = log_in(&app, OWNER, new).await.cookie("claimcheck_device").unwrap();
    log_in(&app, OWNER, WRONG).await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 200);
    app.advance(400 * 86_400 + 1);
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    assert_eq!(log_in_with(&app, &device, "ada", new).await.status, 429);
}
