//! The sessions of a user, for the user and for admins.

use super::{Ago, Confirm, FormError, ListState, Row, When, failure};
use crate::{
    auth::{Auth, attach, logout, use_auth},
    http::{ApiError, Call},
    i18n::{I18n, t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::{ProblemCode, api::account::SessionItem};

/// The sessions at `path`, which with an id behind it is the path of one.
pub fn sessions_at(auth: Auth, path: String) -> ListState {
    // A row removes itself from the list, which is made after the rows.
    let list = StoredValue::new(None::<ListState>);
    let ended = Callback::new(move |id: String| {
        if let Some(list) = list.get_value() {
            list.remove(&id);
        }
    });
    let one = path.clone();
    let listing =
        ListState::new(auth, Signal::derive(move || path.clone()), move |session: SessionItem| {
            let path = format!("{one}/{}", session.id);
            Row::new(session.id.clone(), move || {
                view! { <Session session=session.clone() path=path.clone() ended=ended/> }
            })
        });
    list.set_value(Some(listing));
    listing
}

#[component]
fn Session(session: SessionItem, path: String, ended: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let current = session.current;
    let id = session.id.clone();
    let end = Action::new_local(move |(): &()| {
        let (path, id) = (path.clone(), id.clone());
        async move {
            if current {
                // This browser has to forget the token too.
                return logout::sign_out(auth).await;
            }
            match attach::send::<()>(auth, Call::delete(path).unrecorded()).await {
                // Another request has ended it first.
                Err(error) if error.code() == Some(ProblemCode::NotFound) => {}
                done => done?,
            }
            // The list may have been closed meanwhile.
            ended.try_run(id);
            Ok::<_, ApiError>(())
        }
    });
    let device = session.device.clone();
    let device = Signal::derive(move || messages::device(i18n, &device));
    let storage = Signal::derive(move || messages::storage_name(i18n, session.storage));
    let question = Signal::derive(move || question(i18n, current, &device.get()));
    let address = session.address.clone();
    view! {
        <div class="session-row" data-testid="session" data-id=session.id data-current=current.to_string()>
            <p class="session-row__device">
                <strong data-testid="session-device">{device}</strong>
                <When so=Signal::stored(current)>
                    " " <span class="tag tag--good">{text!(i18n, common.session.current)}</span>
                </When>
            </p>
            <dl class="session-row__facts">
                <div><dt>{text!(i18n, common.session.address)}</dt><dd class="mono" data-testid="session-address">{address.unwrap_or_else(|| "–".into())}</dd></div>
                <div><dt>{text!(i18n, common.session.created)}</dt><dd><Ago at=session.created_at/></dd></div>
                <div><dt>{text!(i18n, common.session.used)}</dt><dd><Ago at=session.last_used_at/></dd></div>
                <div><dt>{text!(i18n, common.session.expires)}</dt><dd><Ago at=session.expires_at/></dd></div>
                <div><dt>{text!(i18n, common.session.storage)}</dt><dd>{storage}</dd></div>
            </dl>
            <Confirm
                label=text!(i18n, common.session.end)
                question=question
                busy=end.pending()
                on_yes=move |()| { end.dispatch(()); }
                testid="session-end"
            />
            <FormError error=failure(end) testid="session-error"/>
        </div>
    }
}

fn question(i18n: I18n, current: bool, device: &str) -> String {
    if current {
        t_string!(i18n, common.session.end_current).to_owned()
    } else {
        t_string!(i18n, common.session.end_other, device = device)
    }
}
