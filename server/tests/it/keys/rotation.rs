//! announced → signing → verifying → gone.

use super::{ALGORITHMS, signing_with};
use serde_json::json;
use server::{
    db::{self, signing_keys},
    keys::{KeyPolicy, KeyRing, RootKey, rotation::Rotation},
};
use shared::{
    api::admin::KeyState::{Announced, Gone, Signing, Verifying},
    verify::Algorithm,
};
use support::{
    START, TestApp,
    forge::{Forge, with},
};

fn flags(algorithm: &str) -> Vec<String> {
    let flags = ["--algorithm", algorithm, "--public-url", "http://localhost:8080"];
    flags.map(str::to_owned).to_vec()
}

/// With tokens of 600 s, a leeway of 5 s and an announcement of 60 s.
#[tokio::test]
async fn s19_a_key_is_announced_signs_verifies_and_goes_to_the_second() {
    for algorithm in ALGORITHMS {
        let app = signing_with(algorithm, &[]).await;
        let old = app.signed_in().await;
        let forge = Forge::new(&app, &old).await;
        assert_eq!(app.states().await, [Signing]);

        let Rotation::Announced(new) = app.rotate().await else {
            panic!("nothing was announced before");
        };
        assert_eq!(app.states().await, [Announced, Signing]);
        app.advance(59);
        assert_ne!(app.signing_kid(), new.kid());
        let last = app.sign_in(json!({})).await;
        app.advance(1);
        assert_eq!(app.signing_kid(), new.kid());
        assert_eq!(app.states().await, [Signing, Verifying]);
        let first = app.sign_in(json!({})).await;

        // The last token of the old key is good until it expires, as if nothing had happened.
        app.advance(603);
        assert_eq!(app.me(&last.token).await.status, 200);
        app.advance(1);
        assert_eq!(app.me(&last.token).await.code(), "token_expired");
        assert_eq!(app.me(&first.token).await.status, 200);

        // A token that claims to be newer is believed as long as the key verifies, and not longer.
        let iat = START.seconds().0 + 600;
        let payload = with(forge.payload(), "iat", json!(iat));
        let payload = with(&payload, "exp", json!(iat + 600));
        let late = forge.sign(forge.header().to_string(), payload.to_string());
        app.advance(1);
        assert_eq!(app.me(&late).await.status, 200);
        app.advance(1);
        assert_eq!(app.me(&late).await.json()["check"], "key_id");
        assert_eq!(app.states().await, [Signing, Gone]);
    }
}

#[tokio::test]
async fn s19_the_secret_of_a_key_that_is_gone_is_wiped() {
    let app = TestApp::start().await;
    let old = signing_keys::list(&app.state.db).await.unwrap().remove(0);
    app.rotate().await;
    app.advance(60 + 606);
    app.until_audited("key_gone").await;
    let rows = signing_keys::list_newest(&app.state.db, 10).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&*rows[1].kid, &*rows[1].sealed), (&*old.kid, ""));
    assert_eq!(rows[1].gone_at, Some(app.state.clock.now().0));
    assert_eq!(app.audited().await, ["key_announced", "key_gone"]);

    // The wiped secret is in no file either.
    app.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let file = std::fs::read(app.data.path().join("claimcheck.db")).unwrap();
    let found = |text: &str| file.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(found(&rows[0].sealed) && !found(&old.sealed));
    app.tend().await;
    assert_eq!(app.audited().await.len(), 2);
}

#[tokio::test]
async fn s19_a_key_of_age_is_replaced_by_one_node_of_many() {
    let app = signing_with("ES256", &["--key-age", "1h"]).await;
    let other = app.node_beside().await;
    app.advance(3599);
    app.tend().await;
    assert_eq!(app.states().await, [Signing]);
    app.advance(1);
    tokio::join!(app.tend(), other.tend(), app.tend(), other.tend());
    for node in [&app, &other] {
        node.tend().await;
        assert_eq!(node.states().await, [Announced, Signing]);
    }
    app.advance(60);
    for node in [&app, &other] {
        assert_eq!(node.states().await, [Signing, Verifying]);
    }
    assert_eq!(app.signing_kid(), other.signing_kid());
    // Its age counts from when it was made.
    app.advance(3539);
    app.tend().await;
    assert_eq!(app.states().await, [Signing, Gone]);
    app.advance(1);
    app.tend().await;
    assert_eq!(app.states().await, [Announced, Signing, Gone]);
}

#[tokio::test(flavor = "multi_thread")]
async fn s19_of_rotations_at_the_same_time_one_wins() {
    let app = signing_with("EdDSA", &[]).await;
    let other = app.node_beside().await;
    let rotations = tokio::join!(
        app.rotate(),
        other.rotate(),
        app.rotate(),
        other.rotate(),
        app.rotate(),
        other.rotate(),
    );
    let kids: Vec<_> = <[_; 6]>::from(rotations)
        .into_iter()
        .map(|rotation| match rotation {
            Rotation::Announced(key) => (true, key.kid().to_owned()),
            Rotation::Pending(key) => (false, key.kid().to_owned()),
        })
        .collect();
    assert_eq!(kids.iter().filter(|(won, _)| *won).count(), 1);
    assert!(kids.iter().all(|(_, kid)| *kid == kids[0].1), "{kids:?}");
    assert_eq!(app.states().await, [Announced, Signing]);
}

#[tokio::test]
async fn s19_a_restart_in_any_state_changes_nothing() {
    let mut app = signing_with("RS256", &[]).await;
    let mut ada = app.signed_in().await;
    app.rotate().await;
    for (seconds, states) in [
        (0, vec![Announced, Signing]),
        (59, vec![Announced, Signing]),
        (1, vec![Signing, Verifying]),
        (605, vec![Signing, Verifying]),
        (1, vec![Signing, Gone]),
        (1, vec![Signing, Gone]),
    ] {
        app.advance(seconds);
        let signing = app.signing_kid();
        app = app.restart().await;
        assert_eq!(app.states().await, states, "after {seconds} s");
        assert_eq!(app.signing_kid(), signing);
        if seconds < 600 {
            assert_eq!(app.me(&ada.token).await.status, 200, "after {seconds} s");
        }
        app.tend().await;
        ada = app.sign_in(json!({})).await;
    }
}

#[tokio::test]
async fn s19_a_change_of_algorithm_is_a_rotation() {
    let mut app = signing_with("HS256", &[]).await;
    let mut old = app.signed_in().await;
    for (algorithm, before) in [("EdDSA", 2), ("ES256", 2), ("RS256", 2), ("HS256", 2)] {
        app = app.restart_with(flags(algorithm)).await;
        assert_eq!(app.states().await[..before], [Announced, Signing]);
        // Again before it signs: nothing more is announced.
        app = app.restart().await;
        assert_eq!(app.states().await[..before], [Announced, Signing]);
        assert_eq!(app.me(&old.token).await.status, 200);
        app.advance(60);
        let new = app.sign_in(json!({})).await;
        let header = shared::Compact::parse(&new.token).unwrap().header;
        let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
        assert_eq!(header["alg"], algorithm);
        for token in [&old.token, &new.token] {
            assert_eq!(app.me(token).await.status, 200, "{algorithm}");
        }
        old = new;
    }
}

#[tokio::test]
async fn s19_a_change_of_algorithm_waits_for_the_rotation_under_way() {
    let app = signing_with("EdDSA", &[]).await;
    app.rotate().await;
    let app = app.restart_with(flags("ES256")).await;
    assert_eq!(app.states().await, [Announced, Signing]);
    app.advance(60);
    app.tend().await;
    assert_eq!(app.states().await, [Announced, Signing, Verifying]);
    app.advance(60);
    let signing = app.state.keys.signing(app.state.clock.now()).unwrap();
    assert_eq!(signing.algorithm(), Algorithm::Es256);
}

/// Two nodes whose settings differ, as they do while a change is rolled out.
#[tokio::test]
async fn s19_nodes_that_want_different_algorithms_do_not_rotate_for_ever() {
    let app = signing_with("EdDSA", &[]).await;
    let (store, now) = (&app.state.config.store, app.state.clock.now());
    let policy = KeyPolicy { algorithm: Algorithm::Es256, ..KeyPolicy::new(&app.state.config) };
    let root = RootKey::open(&store.root_key).unwrap();
    let db = db::open(store).await.unwrap();
    let other = KeyRing::open(db, &root, policy, now).await.unwrap();
    assert_eq!(app.states().await, [Announced, Signing]);
    for _ in 0..5 {
        app.advance(60);
        app.tend().await;
        other.tend(app.state.clock.now()).await.unwrap();
    }
    assert_eq!(app.states().await.len(), 2);
    // The server that starts last decides.
    let app = app.restart().await;
    assert_eq!(app.states().await[..2], [Announced, Signing]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_finds_a_key_that_signs() {
    let (app, ada) = TestApp::with_ada().await;
    app.rotate().await;
    app.advance(60 + 606);
    app.tend().await;
    app.set_back(86_400);
    let renewed = app.renew(&ada.refresh).await;
    let token = renewed.access_token();
    assert_eq!(app.me(&token).await.status, 200);
    assert_eq!(app.states().await, [Signing, Gone]);
}

/// A node whose clock was a year ahead has rotated.
#[tokio::test]
async fn a_key_of_a_wrong_clock_holds_nobody_up() {
    let app = TestApp::start().await;
    let year = 365 * 86_400;
    app.advance(year);
    app.rotate().await;
    app.set_back(year);
    let ada = app.signed_in().await;
    // The background task announces another key by itself, at its next poll.
    app.until_states(&[Announced, Announced, Signing]).await;
    assert!(matches!(app.rotate().await, Rotation::Pending(_)));
    app.advance(60);
    let bob = app.sign_in(json!({})).await;
    for token in [&ada.token, &bob.token] {
        assert_eq!(app.me(token).await.status, 200);
    }
    app.advance(606);
    for _ in 0..2 {
        app.tend().await;
    }
    assert_eq!(app.states().await, [Signing, Gone, Gone]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_start_at_once_agree_on_the_first_key() {
    let app = TestApp::start().await;
    app.run("DELETE FROM signing_keys").await;
    let root = RootKey::open(&app.state.config.store.root_key).unwrap();
    let now = app.state.clock.now();
    let policy = KeyPolicy::new(&app.state.config);
    let open = || KeyRing::open(app.state.db.clone(), &root, policy, now);
    let rings = tokio::join!(open(), open(), open(), open());
    let kids = <[_; 4]>::from(rings).map(|ring| {
        let signing = ring.unwrap().signing(now).unwrap();
        signing.kid().to_owned()
    });
    assert!(kids.iter().all(|kid| *kid == kids[0]), "{kids:?}");
    assert_eq!(app.states().await, [Signing]);
}

#[tokio::test]
async fn s53_without_the_database_the_keys_in_memory_go_on() {
    let (app, ada) = TestApp::with_ada().await;
    app.rotate().await;
    app.state.db.close().await;
    assert!(app.state.keys.tend(app.state.clock.now()).await.is_err());
    app.advance(60);
    assert_eq!(app.me(&ada.token).await.status, 200);
    let kid = app.signing_kid();
    let keys = app.state.keys.verifying(app.state.clock.now());
    assert_eq!(keys.last().unwrap().kid(), kid);
}

/// From the newest to the oldest, as the list shows them.
#[tokio::test]
async fn s65_when_every_key_is_revoked_a_new_one_signs_and_rotation_goes_on() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ada = app.signed_in().await;
    let first = app.signing_kid();
    app.rotate().await;
    app.advance(60);
    let second = app.signing_kid();
    assert_ne!(first, second);
    let now = app.state.clock.now();
    for kid in [&second, &first] {
        assert!(app.state.keys.revoke(kid, now).await.unwrap());
        assert_ne!(app.signing_kid(), *kid);
    }
    assert_eq!(app.me(&ada.token).await.code(), "token_invalid");
    let renewed = app.renew(&ada.refresh).await;
    assert_eq!(app.me(&renewed.access_token()).await.status, 200);
    assert!(matches!(app.rotate().await, Rotation::Announced(_)));
    let app = app.restart().await;
    assert_eq!(app.me(&renewed.access_token()).await.status, 200);
}
