//! A button for actions that cannot be undone.

use super::{When, aria, focus_node};
use crate::i18n::{text, use_i18n};
use leptos::{
    ev,
    html::{Button, Div},
    prelude::*,
};

/// A button that asks for confirmation. The focus moves to the question, and back to the button with the answer.
#[component]
pub fn Confirm(
    #[prop(into)] label: Signal<&'static str>,
    #[prop(into)] question: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_yes: Callback<()>,
    /// The name under which tests find the button; those of the question end in `-yes` and `-no`.
    testid: &'static str,
    /// Whether no user loses anything by it.
    #[prop(optional)]
    harmless: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (first, second) = if harmless {
        ("button button--small", "button button--small button--primary")
    } else {
        let danger = "button button--small button--danger";
        (danger, danger)
    };
    let open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    let asked = NodeRef::<Div>::new();
    Effect::new(move || {
        asked.track();
        focus_node(asked);
    });
    let close = move || {
        open.set(false);
        focus_node(button);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let answer = move |_| {
        close();
        on_yes.run(());
    };
    view! {
        <div class="confirm">
            <button
                type="button"
                class=first
                data-testid=testid
                node_ref=button
                aria-expanded=aria(move || open.get())
                aria-disabled=aria(move || busy.get())
                on:click=move |_| { if !busy.get_untracked() { open.update(|open| *open = !*open); } }
            >
                {label}
            </button>
            <When so=open>
                <div class="confirm__box" role="group" tabindex="-1" node_ref=asked aria-label=question on:keydown=on_key>
                    <p>{question}</p>
                    <div class="row">
                        <button type="button" class=second data-testid=format!("{testid}-yes") on:click=answer>
                            {label}
                        </button>
                        <button type="button" class="button button--small" data-testid=format!("{testid}-no") on:click=move |_| close()>
                            {text!(i18n, common.cancel)}
                        </button>
                    </div>
                </div>
            </When>
        </div>
    }
}
