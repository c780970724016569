use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::phc::PasswordHash,
};
use insta::{allow_duplicates, assert_snapshot};
use serde_json::json;
use server::auth::password::Hashing;
use shared::api::paths;
use support::{Ask, PASSWORD, TestApp, credentials};

#[tokio::test]
async fn s22_a_weaker_hash_is_replaced_at_login() {
    let app = TestApp::with_user().await;
    let weak = weaken(&app).await;
    let wrong = app.log_in("ada", "another password").await;
    assert_eq!(wrong.code(), "wrong_credentials");
    assert_eq!(hash_of_ada(&app).await, weak);

    // Several logins at once: one replaces the hash, and the others succeed as well.
    let sign_in = || app.sign_in(json!({}));
    tokio::join!(sign_in(), sign_in(), sign_in(), sign_in());
    let stronger = hash_of_ada(&app).await;
    assert!(stronger.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stronger}");
    app.sign_in(json!({})).await;
    assert_eq!(hash_of_ada(&app).await, stronger);
}

/// A right password counts as no failure when a fault of the server refuses the login.
#[tokio::test]
async fn s28_a_stronger_hash_that_cannot_be_written_counts_as_no_failure() {
    let app = TestApp::with_user().await;
    weaken(&app).await;
    app.run(
        "CREATE TRIGGER breaks BEFORE UPDATE OF password_hash ON users \
         BEGIN SELECT RAISE(ABORT, 'no room'); END",
    )
    .await;
    for _ in 0..12 {
        let answer = app.log_in("ada", PASSWORD).await;
        assert_eq!(answer.code(), "unavailable", "{}", answer.summary());
    }
    app.run("DROP TRIGGER breaks").await;
    app.sign_in(json!({})).await;
}

/// Replaces the hash of the right password by a hash that costs too little.
async fn weaken(app: &TestApp) -> String {
    let params = Params::new(8192, 1, 1, None).unwrap();
    let weak: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen bytes ok")
        .unwrap();
    app.run(format!("UPDATE users SET password_hash = '{weak}'")).await;
    weak.to_string()
}

async fn hash_of_ada(app: &TestApp) -> String {
    let rows: Vec<(String,)> =
        app.rows("SELECT password_hash FROM users WHERE username = 'ada'").await;
    rows.into_iter().map(|(hash,)| hash).collect()
}

#[tokio::test]
async fn s25_a_password_is_the_same_however_its_accents_were_typed() {
    let app = TestApp::start().await;
    let (composed, decomposed) = ("caf\u{e9} au lait chaud", "cafe\u{301} au lait chaud");
    app.post(paths::REGISTER, credentials("ada", composed)).await;
    assert_eq!(app.log_in("ada", decomposed).await.status, 200);
    assert_eq!(app.log_in("ada", composed).await.status, 200);
    assert_eq!(app.log_in("ada", "cafe au lait chaud").await.status, 401);
}

#[tokio::test]
async fn s27_unknown_wrong_and_disabled_cannot_be_told_apart() {
    let app = TestApp::with_user().await;
    app.register("bob").await;
    app.set_disabled("bob", true).await;

    let wrong = app.log_in("ada", "not her password at all").await;
    assert_snapshot!(wrong.summary(), @r#"
    401 code=wrong_credentials
    www-authenticate: Bearer realm="claimcheck"
    the user name or the password is wrong; check both and try again
    "#);
    for (username, password) in
        [("eve", PASSWORD), ("bob", PASSWORD), ("no name at all", PASSWORD), ("", "")]
    {
        let other = app.log_in(username, password).await;
        assert_eq!(other.status, wrong.status, "{username}");
        assert_eq!(other.body, wrong.body, "{username}");
        let names = |headers: &reqwest::header::HeaderMap| {
            headers.keys().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names(&other.headers), names(&wrong.headers), "{username}");
    }
    assert_eq!(app.audited().await[2..], ["login_failed"; 5]);
}

/// The answer `busy` shows that the server was about to hash a password.
#[tokio::test]
async fn s27_a_hash_is_computed_for_unknown_and_disabled_users_too() {
    let app = TestApp::with(&[], |state| state.limits.hashing = Hashing::new(1, 0)).await;
    app.register("ada").await;
    let _the_only_slot = app.state.limits.hashing.take_slot().unwrap();
    for username in ["ada", "eve", "no name at all"] {
        let answer = app.log_in(username, PASSWORD).await;
        assert_eq!(answer.code(), "busy", "{username}");
    }
}

#[tokio::test]
async fn s30_beyond_the_places_a_login_is_told_to_come_back() {
    let app = TestApp::with(&[], |state| state.limits.hashing = Hashing::new(1, 1)).await;
    let ada = app.signed_in().await;
    let hashing = &app.state.limits.hashing;
    let slots = [hashing.take_slot().unwrap(), hashing.take_slot().unwrap()];
    for path in [paths::LOGIN, paths::REGISTER] {
        let answer = app.post(path, credentials("ada", PASSWORD)).await;
        allow_duplicates! { assert_snapshot!(answer.summary(), @r"
        503 code=busy
        retry-after: 1
        many people are signing in at this moment; try again in a second
        "); }
    }
    // Verified requests go on meanwhile.
    assert_eq!(app.me(&ada.token).await.status, 200);
    drop(slots);
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_lifetime_can_be_asked_for_within_limits() {
    let app = TestApp::with_user().await;
    for lifetime in [15, 60, 600] {
        let ada = app.sign_in(json!({ "lifetime": lifetime })).await;
        assert_eq!(ada.answer.json()["expires_in"], lifetime);
    }
    for lifetime in [json!(14), json!(601), json!(0), json!(4_294_967_295_u32)] {
        let body = json!({ "username": "ada", "password": PASSWORD, "lifetime": lifetime });
        assert_eq!(
            app.post(paths::LOGIN, body).await.summary(),
            "422 code=invalid_field field=lifetime\na token lives 15 to 600 seconds"
        );
    }
}

#[tokio::test]
async fn a_new_login_ends_the_session_whose_cookie_it_replaces_and_a_failed_one_does_not() {
    let (app, ada) = TestApp::with_ada().await;
    let elsewhere = app.sign_in(json!({})).await;
    let log_in = |password: &str| {
        let body = json!({ "username": "ada", "password": password });
        app.page_request(paths::LOGIN, &ada.refresh_cookie()).json(&body)
    };
    assert_eq!(log_in("a wrong password").ask().await.status, 401);
    assert_eq!(app.me(&ada.token).await.status, 200);
    assert_eq!(log_in(PASSWORD).ask().await.status, 200);
    app.assert_ended(&ada).await;
    assert_eq!(app.me(&elsewhere.token).await.status, 200);
    assert!(app.audited().await.contains(&"replaced".to_owned()));
}

#[tokio::test]
async fn s34_s53_a_login_that_fails_leaves_the_session_of_before() {
    let (app, ada) = TestApp::with_ada().await;
    app.run(
        "CREATE TRIGGER breaks BEFORE INSERT ON sessions \
         BEGIN SELECT RAISE(ABORT, 'no room'); END",
    )
    .await;
    let request =
        app.page_request(paths::LOGIN, &ada.refresh_cookie()).json(&credentials("ada", PASSWORD));
    assert_eq!(request.ask().await.code(), "unavailable");
    app.assert_alive(&ada).await;
}
