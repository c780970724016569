//! Header and payload as JSON to edit, and the signature.

use super::{
    highlight::{HighlightedField, select, styled},
    meanings::Meanings,
    panel::fault_note,
};
use crate::{
    components::part as changing,
    i18n::{I18n, t_string, text, use_i18n},
    lesson::{
        hex::to_hex,
        inspector::{
            json::{JsonFault, JsonValue, scan},
            state::InspectorState,
            texts,
        },
    },
};
use leptos::prelude::*;
use shared::compact::Part;
use std::ops::Range;

#[component]
pub fn Editor(state: InspectorState, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let (id, label) = match part {
        Part::Header => ("header-json", text!(i18n, inspector.part.edit_header)),
        _ => ("payload-json", text!(i18n, inspector.part.edit_payload)),
    };
    let edited = state.edited(part);
    let scanned = Memo::new(move |_| edited.with(|text| scan(text)));
    let inner = Memo::new(move |_| edited.with(|text| inner_token(part, text).map(str::to_owned)));
    // An empty part is a fault of the token, and is shown below the token.
    let fault = Memo::new(move |_| {
        let (_, fault) = scanned.get();
        fault.filter(|_| inner.get().is_none() && !edited.with(String::is_empty))
    });
    let colours = Signal::derive(move || {
        let fault = fault.get();
        edited.with(|text| {
            scanned.with(|(value, _)| styled(text, &colours(value.as_ref(), fault.as_ref())))
        })
    });
    let told = changing(move || {
        if let Some(inner) = inner.get() {
            return Some(nested(i18n, state, inner));
        }
        let fault = fault.get()?;
        let message = edited.with(|text| texts::json_fault(i18n, text, &fault));
        let name = fault.kind.into_str();
        let show = move |()| edited.with_untracked(|text| select(id, text, &fault.at));
        let label = text!(i18n, inspector.part.show);
        Some(fault_note(name, message, Some((format!("{id}-show"), label, Callback::new(show)))))
    });
    view! {
        <section class=format!("part part--{}", part.name()) aria-labelledby=format!("{id}-title")>
            <h2 class="part__name" id=format!("{id}-title")>{Signal::derive(move || texts::part(i18n, part))}</h2>
            <HighlightedField
                id=id
                label=label
                value=edited
                runs=colours
                input=Callback::new(move |text: String| state.edit(part, text))
                invalid=Signal::derive(move || fault.with(Option::is_some))
                quiet=true
            />
            <div id=format!("{id}-faults") data-testid=format!("{id}-faults") role="status">{told}</div>
            <Meanings state=state part=part/>
        </section>
    }
    .into_any()
}

/// The token that the payload is instead of JSON (RFC 7519 §5.2, appendix A.2).
fn inner_token(part: Part, text: &str) -> Option<&str> {
    let text = text.trim().trim_matches('"');
    let dots = text.matches('.').count();
    (part == Part::Payload && text.starts_with("ey") && matches!(dots, 2 | 4)).then_some(text)
}

fn nested(i18n: I18n, state: InspectorState, inner: String) -> AnyView {
    let open = move |()| {
        state.load(&inner);
        select("token", "", &(0..0));
    };
    let message = t_string!(i18n, inspector.part.nested).to_owned();
    let label = text!(i18n, inspector.part.open_inner);
    fault_note("nested", message, Some(("open-inner".into(), label, Callback::new(open))))
}

#[component]
pub fn SignaturePart(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let bytes = Signal::derive(move || {
        state
            .dissected
            .with(|token| token.part(Part::Signature).map(|segment| segment.bytes.clone()))
    });
    let hex = Signal::derive(move || bytes.get().map_or_else(String::new, |bytes| to_hex(&bytes)));
    let length = Signal::derive(move || match bytes.get() {
        None => t_string!(i18n, inspector.part.none).to_owned(),
        Some(bytes) => {
            let bytes = bytes.len().to_string();
            t_string!(i18n, inspector.part.bytes, bytes = bytes)
        }
    });
    view! {
        <section class="part part--signature" aria-labelledby="signature-title">
            <h2 class="part__name" id="signature-title">{Signal::derive(move || texts::part(i18n, Part::Signature))}</h2>
            <p class="part__json" data-testid="signature-hex">{hex}</p>
            <p class="small soft">{length}</p>
        </section>
    }
    .into_any()
}

/// How many names get a colour: each is an element of its own, and thousands would make typing slow.
const COLOURED: usize = 400;

fn colours(
    value: Option<&JsonValue>,
    fault: Option<&JsonFault>,
) -> Vec<(Range<usize>, &'static str)> {
    let mut marks = Vec::new();
    if let Some(value) = value {
        value.walk("", &mut |member, _, _| {
            marks.extend(member.map(|member| (member.name_at.clone(), "highlight__name")));
        });
        marks.truncate(COLOURED);
    }
    if let Some(fault) = fault {
        let class = if fault.at.is_empty() {
            "highlight__fault highlight__fault--end"
        } else {
            "highlight__fault"
        };
        // A name that stands twice is marked as a fault and not as a name.
        marks.retain(|(name, _)| name.end <= fault.at.start || name.start >= fault.at.end);
        marks.push((fault.at.clone(), class));
        marks.sort_by_key(|(range, _)| range.start);
    }
    marks
}
