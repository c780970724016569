//! The account page: what the token says of the user, and what is kept elsewhere.
//!
//! Each section loads by itself, and when one of them fails the others go on.

pub mod current_password;
pub mod delete;
pub mod identity;
pub mod load_failed;
pub mod password;
pub mod profile;
pub mod sessions;

use crate::{
    auth::use_auth,
    components::{Ticks, When, focus_node, sessions_at},
    i18n::{text, use_i18n},
    messages,
    pages::slots::use_slots,
    router::use_location,
};
use delete::Delete;
use identity::Identity;
use leptos::{html, prelude::*};
use password::ChangePassword;
use profile::Profile;
use sessions::Sessions;
use shared::{ProblemCode, api::paths};

/// The page `/account`, for those who are signed in.
#[component]
pub fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    provide_context(Ticks::start());
    let sessions = sessions_at(auth, paths::SESSIONS.into());
    let slots = use_slots();
    let is_guest = Signal::derive(move || {
        let signed_in = auth.signed_in();
        signed_in.is_some_and(|who| slots.is_guest(&who.username))
    });
    let is_own = Signal::derive(move || !is_guest.get());
    view! {
        <div class="account" data-testid="account-page">
            <h1>{text!(i18n, account.title)}</h1>
            <When so=is_guest>
                <p class="notice" data-testid="account-shared">{text!(i18n, account.shared)}</p>
            </When>
            <Section id="who" title=text!(i18n, account.who.title) lead=text!(i18n, account.who.lead)>
                <Identity/>
            </Section>
            <Section id="profile" title=text!(i18n, account.profile.title) lead=text!(i18n, account.profile.lead)>
                <Profile/>
            </Section>
            <Section id="sessions" title=text!(i18n, account.sessions.title) lead=text!(i18n, account.sessions.lead)>
                <Sessions list=sessions/>
            </Section>
            <Section id="password" title=text!(i18n, account.password.title) lead=text!(i18n, account.password.lead)>
                <When so=is_guest><Stays/></When>
                <When so=is_own><ChangePassword changed=move |()| sessions.reload()/></When>
            </Section>
            <Section id="delete" title=text!(i18n, account.delete.title)>
                <When so=is_guest><Stays/></When>
                <When so=is_own><Delete/></When>
            </Section>
        </div>
    }
}

/// Takes the place of a form that the server would refuse.
#[component]
fn Stays() -> impl IntoView {
    let i18n = use_i18n();
    let why = Signal::derive(move || messages::problem_code(i18n, ProblemCode::GuestAccount));
    view! { <p data-testid="guest-stays">{why}</p> }
}

/// A section with a heading. Links lead to it by its id.
#[component]
fn Section(
    id: &'static str,
    title: Signal<&'static str>,
    #[prop(optional)] lead: Option<Signal<&'static str>>,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    let hash = use_location().hash;
    Effect::new(move || {
        if let (Some(node), true) = (heading.get(), hash.get().trim_start_matches('#') == id) {
            // In the next frame, after whatever a navigation does to the focus.
            request_animation_frame(move || {
                node.scroll_into_view();
                focus_node(heading);
            });
        }
    });
    let heading_id = format!("{id}-title");
    let labelled_by = heading_id.clone();
    view! {
        <section class="slip account__section" id=id data-testid=format!("account-{id}") aria-labelledby=labelled_by>
            <div class="slip__part account__head">
                <h2 id=heading_id tabindex="-1" node_ref=heading>{title}</h2>
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            </div>
            <div class="slip__tear"></div>
            <div class="slip__part">{children()}</div>
        </section>
    }
}
