//! An exchange as a sequence: browser, wire, server, database, from top to bottom.
//!
//! It is an ordered list, which style sheets draw as lanes and a screen reader reads in order.

use super::flow::{self, DrawnStage, SentCredential};
use crate::{
    http::Exchange,
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::api::StorageMode;
use std::time::Duration;

/// The names of the lanes, above everything that is drawn in them.
#[component]
pub fn Lanes() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="lanes" aria-hidden="true">
            <span class="lanes__name lanes__name--browser">{text!(i18n, walkthrough.flow.browser)}</span>
            <span class="lanes__name lanes__name--wire">{text!(i18n, walkthrough.flow.wire)}</span>
            <span class="lanes__name lanes__name--server">{text!(i18n, walkthrough.flow.server)}</span>
            <span class="lanes__name lanes__name--database">{text!(i18n, walkthrough.flow.database)}</span>
        </div>
    }
}

/// The request, the stages that the server reports, and the response.
pub fn sequence(exchange: &Exchange) -> AnyView {
    let i18n = use_i18n();
    let credential = match flow::credential_of(exchange) {
        SentCredential::Password => text!(i18n, walkthrough.flow.sends_password),
        SentCredential::Token => text!(i18n, walkthrough.flow.sends_token),
        SentCredential::Cookie => text!(i18n, walkthrough.flow.sends_cookie),
        SentCredential::Nothing => text!(i18n, walkthrough.flow.sends_nothing),
    };
    let status = exchange.status();
    let good = status.is_some_and(|status| status < 400);
    let shown = match status {
        Some(status) => status.into_any(),
        None => text!(i18n, walkthrough.exchange.no_answer).into_any(),
    };
    let problem = exchange.problem();
    let code = problem.as_ref().map(|problem| problem.code.name());
    let check = problem.and_then(|problem| problem.check);
    let took = flow::duration(Duration::from_secs_f64(exchange.duration_ms.max(0.0) / 1000.0));
    let inside = status.is_some().then(|| inside(exchange));
    view! {
        <ol class="flow">
            <li class="flow__arrow flow__arrow--out">
                <span class="visually-hidden">{text!(i18n, walkthrough.flow.out)} " "</span>
                <span class="flow__label"><strong>{exchange.method}</strong> " " {exchange.path.clone()}</span>
                <span class="flow__note">{credential}</span>
            </li>
            {inside}
            <li class="flow__arrow flow__arrow--back" data-refused=(!good).to_string()>
                <span class="visually-hidden">{text!(i18n, walkthrough.flow.back)} " "</span>
                <span class="flow__label">
                    <span class="exchange__status" class:exchange__status--bad=!good>{shown}</span>
                    {code.map(|code| format!(" {code}"))}
                    {check.map(|check| format!(" ({check})"))}
                </span>
                <span class="flow__note">{text!(i18n, walkthrough.flow.after)} " " {took}</span>
            </li>
        </ol>
    }
    .into_any()
}

/// What happened in the server, as far as it reports that.
fn inside(exchange: &Exchange) -> AnyView {
    let i18n = use_i18n();
    let Some(trace) = flow::trace(exchange) else {
        return view! {
            <li class="flow__work flow__work--silent" data-lane="server" data-testid="flow-silent">
                <span class="visually-hidden">{text!(i18n, walkthrough.flow.server)} ": "</span>
                <span class="flow__box">{text!(i18n, walkthrough.flow.silent)}</span>
            </li>
        }
        .into_any();
    };
    let times = trace.db;
    let database = Signal::derive(move || match times {
        0 => t_string!(i18n, walkthrough.flow.db_never).to_owned(),
        _ => t_string!(i18n, walkthrough.flow.db_times, times = times.to_string()),
    });
    let stages = flow::stages(exchange, &trace).into_iter().map(row).collect_view();
    view! {
        {stages}
        <li class="flow__work flow__work--sum" data-lane="database" data-testid="flow-db" data-times=times>
            <span class="visually-hidden">{text!(i18n, walkthrough.flow.database)} ": "</span>
            <span class="flow__box">{database}</span>
        </li>
    }
    .into_any()
}

fn row(drawn: DrawnStage) -> AnyView {
    let i18n = use_i18n();
    let (lane, place) = if flow::is_in_database(drawn.stage) {
        ("database", text!(i18n, walkthrough.flow.database))
    } else {
        ("server", text!(i18n, walkthrough.flow.server))
    };
    let refused = drawn.refused.then(|| {
        view! {
            <span class="visually-hidden">", "</span>
            <span class="flow__refused">{text!(i18n, walkthrough.flow.refused)}</span>
        }
    });
    view! {
        <li
            class="flow__work"
            data-lane=lane
            data-testid="flow-stage"
            data-stage=drawn.stage.name()
            data-refused=drawn.refused.to_string()
        >
            <span class="visually-hidden">{place} ": "</span>
            <span class="flow__box">
                {Signal::derive(move || t_string!(i18n, walkthrough.stage_by_id).text(drawn.stage.name()))}
                {refused}
                <span class="flow__took">{drawn.took.map(flow::duration)}</span>
            </span>
        </li>
    }
    .into_any()
}

/// The token on its way to the place where it is kept. Nothing is sent for that.
#[component]
pub fn Kept(mode: StorageMode) -> impl IntoView {
    let i18n = use_i18n();
    let place = Signal::derive(move || {
        let place = messages::storage_name(i18n, mode);
        t_string!(i18n, walkthrough.flow.kept, place = place)
    });
    view! {
        <ol class="flow" data-testid="flow-kept">
            <li class="flow__work" data-lane="browser">
                <span class="visually-hidden">{text!(i18n, walkthrough.flow.browser)} ": "</span>
                <span class="flow__box">{place}</span>
            </li>
        </ol>
    }
}
