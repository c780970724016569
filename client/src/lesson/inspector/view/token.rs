//! The field for the token, with notes on the removed text and on faults.

use super::{
    highlight::{HighlightedField, select, styled},
    panel::fault_note,
};
use crate::{
    components::{When, part},
    i18n::{I18n, t_string, text, use_i18n},
    lesson::{
        copy::Copy,
        inspector::{
            link,
            state::InspectorState,
            texts,
            token::{Dissected, Removal, Shape},
        },
    },
};
use leptos::prelude::*;
use shared::compact::{MAX_TOKEN_BYTES, Part};
use std::ops::Range;

#[component]
pub fn TokenField(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let faults = Memo::new(move |_| {
        let token = state.token.get();
        state.dissected.with(|dissected| faults(i18n, &token, dissected))
    });
    let colours = Signal::derive(move || {
        let token = state.token.get();
        state.dissected.with(|dissected| styled(&token, &colours(dissected)))
    });
    let filled = Signal::derive(move || !state.token.with(String::is_empty));
    let address = Signal::derive(move || state.token.with(|token| link::to_token(token)));
    view! {
        <section class="slip" data-testid="token-panel" data-shape=Signal::derive(move || state.dissected.with(|token| token.shape.into_str()))>
            <div class="slip__part">
                <HighlightedField
                    id="token"
                    label=text!(i18n, inspector.token.label)
                    value=state.token
                    runs=colours
                    input=Callback::new(move |text: String| state.load(&text))
                    invalid=Signal::derive(move || faults.with(|faults| !faults.is_empty()))
                    placeholder=text!(i18n, inspector.token.placeholder)
                />
                <div class="inspect__notes small" role="status" data-testid="notes">
                    {part(move || state.removed.get().into_iter().map(move |removal| removed(i18n, removal)).collect_view())}
                </div>
                <div id="token-faults" class="stack stack--tight" data-testid="faults" role="status">
                    {part(move || faults.get().into_iter().map(move |fault| shown(i18n, state, fault)).collect_view())}
                </div>
                <When so=filled>
                    <div class="row">
                        <Copy what=state.token label=text!(i18n, inspector.token.copy) testid="copy-token"/>
                        <Copy what=address label=text!(i18n, inspector.token.share) testid="copy-link"/>
                        <button type="button" class="button button--small button--quiet" data-testid="clear" on:click=move |_| clear(state)>
                            {text!(i18n, inspector.token.clear)}
                        </button>
                    </div>
                    <p class="small soft">{text!(i18n, inspector.token.share_text)}</p>
                </When>
                <When so=Signal::derive(move || !filled.get())>
                    <p class="small soft">{text!(i18n, inspector.token.hint)}</p>
                </When>
            </div>
        </section>
    }
    .into_any()
}

/// A fault of the token outside of its JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OuterFault {
    name: &'static str,
    text: String,
    /// Where it stands in the token, if there is a place to point at.
    at: Option<Range<usize>>,
}

fn faults(i18n: I18n, token: &str, dissected: &Dissected) -> Vec<OuterFault> {
    let mut faults = Vec::new();
    let mut add = |name, text, at| faults.push(OuterFault { name, text, at });
    let shape = dissected.shape;
    let dotted = matches!(shape, Shape::Signed | Shape::NoSignature | Shape::Other(_));
    let no_json = dotted && !dissected.has_json();
    if no_json {
        let text = t_string!(i18n, inspector.token.no_json).to_owned();
        add("no_json", text, None);
    } else if let Some(text) = texts::shape(i18n, shape) {
        add("shape", text, None);
    }
    if token.len() > MAX_TOKEN_BYTES {
        let (bytes, max) = (token.len().to_string(), MAX_TOKEN_BYTES.to_string());
        let text = t_string!(i18n, inspector.token.too_long, bytes = bytes, max = max);
        add("too_long", text, None);
    }
    // Where the whole is no token, no single character is at fault.
    let segments: &[_] = if no_json || shape == Shape::Opaque { &[] } else { &dissected.segments };
    for (index, segment) in segments.iter().enumerate() {
        let number = (index + 1).to_string();
        let numbered = || t_string!(i18n, inspector.part.numbered, number = number);
        let named = |part| texts::part(i18n, part).to_owned();
        let name = segment.part.map_or_else(numbered, named);
        if segment.at.is_empty() {
            if shape == Shape::Signed {
                let mut text = t_string!(i18n, inspector.token.empty_part, part = name);
                if segment.part == Some(Part::Payload) {
                    text = format!("{text} {}", t_string!(i18n, inspector.token.detached));
                }
                add("empty_part", text, None);
            }
            continue;
        }
        if let Some(fault) = &segment.base64_fault {
            let start = segment.at.start + fault.at;
            let place = token[..start].chars().count() + 1;
            let text = texts::base64_fault(i18n, &name, fault, place);
            add(fault.kind.into_str(), text, Some(start..start + fault.found.len_utf8()));
        }
        let is_text = matches!(segment.part, Some(Part::Header | Part::Payload));
        if let Some(at) = segment.not_text.filter(|_| is_text) {
            let at = (at + 1).to_string();
            let text = t_string!(i18n, inspector.token.not_text, part = name, at = at);
            add("not_text", text, None);
        }
    }
    faults
}

fn removed(i18n: I18n, removal: Removal) -> AnyView {
    let text = Signal::derive(move || texts::removal(i18n, removal));
    view! { <p data-note=removal.into_str()>{text}</p> }.into_any()
}

fn shown(i18n: I18n, state: InspectorState, fault: OuterFault) -> AnyView {
    let button = fault.at.map(|at| {
        let show = move |()| state.token.with_untracked(|token| select("token", token, &at));
        ("show-fault".to_owned(), text!(i18n, inspector.token.show), Callback::new(show))
    });
    fault_note(fault.name, fault.text, button)
}

/// Each part in its colour, and within it the character that does not belong there.
fn colours(dissected: &Dissected) -> Vec<(Range<usize>, &'static str)> {
    let mut marks = Vec::new();
    for segment in &dissected.segments {
        let class = match segment.part {
            Some(Part::Header) => "token__part token__part--header",
            Some(Part::Payload) => "token__part token__part--payload",
            Some(Part::Signature) => "token__part token__part--signature",
            None => "token__part",
        };
        let Some(fault) = &segment.base64_fault else {
            marks.push((segment.at.clone(), class));
            continue;
        };
        let start = segment.at.start + fault.at;
        let end = start + fault.found.len_utf8();
        marks.push((segment.at.start..start, class));
        marks.push((start..end, "highlight__fault"));
        marks.push((end..segment.at.end, class));
    }
    marks.retain(|(range, _)| !range.is_empty());
    marks
}

fn clear(state: InspectorState) {
    state.load("");
    select("token", "", &(0..0));
}
