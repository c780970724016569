//! One request and its answer, as they were.

use super::{curl, tour::Tour};
use crate::{
    browser::clipboard,
    components::When,
    http::{Answer, Exchange},
    i18n::{t_string, text, use_i18n},
};
use leptos::{prelude::*, task::spawn_local};
use shared::Step;

/// What went over the wire in a step, oldest first.
#[component]
pub fn ExchangeList(
    /// The step.
    step: Step,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let exchanges = Memo::new(move |_| tour.exchanges(step));
    view! {
        <When so=Signal::derive(move || exchanges.with(|exchanges| !exchanges.is_empty()))>
            <section class="panel__section" aria-labelledby="wire-title">
                <h3 id="wire-title">{text!(i18n, walkthrough.panel.wire)}</h3>
                <For each=move || exchanges.get() key=|exchange| exchange.id let:exchange>
                    <ExchangeView exchange=exchange open=step == Step::Issue/>
                </For>
                <p class="small soft">{text!(i18n, walkthrough.exchange.secrets)}</p>
            </section>
        </When>
    }
}

/// Two lines, and everything else a click away.
#[component]
fn ExchangeView(
    /// What to show.
    exchange: Exchange,
    /// Whether to show all of it from the start.
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let problem = exchange.problem();
    let status = exchange
        .status()
        .map_or_else(|| "error".to_owned(), |status| status.to_string());
    let good = exchange.status().is_some_and(|status| status < 400);
    let milliseconds = whole(exchange.duration_ms);
    let shown_status = {
        let status = exchange.status();
        Signal::derive(move || {
            status.map_or_else(
                || t_string!(i18n, walkthrough.exchange.no_answer).to_owned(),
                |status| status.to_string(),
            )
        })
    };
    let code = problem.as_ref().map(|problem| problem.code.name());
    let check = problem
        .as_ref()
        .and_then(|problem| problem.check)
        .map(shared::Check::name);
    let latest = {
        let exchange = exchange.clone();
        Signal::derive(move || tour.is_latest(&exchange))
    };
    view! {
        <details
            class="exchange"
            class:exchange--latest=latest
            open=open
            data-testid="exchange"
            data-id=exchange.id
            data-method=exchange.method
            data-path=exchange.path.clone()
            data-status=status
            data-code=code
            data-check=check
        >
            <summary class="exchange__summary" data-testid="exchange-details">
                <span class="exchange__line">
                    <span class="exchange__arrow" aria-hidden="true">"→"</span>
                    <span class="exchange__method">{exchange.method}</span>
                    <span>{exchange.path.clone()}</span>
                    <span class="exchange__more">{text!(i18n, walkthrough.exchange.details)}</span>
                </span>
                <span class="exchange__line">
                    <span class="exchange__arrow" aria-hidden="true">"←"</span>
                    <span class="exchange__status" class:exchange__status--bad=!good>{shown_status}</span>
                    {code.map(|code| view! { <span>{code}</span> })}
                    {check.map(|check| view! { <span class="soft">"(" {check} ")"</span> })}
                    <span class="soft">{milliseconds} " ms"</span>
                </span>
            </summary>
            <div class="exchange__body">
                <Request exchange=exchange.clone()/>
                {exchange.answer().cloned().map(|answer| view! { <AnswerView answer=answer/> })}
                <Curl exchange=exchange.clone()/>
            </div>
        </details>
    }
}

#[component]
fn Request(exchange: Exchange) -> impl IntoView {
    let i18n = use_i18n();
    let headers = exchange.request_headers.into_iter();
    let headers = headers
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
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
    let copied = RwSignal::new(None);
    let copy = {
        let command = command.clone();
        move |_| {
            let command = command.clone();
            spawn_local(async move { copied.set(Some(clipboard::write(&command).await)) });
        }
    };
    let answer = Signal::derive(move || match copied.get() {
        None => "",
        Some(true) => t_string!(i18n, walkthrough.exchange.copied),
        Some(false) => t_string!(i18n, walkthrough.exchange.not_copied),
    });
    let note = curl::lacks_cookie(&exchange)
        .then(|| view! { <p class="small soft">{text!(i18n, walkthrough.exchange.no_cookie)}</p> });
    view! {
        <div class="exchange__side">
            <p class="serial">{text!(i18n, walkthrough.exchange.curl)}</p>
            <pre class="wire">{command}</pre>
            <div class="row">
                <button type="button" class="button button--small" data-testid="copy-curl" on:click=copy>
                    {text!(i18n, walkthrough.exchange.copy)}
                </button>
                <span class="small" role="status">{answer}</span>
            </div>
            {note}
        </div>
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a duration is not negative, and a fraction of a millisecond says nothing"
)]
fn whole(milliseconds: f64) -> u32 {
    milliseconds.round() as u32
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
