//! The only place that fetches. A program may watch every exchange, and show it.

mod call;
mod error;
mod exchange;
mod observer;

pub use call::{Call, Credential};
pub use error::ApiError;
pub use exchange::{Answer, Exchange, Failure, Outcome};
pub use observer::Seen;

use crate::browser::clock;
use js_sys::{Array, JsString};
use leptos::prelude::*;
use observer::Observer;
use serde::de::DeserializeOwned;
use shared::{Problem, problem};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit, Response,
};

/// Longer than the server allows itself, so that its own answer comes first.
const TIMEOUT_MS: u32 = 20_000;

/// Sends calls to the server.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    observer: Observer,
    answering: RwSignal<Option<bool>>,
}

impl Http {
    /// With nothing sent yet.
    pub fn new() -> Self {
        Self { observer: Observer::none(), answering: RwSignal::new(None) }
    }

    /// Tells `observer` from here on what goes over the wire. There is one observer at most.
    pub fn watch(self, observer: impl Fn(Seen) + Send + Sync + 'static) {
        self.observer.set(observer);
    }

    /// Has the observer forget what it has seen.
    pub fn forget(self) {
        self.observer.end();
    }

    /// Whether the server answered the last call; `None` before the first. Reactive.
    pub fn answering(self) -> Option<bool> {
        self.answering.get()
    }

    /// The same for code that only wants to look once.
    pub fn answering_untracked(self) -> Option<bool> {
        self.answering.get_untracked()
    }

    /// Sends `call` and reads the answer. `T` is `()` where the answer has no body.
    pub async fn send<T: DeserializeOwned>(self, call: Call) -> Result<T, ApiError> {
        self.send_and(call, read).await
    }

    /// Sends `call` and gives the answer as it is, for what is no JSON.
    pub async fn send_for_text(self, call: Call) -> Result<String, ApiError> {
        self.send_and(call, |outcome| Ok(good(outcome)?.body.clone())).await
    }

    async fn send_and<T>(
        self,
        call: Call,
        read: impl Fn(&Outcome) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let started_ms = clock::now_ms();
        let stopwatch = clock::stopwatch_ms();
        let outcome = fetch(&call).await;
        let duration_ms = clock::stopwatch_ms() - stopwatch;

        let result = read(&outcome);
        self.notice(result.as_ref().err());
        if call.recorded {
            self.observer.exchanged(|id| Exchange::new(id, call, started_ms, duration_ms, outcome));
        }
        result
    }

    /// Sends `call` and gives the answer as it came, whatever it says. No observer is told.
    pub async fn ask(self, call: Call) -> Result<Answer, ApiError> {
        let answer = match fetch(&call).await {
            Outcome::Answered(answer) => Ok(answer),
            Outcome::Failed(failure) => Err(failure.into()),
        };
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

impl Default for Http {
    fn default() -> Self {
        Self::new()
    }
}

async fn fetch(call: &Call) -> Outcome {
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
    match answer.await {
        Ok(answer) => Outcome::Answered(answer),
        Err(error) => Outcome::Failed(failure(&error)),
    }
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

/// Of the answer's headers, those that a script may see. `Set-Cookie` never is.
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

fn failure(error: &JsValue) -> Failure {
    let name = js_sys::Reflect::get(error, &JsValue::from_str("name")).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("TimeoutError" | "AbortError") => Failure::TimedOut,
        _ => Failure::Unreachable,
    }
}

fn read<T: DeserializeOwned>(outcome: &Outcome) -> Result<T, ApiError> {
    let answer = good(outcome)?;
    let body = if answer.body.is_empty() { "null" } else { &answer.body };
    serde_json::from_str(body).map_err(|_| ApiError::unreadable(answer))
}

/// The answer, unless it is a refusal.
fn good(outcome: &Outcome) -> Result<&Answer, ApiError> {
    let answer = match outcome {
        Outcome::Answered(answer) => answer,
        Outcome::Failed(failure) => return Err((*failure).into()),
    };
    if answer.is_problem() {
        return Err(match serde_json::from_str::<Problem>(&answer.body) {
            Ok(problem) => ApiError::Problem(Box::new(problem)),
            Err(_) => ApiError::unreadable(answer),
        });
    }
    if !(200..300).contains(&answer.status) {
        return Err(ApiError::unreadable(answer));
    }
    Ok(answer)
}

impl Answer {
    /// What the answer says, or why it does not.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        read(&Outcome::Answered(self))
    }

    fn is_problem(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with(problem::MEDIA_TYPE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{ProblemCode, api::Empty};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn answered(status: u16, kind: &str, body: &str) -> Outcome {
        Outcome::Answered(Answer {
            status,
            headers: vec![("content-type".into(), kind.into())],
            body: body.into(),
        })
    }

    #[test]
    fn an_answer_a_problem_and_nobody_are_told_apart() {
        assert!(read::<Empty>(&answered(200, "application/json", "{}")).is_ok());
        assert!(read::<()>(&answered(204, "", "")).is_ok());

        let problem = Problem::new(ProblemCode::TokenExpired, "12 s ago");
        let body = serde_json::to_string(&problem).unwrap();
        let error = read::<Empty>(&answered(401, problem::MEDIA_TYPE, &body)).unwrap_err();
        assert_eq!(error.code(), Some(ProblemCode::TokenExpired));

        let nobody = Outcome::Failed(Failure::Unreachable);
        assert_eq!(read::<()>(&nobody), Err(ApiError::Unreachable));
    }

    #[test]
    fn a_proxy_without_a_server_behind_it_counts_as_nobody() {
        for status in [500, 502, 504] {
            let error = read::<Empty>(&answered(status, "text/plain", "")).unwrap_err();
            assert_eq!(error, ApiError::Unreachable);
        }
        let page = answered(200, "text/html", "<!doctype html>");
        let error = read::<Empty>(&page).unwrap_err();
        assert_eq!(error, ApiError::Unreadable { status: 200 });
    }
}
