use super::{OWNER, WRONG, flood, log_in, log_in_as, start, stranger};
use insta::{allow_duplicates, assert_snapshot};
use server::auth::password::Hashing;
use std::sync::Arc;
use support::{PASSWORD, TestApp};

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
    // A client that comes when told gets in, and then has not used the try up.
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
        allow_duplicates! { assert_snapshot!(refused.summary(), @r"
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
    let app = TestApp::with(&flags, |state| state.limits.hashing = Hashing::new(2, 200)).await;
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
async fn s28_what_succeeds_and_what_was_not_compared_does_not_count() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.limits.hashing = Hashing::new(1, 0)).await;
    app.register("ada").await;
    for _ in 0..25 {
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    }
    let slot = app.state.limits.hashing.take_slot().unwrap();
    for _ in 0..25 {
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 503);
    }
    drop(slot);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_s55_failures_are_counted_together_by_all_nodes_and_outlive_a_restart() {
    let app = start().await;
    flood(&app, "ada").await;
    let app = app.restart().await;
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    let names: Vec<(String,)> = app.rows("SELECT account FROM login_failures").await;
    assert_eq!(names.len(), 1);
    assert!(!names[0].0.contains("ada"));
}

#[tokio::test]
async fn s28_a_clock_that_was_set_back_shuts_nobody_out_for_longer() {
    let app = start().await;
    app.advance(86_400);
    flood(&app, "ada").await;
    app.set_back(86_400);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.header("retry-after"), "36");
    app.advance(36);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

/// Several burst lengths less than the test above, and still more than clocks of nodes are apart.
#[tokio::test]
async fn s28_after_a_small_correction_of_the_clock_who_comes_when_told_gets_in() {
    for (seconds, told) in [(300, 36), (61, 36), (60, 96), (30, 66)] {
        let app = start().await;
        flood(&app, "ada").await;
        app.set_back(seconds);
        let refused = log_in(&app, OWNER, PASSWORD).await;
        assert_eq!(refused.header("retry-after"), told.to_string(), "{seconds}");
        app.advance(told);
        assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200, "{seconds}");
    }
}

#[tokio::test]
async fn s48_refused_tries_are_audited_and_a_flood_of_them_does_not_fill_the_disk() {
    let app = start().await;
    flood(&app, "ada").await;
    for number in 0..400 {
        log_in(&app, &stranger(number), WRONG).await;
        log_in_as(&app, &stranger(1000 + number / 2), &format!("nobody{number}"), WRONG).await;
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
