//! The decoded token: header, payload, signature, and what each claim means.

use super::super::exchanges::pretty;
use crate::{
    i18n::{I18n, t_string, text, use_i18n},
    lesson::hex::to_hex,
    times,
};
use leptos::prelude::*;
use shared::{UnixSeconds, compact::Compact};
use wasm_bindgen::JsCast;

/// `None` for a text that has not the three parts of a token.
pub fn decoded(token: &str) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let compact = Compact::parse(token).ok()?;
    let header = String::from_utf8_lossy(&compact.header);
    let payload = String::from_utf8_lossy(&compact.payload);
    let bytes = compact.signature.len().to_string();
    let signature = to_hex(&compact.signature);
    Some(view! {
        <section class="part part--header">
            <h3 class="part__name" id="unpacked" tabindex="-1">{text!(i18n, walkthrough.issue.header)}</h3>
            {sides("token-header-json", &header)}
        </section>
        <section class="part part--payload">
            <h3 class="part__name">{text!(i18n, walkthrough.issue.payload)}</h3>
            {sides("token-payload-json", &payload)}
        </section>
        <section class="part part--signature">
            <h3 class="part__name">{text!(i18n, walkthrough.issue.signature)}</h3>
            <p class="part__json">{signature}</p>
            <p class="small">{Signal::derive(move || t_string!(i18n, walkthrough.issue.signature_text, bytes = bytes.clone()))}</p>
        </section>
        <div class="banner">
            <p class="banner__title">{text!(i18n, walkthrough.issue.absent)}</p>
            <p>{text!(i18n, walkthrough.issue.absent_text)}</p>
        </div>
    })
}

/// A JSON object, and beside it the meaning of each member, in the order of the token.
fn sides(testid: &'static str, json: &str) -> AnyView {
    let i18n = use_i18n();
    let rows = members(json).into_iter().map(|(name, seconds)| {
        let shown = name.clone();
        view! {
            <div>
                <dt><code>{shown}</code></dt>
                <dd class="facts__note">{Signal::derive(move || meaning(i18n, &name, seconds))}</dd>
            </div>
        }
    });
    view! {
        <div class="part__sides">
            <pre class="part__json" data-testid=testid>{pretty(json)}</pre>
            <dl class="facts">{rows.collect_view()}</dl>
        </div>
    }
    .into_any()
}

fn meaning(i18n: I18n, name: &str, seconds: Option<UnixSeconds>) -> String {
    let time = || seconds.map_or_else(String::new, |seconds| times::local_seconds(i18n, seconds));
    match name {
        "iat" => t_string!(i18n, walkthrough.claim.iat, time = time()),
        "exp" => t_string!(i18n, walkthrough.claim.exp, time = time()),
        _ => t_string!(i18n, walkthrough.claim_by_id).text(name).to_owned(),
    }
}

/// The names of an object's members in their order, with the values that are numbers.
fn members(json: &str) -> Vec<(String, Option<UnixSeconds>)> {
    let Ok(object) = js_sys::JSON::parse(json) else {
        return Vec::new();
    };
    js_sys::Object::entries(object.unchecked_ref())
        .iter()
        .filter_map(|entry| {
            let entry: js_sys::Array = entry.dyn_into().ok()?;
            Some((entry.get(0).as_string()?, entry.get(1).as_f64().map(whole)))
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers of a token are whole seconds")]
fn whole(number: f64) -> UnixSeconds {
    UnixSeconds(number as i64)
}
