//! A place for an observer of what goes over the wire. The login needs none.

use super::Exchange;
use leptos::prelude::*;
use std::sync::Arc;

/// What an observer is told.
#[derive(Clone, Debug)]
pub enum Seen {
    /// A request and its answer.
    Exchange(Box<Exchange>),
    /// The session is over and was not the observer's to keep: the next user of this page must not see anything of
    /// it, and a password is among what was sent.
    End,
}

type Tell = Arc<dyn Fn(Seen) + Send + Sync>;

/// The observer, if there is one.
#[derive(Clone, Copy)]
pub(super) struct Observer(StoredValue<Watch>);

#[derive(Default)]
struct Watch {
    tell: Option<Tell>,
    last_id: u32,
}

impl Observer {
    pub(super) fn none() -> Self {
        Self(StoredValue::new(Watch::default()))
    }

    pub(super) fn set(self, tell: impl Fn(Seen) + Send + Sync + 'static) {
        self.0.update_value(|watch| watch.tell = Some(Arc::new(tell)));
    }

    /// Tells of an exchange, which is made only when there is an observer, with the next id.
    pub(super) fn exchanged(self, exchange: impl FnOnce(u32) -> Exchange) {
        if let Some(tell) = self.tell() {
            self.0.update_value(|watch| watch.last_id += 1);
            let id = self.0.with_value(|watch| watch.last_id);
            tell(Seen::Exchange(Box::new(exchange(id))));
        }
    }

    pub(super) fn end(self) {
        if let Some(tell) = self.tell() {
            tell(Seen::End);
        }
    }

    fn tell(self) -> Option<Tell> {
        self.0.with_value(|watch| watch.tell.clone())
    }
}

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer").finish_non_exhaustive()
    }
}
