//! What each member means; times as dates, and how far away they are.

use crate::{
    components::{Ticks, part as changing},
    i18n::{I18n, t_string, text, use_i18n},
    lesson::inspector::{claims, json::JsonMember, state::InspectorState, texts},
    times,
};
use leptos::prelude::*;
use shared::{UnixSeconds, compact::Part};

/// How many members are explained. A token that has more of them was not made to be read.
const SHOWN: usize = 60;

/// The members of a part in their order, each with its meaning.
#[component]
pub fn Meanings(state: InspectorState, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let members = Memo::new(move |_| {
        state.dissected.with(|token| {
            let json = token.part(part)?.json.as_ref()?;
            Some(json.members().iter().map(member).collect::<Vec<_>>())
        })
    });
    changing(move || {
        let members = members.get().filter(|members| !members.is_empty())?;
        let more = members.len().saturating_sub(SHOWN);
        let rows =
            members.into_iter().take(SHOWN).map(move |(name, time)| row(i18n, part, name, time));
        let more = (more > 0).then(|| {
            let count = more.to_string();
            let text = move || t_string!(i18n, inspector.more, count = count.clone());
            view! { <p class="small soft">{Signal::derive(text)}</p> }
        });
        Some(view! {
            <dl class="facts" data-testid=format!("{}-meanings", part.name())>{rows.collect_view()}</dl>
            {more}
        })
    })
}

/// The name, and the time if it is one.
fn member(member: &JsonMember) -> (String, Option<i64>) {
    let time = member.value.number().filter(|_| claims::is_time(&member.name));
    (member.name.clone(), time)
}

fn row(i18n: I18n, part: Part, name: String, time: Option<i64>) -> AnyView {
    let shown = name.clone();
    let known = claims::meaning(i18n, part, &name).map(|(_, source)| source);
    let meaning = Signal::derive(move || {
        claims::meaning(i18n, part, &name)
            .map_or_else(|| t_string!(i18n, inspector.part.unregistered), |(meaning, _)| meaning)
    });
    view! {
        <div>
            <dt><code>{shown.clone()}</code></dt>
            <dd>
                {time.map(|time| when(i18n, &shown, time))}
                <span class="facts__note">{meaning} " "</span>
                {known.map(|source| view! { <span class="inspect__source">{source}</span> })}
            </dd>
        </div>
    }
    .into_any()
}

/// A date in the visitor's time zone, and the distance by the server's clock.
fn when(i18n: I18n, name: &str, seconds: i64) -> AnyView {
    let ticks = expect_context::<Ticks>();
    if !(0..=UnixSeconds::MAX.0).contains(&seconds) {
        return view! { <p class="inspect__time">{text!(i18n, inspector.time.beyond)}</p> }
            .into_any();
    }
    let date = Signal::derive(move || times::local(i18n, seconds * 1000));
    let distance = Signal::derive(move || texts::distance(i18n, seconds - ticks.now().0));
    view! {
        <p class="inspect__time">
            <time data-testid=format!("time-{name}")>{date}</time>
            " · "
            <span data-testid=format!("distance-{name}")>{distance}</span>
        </p>
    }
    .into_any()
}
