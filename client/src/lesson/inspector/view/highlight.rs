//! A text field whose text has colours. The page has the text twice in the same place: coloured, and above that a real
//! text field with invisible letters, for input and for screen readers.

use crate::components::part;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// A part of the text, and how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledText {
    pub text: String,
    /// Empty for plain text.
    pub class: &'static str,
}

#[component]
pub fn HighlightedField(
    /// Names the field in the page and in tests.
    id: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<String>,
    /// The same text in pieces.
    runs: Signal<Vec<StyledText>>,
    input: Callback<String>,
    invalid: Signal<bool>,
    #[prop(optional)] placeholder: Option<Signal<&'static str>>,
    /// Whether the label is for screen readers only, because a heading says the same.
    #[prop(default = false)]
    quiet: bool,
) -> impl IntoView {
    let colours = part(move || {
        let runs = runs.get().into_iter();
        runs.map(|run| view! { <span class=run.class>{run.text}</span> }).collect_view()
    });
    let typed = move |event: leptos::ev::Event| {
        let field: HtmlTextAreaElement = event_target(&event);
        let text = field.value();
        input.run(text.clone());
        // `input` may leave the value as it was, and then the signal does not update the field.
        let value = value.get_untracked();
        if text != value {
            field.set_value(&value);
        }
    };
    view! {
        <div class="field">
            <label class=if quiet { "visually-hidden" } else { "field__label" } for=id>{label}</label>
            <div class="highlight">
                <div class="highlight__colours" aria-hidden="true">{colours}</div>
                <textarea
                    class="highlight__field"
                    id=id
                    data-testid=id
                    rows="1"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    aria-invalid=Signal::derive(move || invalid.get().to_string())
                    aria-describedby=format!("{id}-faults")
                    placeholder=placeholder
                    prop:value=value
                    on:input=typed
                ></textarea>
            </div>
        </div>
    }
    .into_any()
}

/// Cuts a text at the ends of ranges, which do not overlap and stand in their order.
pub fn styled(text: &str, marks: &[(Range<usize>, &'static str)]) -> Vec<StyledText> {
    let mut runs = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, class: &'static str| {
        let text = text.get(range).unwrap_or_default().to_owned();
        if !text.is_empty() || !class.is_empty() {
            runs.push(StyledText { text, class });
        }
    };
    for (range, class) in marks {
        push(at..range.start.max(at), "");
        push(range.start.max(at)..range.end, class);
        at = range.end.max(at);
    }
    push(at..text.len(), "");
    runs
}

/// Moves the focus to the field and selects a range of its text, given in bytes.
pub fn select(id: &str, text: &str, range: &Range<usize>) {
    let field = document().get_element_by_id(id);
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let utf16 = |at: usize| {
        let before = text.get(..at).unwrap_or(text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    // An element of this document takes the focus, and the browser moves the ends into the text.
    let _ = field.focus();
    let _ = field.set_selection_range(utf16(range.start), utf16(range.end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_pieces_make_up_the_text() {
        let pieces = styled("ab.cd", &[(0..2, "x"), (3..4, "y"), (5..5, "end")]);
        let pieces: Vec<_> = pieces.iter().map(|run| (&*run.text, run.class)).collect();
        assert_eq!(pieces, [("ab", "x"), (".", ""), ("c", "y"), ("d", ""), ("", "end")]);
    }
}
