//! The recorded exchanges of this page.

use crate::http::{Exchange, Http, Seen};
use leptos::prelude::*;
use std::collections::VecDeque;

/// The last exchanges, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Exchanges {
    list: RwSignal<VecDeque<Exchange>>,
    last_id: StoredValue<u32>,
}

impl Exchanges {
    pub const KEPT: usize = 100;

    /// Begins to record what `http` sends and receives.
    pub fn of(http: Http) -> Self {
        let exchanges = Self { list: RwSignal::new(VecDeque::new()), last_id: StoredValue::new(0) };
        http.watch(move |seen| match seen {
            Seen::Exchange(exchange) => exchanges.record(*exchange),
            Seen::End => exchanges.forget(),
        });
        exchanges
    }

    fn record(self, exchange: Exchange) {
        self.last_id.set_value(exchange.id);
        self.list.update(|list| {
            if list.len() == Self::KEPT {
                list.pop_front();
            }
            list.push_back(exchange);
        });
    }

    /// Reactive.
    pub fn all(self) -> Vec<Exchange> {
        self.list.with(|list| list.iter().cloned().collect())
    }

    /// Reactive.
    pub fn get(self, id: u32) -> Option<Exchange> {
        self.list.with(|list| list.iter().find(|exchange| exchange.id == id).cloned())
    }

    /// The id of the latest exchange, 0 before the first. Not reactive: it tells afterwards which ones an action has added.
    pub fn last_id(self) -> u32 {
        self.last_id.get_value()
    }

    fn forget(self) {
        self.list.update(VecDeque::clear);
    }
}

/// A `GET` without an answer, for tests.
#[cfg(test)]
pub fn exchange_example(path: &str) -> Exchange {
    Exchange {
        id: 1,
        step: None,
        method: "GET",
        path: path.into(),
        request_headers: Vec::new(),
        request_body: None,
        cookies: true,
        started_ms: 0.0,
        duration_ms: 0.0,
        outcome: Err(crate::http::ApiError::Unreachable),
    }
}
