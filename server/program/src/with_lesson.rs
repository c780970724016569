//! The login with the lesson: the assembly when the feature `lesson` is on.

use anyhow::Result;
use axum::Router;
use lesson_server::{Lesson, trace};
use serde_json::Value;
use server::{AppState, app, ops::logs::Watcher};

/// The flags that the lesson adds to `claimcheck serve`.
pub(crate) use lesson_server::LessonArgs as More;

/// The demo account. It does not count as an account when the server decides whether to make the first admin.
pub(crate) const MADE_BY_PROGRAM: Option<&str> = Some(lesson_server::DEMO);

/// The subscriber that times the stages of a request.
pub(crate) fn watcher(more: &More) -> Option<Watcher> {
    more.lab.then(|| Box::new(trace::watcher()) as Watcher)
}

/// The router of the server.
pub(crate) async fn assemble(state: &AppState, more: &More) -> Result<Router> {
    let lesson = Lesson::open(state, more).await?;
    if lesson.has_lab() {
        tracing::info!("the lab is on, and the password of the demo account is public");
    }
    let app = lesson.around(app(state.clone(), lesson.additions()));
    tokio::spawn(lesson.keep(state.clock.clone()));
    Ok(app)
}

/// The OpenAPI document of the program.
pub(crate) fn description() -> Value {
    server::description(lesson_server::described())
}
