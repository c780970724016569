//! A39: a refresh token is made up from the visitor's own, one bit changed, and tried. No script gets to see the
//! token, so that it is changed in the server, and nothing comes of it there.

use super::sign_in_first;
use crate::{
    auth::{Auth, attach, use_auth},
    components::{When, part},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{LabForgeries, LabTheft},
    paths,
};
use shared::api::{Empty, Me};

pub(super) fn seal() -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let tried = RwSignal::new(None::<Result<LabForgeries, ApiError>>);
    let busy = RwSignal::new(false);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let result = forge(auth).await;
            tried.try_set(Some(result));
            busy.try_set(false);
        });
    };
    let control = move || {
        if auth.admits() != Some(true) {
            return sign_in_first("A39");
        }
        view! {
            <button type="button" class="button button--primary" data-testid="seal-start" on:click=press>
                {text!(i18n, lab.seal.start)}
            </button>
        }
        .into_any()
    };
    let row =
        move |name: &'static str, title: Signal<&'static str>, of: fn(LabForgeries) -> LabTheft| {
            let theft = Signal::derive(move || tried.get()?.ok().map(of));
            let status = Signal::derive(move || theft.get().map(|theft| theft.status));
            let said = Signal::derive(move || {
                let theft = theft.get()?;
                let code = theft.code.map(|code| messages::problem_code(i18n, code));
                Some(format!("{} {}", theft.status, code.unwrap_or_default()))
            });
            view! {
                <tr data-testid=format!("seal-{name}") data-status=status>
                    <th scope="row">{title}</th>
                    <td>{said}</td>
                </tr>
            }
        };
    let told = Signal::derive(move || match tried.get() {
        None => String::new(),
        Some(Ok(_)) => t_string!(i18n, lab.seal.lives).to_owned(),
        Some(Err(error)) => messages::api_error(i18n, &error),
    });
    let was_tried = Signal::derive(move || matches!(tried.get(), Some(Ok(_))));
    let lives = Signal::derive(move || tried.get().map(|result| result.is_ok().to_string()));
    view! {
        <div class="bench" data-testid="seal" data-lives=lives>
            <p class="small">{text!(i18n, lab.seal.honest)}</p>
            <div class="row">{part(control)}</div>
            <When so=was_tried>
                <table class="results results--narrow">
                    <thead>
                        <tr>
                            <th scope="col">{text!(i18n, lab.seal.changed)}</th>
                            <th scope="col">{text!(i18n, lab.seal.answer)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row("session", text!(i18n, lab.seal.session), |tried| tried.session)}
                        {row("counter", text!(i18n, lab.seal.counter), |tried| tried.counter)}
                        {row("seal", text!(i18n, lab.seal.seal), |tried| tried.seal)}
                    </tbody>
                </table>
            </When>
            <p role="status">{told}</p>
        </div>
    }
    .into_any()
}

/// Has the changed tokens tried, and asks with the visitor's own token whether the session still lives.
async fn forge(auth: Auth) -> Result<LabForgeries, ApiError> {
    let call = Call::post(paths::LAB_THIEF_FORGE, &Empty {});
    let tried = auth.http.send(call).await?;
    attach::send::<Me>(auth, Call::get(paths::ME)).await?;
    Ok(tried)
}
