//! A39: the visitor's refresh token with one bit changed is tried. No script can read that token, so the server changes
//! it and tries it on itself.

use super::{super::texts, sign_in::sign_in_first, task::PanelTask};
use crate::{
    auth::{attach, use_auth},
    components::{When, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use lesson_shared::{
    lab::{LabForgeries, LabTheft},
    paths,
};
use shared::api::{Empty, Me};

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let tried = RwSignal::new(None::<LabForgeries>);
    let task = PanelTask::default();
    let start = move || {
        task.start(async move {
            let forgeries = auth.http.send(Call::post(paths::LAB_THIEF_FORGE, &Empty {})).await?;
            // Succeeds only if the session was not ended.
            attach::send::<Me>(auth, Call::get(paths::ME)).await?;
            tried.try_set(Some(forgeries));
            Ok(())
        });
    };
    let control = move || {
        if auth.admits() == Some(true) {
            task.button("seal-start", text!(i18n, lab.seal.start), start)
        } else {
            sign_in_first("A39")
        }
    };
    let row = move |name: &'static str,
                    title: Signal<&'static str>,
                    of: fn(LabForgeries) -> LabTheft| {
        let answer = Signal::derive(move || tried.get().map(of));
        let status = Signal::derive(move || answer.get().map(|answer| answer.status));
        let said = Signal::derive(move || answer.get().map(|answer| texts::theft(i18n, answer)));
        view! {
            <tr data-testid=format!("seal-{name}") data-status=status>
                <th scope="row">{title}</th>
                <td>{said}</td>
            </tr>
        }
    };
    // Whether the session has survived the tries, once that is known.
    let lives = Signal::derive(move || match (task.error.get(), tried.get()) {
        (Some(_), _) => Some(false),
        (None, tried) => tried.map(|_| true),
    });
    let said = Signal::derive(move || match task.error.get() {
        Some(error) => texts::error(i18n, &error),
        None if lives.get() == Some(true) => t_string!(i18n, lab.seal.lives).to_owned(),
        None => String::new(),
    });
    view! {
        <div class="lab__panel" data-testid="seal" data-lives=Signal::derive(move || lives.get().map(|lives| lives.to_string()))>
            <p class="small">{text!(i18n, lab.seal.honest)}</p>
            <div class="row">{part(control)}</div>
            <When so=Signal::derive(move || lives.get() == Some(true))>
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
            <p role="status">{said}</p>
        </div>
    }
    .into_any()
}
