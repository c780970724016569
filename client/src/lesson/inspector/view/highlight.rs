//! A text field whose text has colours. The text lies twice in the same place: coloured, for the eyes, and above
//! it a real text field with invisible letters, for hands and screen readers.

use crate::components::part;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};

/// A piece of the text, and how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledText {
    /// The text.
    pub text: String,
    /// The class, empty for plain ink.
    pub class: &'static str,
}

/// A text field with colours.
#[component]
pub fn HighlightedField(
    /// Names the field in the page and in tests.
    id: &'static str,
    /// What it is for.
    label: Signal<&'static str>,
    /// The text.
    value: RwSignal<String>,
    /// The same text in pieces.
    runs: Signal<Vec<StyledText>>,
    /// Takes what is typed.
    input: Callback<String>,
    /// Whether something is wrong with it.
    invalid: Signal<bool>,
    /// Shown as long as it is empty.
    #[prop(optional)]
    placeholder: Option<Signal<&'static str>>,
    /// Whether the label is for screen readers only, because a heading says the same.
    #[prop(default = false)]
    quiet: bool,
) -> impl IntoView {
    let colours = part(move || {
        let runs = runs.get().into_iter();
        runs.map(|run| view! { <span class=run.class>{run.text}</span> }).collect_view()
    });
    let typed = move |event: leptos::ev::Event| {
        input.run(event_target_value(&event));
        // What was taken off again may leave the value as it was, and then nothing else would tell the field.
        if let Some(field) = event.target()
            && event_target_value(&event) != value.get_untracked()
        {
            // A text field takes any text.
            let _ = js_sys::Reflect::set(&field, &"value".into(), &value.get_untracked().into());
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
    let Some(field) = document().get_element_by_id(id) else {
        return;
    };
    let utf16 = |at: usize| text.get(..at).unwrap_or(text).encode_utf16().count();
    let (start, end) = (utf16(range.start), utf16(range.end));
    if let Ok(field) = field.clone().dyn_into::<web_sys::HtmlElement>() {
        // Focusing an element of this document does not fail.
        let _ = field.focus();
    }
    let select = js_sys::Reflect::get(&field, &"setSelectionRange".into());
    if let Some(select) = select.ok().and_then(|select| select.dyn_into::<js_sys::Function>().ok())
    {
        // The ends are within the text, or are moved there by the browser.
        let _ = select.call2(&field, &number(start), &number(end));
    }
}

fn number(number: usize) -> JsValue {
    u32::try_from(number).unwrap_or(u32::MAX).into()
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
