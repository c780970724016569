//! The only place that fetches. A program may watch every exchange, and show it.

mod call;
mod error;
mod exchange;

pub use call::{Call, Credential};
pub use error::ApiError;
pub use exchange::{Answer, Exchange, Seen};

use crate::browser::clock;
use js_sys::{Array, JsString};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::{Problem, problem};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit, Response,
};

/// Longer than the server allows itself, so that its own answer comes first.
const TIMEOUT_MS: u32 = 20_000;

#[derive(Clone, Copy, Debug, Default)]
pub struct Http {
    /// The observer, and the id of the last exchange that it was told of.
    observer: StoredValue<Option<(Callback<Seen>, u32)>>,
    answering: RwSignal<Option<bool>>,
}

impl Http {
    /// Tells `observer` of every exchange from here on. There is one observer at most.
    pub fn watch(self, observer: impl Fn(Seen) + Send + Sync + 'static) {
        self.observer.set_value(Some((Callback::new(observer), 0)));
    }

    /// Has the observer forget what it has seen.
    pub fn forget(self) {
        if let Some((observer, _)) = self.observer.get_value() {
            observer.run(Seen::End);
        }
    }

    /// Whether the server answered the last call; `None` before the first. Reactive.
    pub fn answering(self) -> Option<bool> {
        self.answering.get()
    }

    /// Sends `call` and reads the answer. `T` is `()` where the answer has no body.
    pub async fn send<T: DeserializeOwned>(self, call: Call) -> Result<T, ApiError> {
        self.send_and(call, Answer::read).await
    }

    /// Sends `call` and gives the body of the answer, for bodies that are not JSON.
    pub async fn send_for_text(self, call: Call) -> Result<String, ApiError> {
        self.send_and(call, |answer| Ok(good(answer)?.body.clone())).await
    }

    async fn send_and<T>(
        self,
        call: Call,
        read: impl Fn(&Answer) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let started_ms = clock::now_ms();
        let stopwatch = clock::stopwatch_ms();
        let outcome = fetch(&call).await;
        let duration_ms = clock::stopwatch_ms() - stopwatch;

        let result = outcome.as_ref().map_err(Clone::clone).and_then(read);
        self.notice(result.as_ref().err());
        if let Some((observer, last)) = self.observer.get_value().filter(|_| call.recorded) {
            let id = last + 1;
            self.observer.set_value(Some((observer, id)));
            let exchange = Exchange {
                id,
                step: call.step,
                method: call.method,
                request_headers: call.headers(),
                path: call.path,
                request_body: call.body,
                cookies: call.credential != Credential::Nothing,
                started_ms,
                duration_ms,
                outcome,
            };
            observer.run(Seen::Exchange(Box::new(exchange)));
        }
        result
    }

    /// Sends `call` and gives the answer as it came, whatever its status. No observer is told.
    pub async fn ask(self, call: Call) -> Result<Answer, ApiError> {
        let answer = fetch(&call).await;
        self.notice(answer.as_ref().err());
        answer
    }

    fn notice(self, error: Option<&ApiError>) {
        let answering = Some(!error.is_some_and(ApiError::is_away));
        if self.answering.get_untracked() != answering {
            self.answering.set(answering);
        }
    }
}

async fn fetch(call: &Call) -> Result<Answer, ApiError> {
    let answer = async {
        let request = request(call)?;
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let response: Response =
            JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
        let body = JsFuture::from(response.text()?).await?;
        Ok::<_, JsValue>(Answer {
            status: response.status(),
            headers: headers(&response.headers()),
            body: body.as_string().unwrap_or_default(),
        })
    };
    answer.await.map_err(|error| failure(&error))
}

fn request(call: &Call) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in call.headers() {
        headers.append(name, &value)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_headers(&headers);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(match call.credential {
        Credential::Nothing => RequestCredentials::Omit,
        Credential::Cookies | Credential::Bearer(_) => RequestCredentials::SameOrigin,
    });
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    if let Some(body) = &call.body {
        init.set_body(&JsValue::from_str(body));
    }
    Request::new_with_str_and_init(&call.path, &init)
}

/// The answer's headers that a script may see; `Set-Cookie` is not one.
fn headers(headers: &Headers) -> Vec<(String, String)> {
    let text = |value: JsValue| value.dyn_into::<JsString>().ok().map(String::from);
    js_sys::try_iter(headers)
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry: Array = entry.ok()?.dyn_into().ok()?;
            Some((text(entry.get(0))?, text(entry.get(1))?))
        })
        .collect()
}

fn failure(error: &JsValue) -> ApiError {
    let name = js_sys::Reflect::get(error, &JsValue::from_str("name")).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("TimeoutError" | "AbortError") => ApiError::TimedOut,
        _ => ApiError::Unreachable,
    }
}

/// The answer, unless it is a refusal.
fn good(answer: &Answer) -> Result<&Answer, ApiError> {
    let kind = answer.header("content-type").unwrap_or_default();
    if kind.starts_with(problem::MEDIA_TYPE)
        && let Ok(problem) = serde_json::from_str::<Problem>(&answer.body)
    {
        return Err(ApiError::Problem(Box::new(problem)));
    }
    match answer.status {
        200..300 if !kind.starts_with(problem::MEDIA_TYPE) => Ok(answer),
        _ => Err(ApiError::unreadable(answer.status)),
    }
}

impl Answer {
    /// Reads the body as JSON, or says what the server refuses.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        let answer = good(self)?;
        let body = if answer.body.is_empty() { "null" } else { &answer.body };
        serde_json::from_str(body).map_err(|_| ApiError::unreadable(answer.status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{ProblemCode, api::Empty};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn answered(status: u16, kind: &str, body: &str) -> Answer {
        let headers = vec![("content-type".into(), kind.into())];
        Answer { status, headers, body: body.into() }
    }

    #[test]
    fn an_answer_and_a_problem_are_told_apart() {
        assert!(answered(200, "application/json", "{}").read::<Empty>().is_ok());
        assert!(answered(204, "", "").read::<()>().is_ok());

        let problem = Problem::new(ProblemCode::TokenExpired, "12 s ago");
        let body = serde_json::to_string(&problem).unwrap();
        let error = answered(401, problem::MEDIA_TYPE, &body).read::<Empty>().unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::TokenExpired));
    }

    #[test]
    fn a_proxy_without_a_server_behind_it_counts_as_no_server() {
        for status in [500, 502, 504] {
            let error = answered(status, "text/plain", "").read::<Empty>().unwrap_err();
            assert_eq!(error, ApiError::Unreachable);
        }
        let error = answered(200, "text/html", "<!doctype html>").read::<Empty>().unwrap_err();
        assert_eq!(error, ApiError::Unreadable { status: 200 });
    }
}
