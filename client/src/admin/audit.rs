//! The audit log.

use super::{
    event::{Event, event_name},
    filter::{Filter, SearchField, filtered},
};
use crate::{
    auth::use_auth,
    components::{FieldFrame, List, ListState, Row, aria},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    AuditEvent,
    api::{admin::AuditItem, paths},
};

/// The events, newest first, by kind and by user.
#[component]
pub fn Audit() -> impl IntoView {
    let i18n = use_i18n();
    let event = Filter::known("event", |name| AuditEvent::from_name(name).is_some());
    let user = Filter::named("user");
    let path = Signal::derive(move || filtered(paths::ADMIN_AUDIT, &[event, user]));
    let list = ListState::new(use_auth(), path, |item: AuditItem| {
        Row::new(item.id.clone(), move || view! { <Event item=item.clone()/> })
    });
    let empty = Signal::derive(move || {
        if event.is_empty() && user.is_empty() {
            t_string!(i18n, admin.audit.none)
        } else {
            t_string!(i18n, admin.audit.not_found)
        }
    });
    let option = move |kind: AuditEvent| {
        let name = Signal::derive(move || event_name(i18n, kind));
        view! { <option value=kind.name()>{name}</option> }
    };
    view! {
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <FieldFrame id="event" label=text!(i18n, admin.audit.event)>
                <select
                    class="field__input"
                    id="event"
                    data-testid="audit-event"
                    prop:value=event.shown
                    on:change=move |chosen| event.chosen(event_target_value(&chosen))
                >
                    <option value="">{text!(i18n, admin.audit.any)}</option>
                    {AuditEvent::ALL.into_iter().map(option).collect_view()}
                </select>
            </FieldFrame>
            <SearchField
                filter=user
                label=text!(i18n, admin.audit.user)
                placeholder=text!(i18n, admin.audit.user_hint)
                testid="audit-user"
            />
            <button
                type="button"
                class="button"
                data-testid="audit-refresh"
                aria-disabled=aria(move || list.is_loading())
                on:click=move |_| list.reload()
            >
                {text!(i18n, admin.audit.refresh)}
            </button>
        </form>
        <List list=list testid="audit" label=text!(i18n, admin.audit.title) empty=empty/>
    }
}
