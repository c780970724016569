//! This test is a program of its own because it reads the log of the whole process.

use support::{
    START, TestApp,
    canary::{Canary, belongs, do_everything, listen, look_everywhere},
};

#[tokio::test]
async fn s48_no_secret_is_in_a_log_an_answer_a_metric_or_a_file() {
    let log = listen();
    let mut canary = Canary::new(TestApp::start().await);
    assert_eq!(canary.app.state.clock.now(), START);
    do_everything(&mut canary).await;
    look_everywhere(canary, log, belongs).await;
}
