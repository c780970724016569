use super::{
    OWNER, WRONG, device::log_in_with, flood, log_in, log_in_as, mistype, start, stranger,
};
use insta::{allow_duplicates, assert_snapshot};
use server::auth::password::Hashing;
use std::sync::Arc;
use support::{PASSWORD, TestApp};

#[tokio::test]
async fn s28_s59_strangers_cannot_use_up_the_first_try_of_the_owner() {
    let app = start().await;
    flood(&app, "ada").await;
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    // What succeeds does not count.
    mistype(&app, "ada").await;
    for expected in ["1800", "1799", "1798"] {
        let answer = log_in(&app, OWNER, PASSWORD).await;
        answer.assert_problem("too_many_attempts");
        assert_eq!(answer.header("retry-after"), expected);
        app.advance(1);
    }
    app.advance(1797);
    // Strangers are there first again, and a client that comes when told gets in.
    for number in 0..100 {
        while log_in(&app, &stranger(number), WRONG).await.status == 401 {}
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s28_an_account_gets_one_try_back_in_three_minutes() {
    let app = start().await;
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    app.advance(179);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    app.advance(1);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
    assert_eq!(log_in(&app, OWNER, WRONG).await.status, 401);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
}

#[tokio::test]
async fn s28_a_user_who_mistypes_has_five_tries_and_then_two_in_half_an_hour() {
    let app = start().await;
    for _ in 0..5 {
        mistype(&app, "ada").await;
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.header("retry-after"), "1800");
    app.advance(1800);
    for _ in 0..2 {
        mistype(&app, "ada").await;
    }
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 429);
    app.advance(1800);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

/// Attackers try as often as they are let, for an hour. The owner comes on a new device after ten minutes,
/// mistypes once, and from then on obeys `Retry-After`.
#[tokio::test]
async fn s59_the_owner_gets_in_when_told_whatever_the_number_of_attackers() {
    for (attackers, most_guesses) in [(2, 18), (3, 27), (10, 90), (100, 361)] {
        let app = start().await;
        let mut guesses = 0;
        let mut owner_comes_at = 600;
        let mut admitted = 0;
        for seconds in (0..=3600).step_by(300) {
            for number in 0..attackers {
                while log_in(&app, &stranger(number), WRONG).await.status == 401 {
                    guesses += 1;
                }
            }
            if seconds == 600 {
                mistype(&app, "ada").await;
            }
            if seconds >= owner_comes_at {
                let answer = log_in(&app, OWNER, PASSWORD).await;
                if answer.status == 200 {
                    admitted += 1;
                } else {
                    assert!(attackers > 9, "{attackers} attackers keep the owner out");
                    let told: u64 = answer.header("retry-after").parse().unwrap();
                    assert!(owner_comes_at == 600, "told to come, and refused again");
                    owner_comes_at = seconds + told;
                }
            }
            app.advance(300);
        }
        assert!(admitted > 0, "{attackers} attackers keep the owner out");
        assert!(guesses <= most_guesses, "{attackers} attackers: {guesses} guesses in an hour");
    }
}

#[tokio::test]
async fn s27_s28_a_limit_tells_nothing_about_the_account() {
    let app = start().await;
    app.register("bob").await;
    app.set_disabled("bob", true).await;
    for name in ["ada", "bob", "eve", "no name at all", ""] {
        app.advance(86_400);
        flood(&app, name).await;
        mistype(&app, name).await;
        let refused = log_in_as(&app, OWNER, name, PASSWORD).await;
        allow_duplicates! { assert_snapshot!(refused.summary(), @r"
        429 code=too_many_attempts
        retry-after: 1800
        there were too many tries; the next one is possible in 1800 s
        "); }
    }
    flood(&app, "ada").await;
    mistype(&app, "ada").await;
    assert_eq!(log_in_as(&app, OWNER, " ADA ", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn s28_a_hundred_tries_at_the_same_moment_get_no_further_than_in_a_row() {
    let flags = ["--trusted-proxies", "127.0.0.1"];
    let app = TestApp::with(&flags, |state| state.limits.hashing = Hashing::new(2, 200)).await;
    app.register("ada").await;
    let app = Arc::new(app);
    let tries: Vec<_> = (0..100)
        .map(|number| {
            let app = app.clone();
            let from = stranger(number % 20);
            tokio::spawn(async move { log_in(&app, &from, WRONG).await.status })
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
    // Twenty sites have a first try each, and all together the forty of the account.
    assert_eq!(compared, 60);
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
    mistype(&app, "ada").await;
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
    mistype(&app, "ada").await;
    app.set_back(86_400);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.header("retry-after"), "1800");
    app.advance(1800);
    assert_eq!(log_in(&app, OWNER, PASSWORD).await.status, 200);
}

/// Several burst lengths less than the test above, and still more than clocks of nodes are apart.
#[tokio::test]
async fn s28_after_a_small_correction_of_the_clock_a_device_that_comes_when_told_gets_in() {
    for (seconds, told) in [(300, 36), (61, 36), (60, 96), (30, 66)] {
        let app = start().await;
        let device = log_in(&app, OWNER, PASSWORD).await.cookie("claimcheck_device").unwrap();
        for _ in 0..10 {
            assert_eq!(log_in_with(&app, &device, "ada", WRONG).await.status, 401);
        }
        app.set_back(seconds);
        let refused = log_in_with(&app, &device, "ada", PASSWORD).await;
        assert_eq!(refused.header("retry-after"), told.to_string(), "{seconds}");
        app.advance(told);
        assert_eq!(log_in_with(&app, &device, "ada", PASSWORD).await.status, 200, "{seconds}");
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
    // A hundred about the account, and a hundred about all that was refused or named no account.
    assert_eq!(count("login_throttled") + count("login_failed"), 200);
    assert!(count("login_throttled") > 0);
    app.advance(1000);
    assert_eq!(log_in(&app, &stranger(2000), WRONG).await.status, 401);
    log_in_as(&app, &stranger(2000), "nobody", WRONG).await;
    assert_eq!(app.audited().await.len(), events.len() + 2);
}
