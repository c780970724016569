//! Header and payload as JSON to edit, and the signature.

use super::{
    highlight::{HighlightedField, select, styled},
    meanings::Meanings,
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

/// The header or the payload.
#[component]
pub fn Editor(
    /// Where it lies.
    state: InspectorState,
    /// Which of the two.
    part: Part,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, label) = match part {
        Part::Header => ("header-json", text!(i18n, inspector.part.edit_header)),
        _ => ("payload-json", text!(i18n, inspector.part.edit_payload)),
    };
    let pane = state.pane(part);
    let scanned = Memo::new(move |_| pane.with(|text| scan(text)));
    let inner = Memo::new(move |_| pane.with(|text| inner_token(part, text).map(str::to_owned)));
    // Of nothing at all there is nothing to say; that a part of the token is empty is said beside the token.
    let fault = Memo::new(move |_| {
        let (_, fault) = scanned.get();
        fault.filter(|_| inner.get().is_none() && !pane.with(String::is_empty))
    });
    let colours = Signal::derive(move || {
        let fault = fault.get();
        pane.with(|text| {
            scanned.with(|(value, _)| styled(text, &colours(value.as_ref(), fault.as_ref())))
        })
    });
    let told = changing(move || {
        if let Some(inner) = inner.get() {
            return Some(nested(i18n, state, inner));
        }
        let fault = fault.get()?;
        let text = pane.with(|text| texts::json_fault(i18n, text, &fault));
        let name = fault.why.name();
        let show = move |_| pane.with_untracked(|text| select(id, text, &fault.at));
        Some(view! {
            <div class="fault" data-fault=name>
                <p>{text}</p>
                <button type="button" class="button button--small" data-testid=format!("{id}-show") on:click=show>
                    {text!(i18n, inspector.part.show)}
                </button>
            </div>
        }
        .into_any())
    });
    view! {
        <section class=format!("part part--{}", part.name()) aria-labelledby=format!("{id}-title")>
            <h2 class="part__name" id=format!("{id}-title")>{Signal::derive(move || texts::part(i18n, part))}</h2>
            <HighlightedField
                id=id
                label=label
                value=pane
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
    let open = move |_| {
        state.put(&inner);
        select("token", "", &(0..0));
    };
    view! {
        <div class="fault" data-fault="nested">
            <p>{text!(i18n, inspector.part.nested)}</p>
            <button type="button" class="button button--small" data-testid="open-inner" on:click=open>
                {text!(i18n, inspector.part.open_inner)}
            </button>
        </div>
    }
    .into_any()
}

/// The bytes of the signature.
#[component]
pub fn SignaturePart(
    /// Where it lies.
    state: InspectorState,
) -> impl IntoView {
    let i18n = use_i18n();
    let bytes = Signal::derive(move || {
        state.dissected.with(|token| token.part(Part::Signature).map(|piece| piece.bytes.clone()))
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
            <h2 class="part__name" id="signature-title">{text!(i18n, inspector.part.signature)}</h2>
            <p class="part__json" data-testid="signature-hex">{hex}</p>
            <p class="small soft">{length}</p>
        </section>
    }
    .into_any()
}

/// How many names get a colour: each is an element of its own, and thousands would make typing slow.
const COLOURED: usize = 400;

/// The names of members, and the fault.
fn colours(
    value: Option<&JsonValue>,
    fault: Option<&JsonFault>,
) -> Vec<(Range<usize>, &'static str)> {
    let mut marks = Vec::new();
    if let Some(value) = value {
        names(value, &mut marks);
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

fn names(value: &JsonValue, marks: &mut Vec<(Range<usize>, &'static str)>) {
    for member in value.members() {
        marks.push((member.name_at.clone(), "highlight__name"));
        names(&member.value, marks);
    }
    for item in value.items() {
        names(item, marks);
    }
}
