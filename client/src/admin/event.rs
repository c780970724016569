//! One event of the audit log.

use crate::{
    components::At,
    i18n::{I18n, t_string, text, use_i18n},
    messages,
    pages::paths,
    router::A,
};
use leptos::prelude::*;
use shared::{AuditEvent, api::admin::AuditItem};

/// A row of the log.
#[component]
pub fn Event(item: AuditItem) -> impl IntoView {
    let i18n = use_i18n();
    let event = item.event;
    let name = Signal::derive(move || event_name(i18n, event));
    let device = item.device.clone();
    let has_device = device.browser.is_some() || device.system.is_some();
    let device = Signal::derive(move || messages::device(i18n, &device));
    let fact = |label: Signal<&'static str>, testid: &'static str, value: Option<AnyView>| {
        value.map(|value| {
            view! { <div class="event__fact"><dt>{label}</dt><dd data-testid=testid>{value}</dd></div> }
        })
    };
    let affected = user(item.username, item.user_id);
    let actor = user(item.actor, item.actor_id);
    view! {
        <article class="event" data-testid="event" data-event=event.name()>
            <p class="event__when"><At at=item.at/></p>
            <p class="event__what"><span class=tone(event)>{name}</span></p>
            <dl class="event__facts">
                {fact(text!(i18n, admin.audit.user), "event-user", affected)}
                {fact(text!(i18n, admin.audit.actor), "event-actor", actor)}
                {fact(text!(i18n, common.session.address), "event-address", item.address.map(code))}
                {fact(text!(i18n, admin.audit.device), "event-device", has_device.then(|| device.into_any()))}
                {fact(text!(i18n, admin.audit.session), "event-session", item.session_id.map(code))}
            </dl>
        </article>
    }
}

/// A user by name, or by the id that is left of a deleted account.
fn user(name: Option<String>, id: Option<String>) -> Option<AnyView> {
    let name = name.map(|name| user_link(name).into_any());
    name.or_else(|| id.map(code))
}

fn user_link(name: String) -> impl IntoView {
    let path = String::from(js_sys::encode_uri_component(&name));
    let path = format!("{}?user={path}", paths::ADMIN_AUDIT);
    view! { <A href=path>{name}</A> }
}

fn code(text: String) -> AnyView {
    let title = text.clone();
    view! { <code title=title>{text}</code> }.into_any()
}

/// What an admin should look at twice, and what is in order.
fn tone(event: AuditEvent) -> &'static str {
    match event {
        AuditEvent::RefreshReused | AuditEvent::KeyRevoked => "tag tag--bad",
        AuditEvent::LoginFailed
        | AuditEvent::LoginThrottled
        | AuditEvent::PasswordRefused
        | AuditEvent::UserDisabled
        | AuditEvent::UserDeleted => "tag tag--warn",
        AuditEvent::Login | AuditEvent::Register | AuditEvent::UserEnabled => "tag tag--good",
        _ => "tag",
    }
}

/// The name of an event. Reactive: it changes with the language.
pub(super) fn event_name(i18n: I18n, event: AuditEvent) -> &'static str {
    t_string!(i18n, admin.event_by_id).text(event.name())
}
