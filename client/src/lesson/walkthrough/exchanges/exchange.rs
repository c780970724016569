//! One request with its response.

use super::{super::state::Tour, curl, sequence::sequence};
use crate::{
    http::{Answer, Exchange},
    i18n::{text, use_i18n},
    lesson::copy::Copy,
};
use js_sys::JSON;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The diagram of an exchange, and folded away the messages as they were sent.
/// `open` unfolds the messages from the start.
pub fn exchange_view(exchange: &Exchange, open: bool) -> AnyView {
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
            {sequence(exchange)}
            <details class="exchange__more" open=open>
                <summary class="exchange__summary" data-testid="exchange-details">
                    {text!(i18n, walkthrough.exchange.details)}
                </summary>
                <div class="exchange__body">
                    {request(exchange)}
                    {exchange.answer().map(response)}
                    {curl_command(exchange)}
                </div>
            </details>
        </article>
    }
    .into_any()
}

fn request(exchange: &Exchange) -> AnyView {
    let i18n = use_i18n();
    let first = format!("{} {}", exchange.method, exchange.path);
    let headers = exchange.request_headers.iter().map(|(name, value)| (*name, value.as_str()));
    let body = exchange.request_body.as_deref().unwrap_or_default();
    view! {
        <div class="exchange__side">
            <p class="serial">{text!(i18n, walkthrough.exchange.request)}</p>
            {message(first, headers, body)}
            <p class="small soft">{text!(i18n, walkthrough.exchange.own_headers)}</p>
        </div>
    }
    .into_any()
}

fn response(answer: &Answer) -> AnyView {
    let i18n = use_i18n();
    let headers = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    view! {
        <div class="exchange__side" data-testid="exchange-answer">
            <p class="serial">{text!(i18n, walkthrough.exchange.answer)}</p>
            {message(answer.status.to_string(), headers, &answer.body)}
            <p class="small soft">{text!(i18n, walkthrough.exchange.seen_headers)}</p>
        </div>
    }
    .into_any()
}

/// A message in the form in which HTTP/1.1 would write it.
fn message<'a>(
    first: String,
    headers: impl Iterator<Item = (&'a str, &'a str)>,
    body: &str,
) -> AnyView {
    let header = |(name, value): (&str, &str)| {
        view! { <span class="wire__name">{name.to_owned()} ": "</span> {value.to_owned()} "\n" }
    };
    let headers = headers.map(header).collect_view();
    let body = (!body.is_empty()).then(|| view! { "\n" {pretty(body)} });
    view! { <pre class="wire"><strong>{first}</strong> "\n" {headers} {body}</pre> }.into_any()
}

fn curl_command(exchange: &Exchange) -> AnyView {
    let i18n = use_i18n();
    let origin = window().location().origin().unwrap_or_default();
    let command = curl::command(exchange, &origin);
    let note = curl::lacks_cookie(exchange)
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
    .into_any()
}

/// JSON with line breaks, its members in their order; any other text as it is. The browser's own `JSON` keeps that order
/// and costs nothing.
pub fn pretty(text: &str) -> String {
    JSON::parse(text)
        .and_then(|value| {
            JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into())
        })
        .map_or_else(|_| text.to_owned(), String::from)
}
