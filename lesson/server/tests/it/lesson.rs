//! A server with the lesson for one test.

use lesson_server::{Lesson, LessonArgs};
use server::app;
use std::sync::{Arc, Once};
use support::app::Assemble;
use tracing_subscriber::{layer::SubscriberExt, util::SubscriberInitExt};

/// With the lab on.
pub(crate) fn with_lab() -> Assemble {
    with_lesson(true)
}

/// With the lab on or off.
pub(crate) fn with_lesson(lab: bool) -> Assemble {
    watch();
    Arc::new(move |state| {
        Box::pin(async move {
            let lesson = Lesson::open(&state, &LessonArgs { lab }).await.unwrap();
            lesson.around(app(state, lesson.additions()))
        })
    })
}

/// The program's subscriber has the watcher, and so has the test's. A test that listens to the log has its own.
fn watch() {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(lesson_server::trace::watcher());
        let _ = subscriber.try_init();
    });
}
