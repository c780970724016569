//! What can be opened in a step beyond doing it: the token's anatomy, what the vault holds, the code that
//! just ran, a question. All of it is behind [`Extras`], so that it need not be part of the first load.

pub mod anatomy;
mod bytes;
mod highlight;
pub mod quiz;
pub mod source;
pub mod vault;

use crate::components::part;
use anatomy::Anatomy;
use leptos::prelude::*;
use quiz::Quiz;
use shared::Step;
use source::{Files, Source};
use vault::Vault;

/// The extras of the step in view.
#[component]
pub fn Extras(
    /// The step in view.
    step: Memo<Step>,
) -> impl IntoView {
    let files = Files::load();
    let pictures = move || {
        (step.get() == Step::Issue).then(|| {
            view! {
                <Anatomy/>
                <Vault/>
            }
        })
    };
    view! {
        {part(pictures)}
        {part(move || view! { <Source step=step.get() files=files/> })}
        {part(move || view! { <Quiz step=step.get()/> })}
    }
    .into_any()
}
