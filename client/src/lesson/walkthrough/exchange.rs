//! One request and its answer, as they were.

use super::{copy::Copy, curl, diagram::Sequence, tour::Tour};
use crate::{
    http::{Answer, Exchange},
    i18n::{text, use_i18n},
};
use leptos::prelude::*;

/// The sequence, and everything else a click away.
#[component]
pub fn ExchangeView(
    /// What to show.
    exchange: Exchange,
    /// Whether to show all of it from the start.
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let problem = exchange.problem();
    let status = exchange.status().map_or_else(|| "error".to_owned(), |status| status.to_string());
    let code = problem.as_ref().map(|problem| problem.code.name());
    let check = problem.as_ref().and_then(|problem| problem.check).map(shared::Check::name);
    let (id, method, path) = (exchange.id, exchange.method, exchange.path.clone());
    let latest = {
        let exchange = exchange.clone();
        Signal::derive(move || tour.is_latest(&exchange))
    };
    view! {
        <article
            class="exchange"
            class:exchange--latest=latest
            aria-label=format!("{method} {path}")
            data-testid="exchange"
            data-id=id
            data-method=method
            data-path=path
            data-status=status
            data-code=code
            data-check=check
        >
            <Sequence exchange=exchange.clone()/>
            <details class="exchange__more" open=open>
                <summary class="exchange__summary" data-testid="exchange-details">
                    {text!(i18n, walkthrough.exchange.details)}
                </summary>
                <div class="exchange__body">
                    <Request exchange=exchange.clone()/>
                    {exchange.answer().cloned().map(|answer| view! { <AnswerView answer=answer/> })}
                    <Curl exchange=exchange/>
                </div>
            </details>
        </article>
    }
}

#[component]
fn Request(exchange: Exchange) -> impl IntoView {
    let i18n = use_i18n();
    let headers = exchange.request_headers.into_iter();
    let headers = headers.map(|(name, value)| (name.to_owned(), value)).collect();
    let first = format!("{} {}", exchange.method, exchange.path);
    view! {
        <div class="exchange__side">
            <p class="serial">{text!(i18n, walkthrough.exchange.request)}</p>
            <Wire first=first headers=headers body=exchange.request_body.unwrap_or_default()/>
            <p class="small soft">{text!(i18n, walkthrough.exchange.own_headers)}</p>
        </div>
    }
}

#[component]
fn AnswerView(answer: Answer) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="exchange__side" data-testid="exchange-answer">
            <p class="serial">{text!(i18n, walkthrough.exchange.answer)}</p>
            <Wire first=answer.status.to_string() headers=answer.headers body=answer.body/>
            <p class="small soft">{text!(i18n, walkthrough.exchange.seen_headers)}</p>
        </div>
    }
}

/// A message in the form in which HTTP/1.1 would write it.
#[component]
fn Wire(first: String, headers: Vec<(String, String)>, body: String) -> impl IntoView {
    let headers = headers
        .into_iter()
        .map(|(name, value)| {
            view! { <span class="wire__name">{name} ": "</span> {value} "\n" }
        })
        .collect_view();
    let body = (!body.is_empty()).then(|| view! { "\n" {pretty(&body)} });
    view! { <pre class="wire"><strong>{first}</strong> "\n" {headers} {body}</pre> }
}

#[component]
fn Curl(exchange: Exchange) -> impl IntoView {
    let i18n = use_i18n();
    let origin = window().location().origin().unwrap_or_default();
    let command = curl::command(&exchange, &origin);
    let note = curl::lacks_cookie(&exchange)
        .then(|| view! { <p class="small soft">{text!(i18n, walkthrough.exchange.no_cookie)}</p> });
    view! {
        <div class="exchange__side">
            <p class="serial">{text!(i18n, walkthrough.exchange.curl)}</p>
            <pre class="wire">{command.clone()}</pre>
            <div class="row">
                <Copy what=command label=text!(i18n, walkthrough.exchange.copy) testid="copy-curl"/>
            </div>
            {note}
        </div>
    }
}

/// JSON with line breaks, its members in their order; anything else as it is.
#[must_use]
pub fn pretty(text: &str) -> String {
    js_sys::JSON::parse(text)
        .and_then(|value| {
            js_sys::JSON::stringify_with_replacer_and_space(
                &value,
                &wasm_bindgen::JsValue::NULL,
                &2.into(),
            )
        })
        .map_or_else(|_| text.to_owned(), String::from)
}
