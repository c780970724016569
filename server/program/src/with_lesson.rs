//! The login with its lesson. The feature `lesson` chooses this file; `login_alone.rs` is the other one.

use anyhow::Result;
use axum::Router;
use lesson_server::{Lesson, trace};
use serde_json::Value;
use server::{AppState, app, ops::logs::Watcher};

/// The flags that the lesson adds to `claimcheck serve`.
pub(crate) use lesson_server::LessonArgs as More;

/// The demo account, which does not count when the first admin is looked for: no user has made it.
pub(crate) const MADE_BY_PROGRAM: Option<&str> = Some(lesson_server::DEMO);

/// What looks at the stages of a request besides the log.
pub(crate) fn watcher(more: &More) -> Option<Watcher> {
    more.lab.then(|| Box::new(trace::watcher()) as Watcher)
}

/// Everything the server answers.
pub(crate) async fn assemble(state: &AppState, more: &More) -> Result<Router> {
    let lesson = Lesson::open(state, more).await?;
    if lesson.has_lab() {
        tracing::info!("the lab is on, and the password of the demo account is public");
    }
    let app = lesson.around(app(state.clone(), lesson.additions()));
    tokio::spawn(lesson.keep(state.clock.clone()));
    Ok(app)
}

/// The description of all that this program can serve.
pub(crate) fn description() -> Value {
    server::description(lesson_server::described())
}
