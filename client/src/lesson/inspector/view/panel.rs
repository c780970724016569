//! What several parts of the page are made of.

use leptos::prelude::*;

#[component]
pub(super) fn Panel(
    id: &'static str,
    title: Signal<&'static str>,
    #[prop(optional)] lead: Option<Signal<&'static str>>,
    #[prop(optional)] testid: Option<&'static str>,
    #[prop(optional)] state: Option<Signal<&'static str>>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="slip" aria-labelledby=format!("{id}-title") data-testid=testid data-state=state>
            <div class="slip__part">
                <div>
                    <h2 class="inspect__title" id=format!("{id}-title")>{title}</h2>
                    {lead.map(|lead| view! { <p class="small soft">{lead}</p> })}
                </div>
                {children()}
            </div>
        </section>
    }
    .into_any()
}

/// A choice among the values of an enum, which have a name each.
pub(super) fn select<T>(
    id: &'static str,
    chosen: RwSignal<T>,
    values: &'static [T],
    label: impl Fn(T) -> Signal<&'static str>,
) -> AnyView
where
    T: Copy + PartialEq + Into<&'static str> + Send + Sync + 'static,
{
    let options = values.iter().map(|&value| {
        let is_chosen = Signal::derive(move || chosen.get() == value);
        view! { <option value=value.into() selected=is_chosen>{label(value)}</option> }
    });
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(&value) = values.iter().find(|&&value| value.into() == name) {
            chosen.set(value);
        }
    };
    view! {
        <select class="select" id=id data-testid=id on:change=choose>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

/// A button below a fault: its name for tests, its label, and what it does.
pub(super) type FaultButton = (String, Signal<&'static str>, Callback<()>);

pub(super) fn fault_note(name: &'static str, text: String, button: Option<FaultButton>) -> AnyView {
    let button = button.map(|(testid, label, press)| {
        view! {
            <button type="button" class="button button--small" data-testid=testid on:click=move |_| press.run(())>
                {label}
            </button>
        }
    });
    view! {
        <div class="fault" data-fault=name>
            <p>{text}</p>
            {button}
        </div>
    }
    .into_any()
}
