//! A program of its own, so that the log of the whole process is this one test's.

mod lab;
#[path = "../it/lesson.rs"]
mod lesson;

use lab::play_in_the_lab;
use lesson::with_lab;
use lesson_shared::paths;
use support::{
    app::TestApp,
    canary::{Canary, PASSWORD, belongs, do_everything, keep_a_profile, listen, look_everywhere},
};

#[tokio::test]
async fn s48_with_the_lesson_no_secret_is_in_a_log_an_answer_a_metric_or_a_file() {
    let log = listen();
    let mut canary = Canary::new(TestApp::assembled(&[], with_lab()).await);
    do_everything(&mut canary).await;
    let bob = canary.log_in("bob", PASSWORD, "memory").await;
    let refresh = bob.cookie("claimcheck_refresh").unwrap();
    keep_a_profile(&mut canary).await;
    canary.get_each(&[paths::LESSON, paths::LAB_PROFILE]).await;
    play_in_the_lab(&mut canary, &format!("claimcheck_refresh={refresh}")).await;

    look_everywhere(canary, log, |operation, secret| {
        // Where the lab issues a token it belongs as where the login does.
        let issues = operation == "post /api/lab/tokens";
        belongs(if issues { "post /api/auth/login" } else { operation }, secret)
    })
    .await;
}
