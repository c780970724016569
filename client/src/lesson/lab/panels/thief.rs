//! A38: the attacker copies a refresh token, the user renews, and then the attacker uses the copy. The session is the
//! visitor's own. No script can read its refresh token, so the server keeps the copy.

use super::{
    super::{run::AttackError, texts},
    sign_in::{sign_in_first, sign_in_for},
    task::Task,
};
use crate::{
    auth::{Auth, attach, expire, use_auth},
    components::{When, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
    lesson::named::named_enum,
};
use leptos::prelude::*;
use lesson_shared::{lab::LabTheft, paths};
use shared::api::{Empty, Me};

named_enum! {
    /// What has been done of the theft.
    enum Theft {
        Before = "before",
        Copied = "copied",
        Renewed = "renewed",
        Used = "used",
        Noticed = "noticed",
    }
}

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let state = RwSignal::new(Theft::Before);
    // The server's answer to the attacker.
    let answer = RwSignal::new(None::<LabTheft>);
    let task = Task::new();
    let next = move || {
        task.start(async move {
            let done = go_on(auth, state.get_untracked(), answer).await?;
            state.try_set(done);
            Ok(())
        });
    };
    let label = Signal::derive(move || match state.get() {
        Theft::Before => t_string!(i18n, lab.thief.copy),
        Theft::Copied => t_string!(i18n, lab.thief.renew),
        Theft::Renewed => t_string!(i18n, lab.thief.use_it),
        Theft::Used | Theft::Noticed => t_string!(i18n, lab.thief.ask),
    });
    let control = move || match state.get() {
        Theft::Noticed => view! {
            <p class="notice" data-testid="thief-end">
                {text!(i18n, lab.thief.end)} " "
                <a href=sign_in_for("A38")>{text!(i18n, lab.thief.sign_in)}</a>
            </p>
        }
        .into_any(),
        Theft::Before if auth.admits() != Some(true) => sign_in_first("A38"),
        _ => task.button("thief-next", label, next),
    };
    let told = Signal::derive(move || answer.get().map(|answer| texts::theft(i18n, answer)));
    let line = |at: Theft, text: Signal<&'static str>| {
        let done = Signal::derive(move || state.get() >= at);
        view! { <When so=done><li class="log__line">{text}</li></When> }
    };
    view! {
        <div class="lab__panel" data-testid="thief" data-stage=Signal::derive(move || state.get().name())>
            <p class="small">{text!(i18n, lab.thief.honest)}</p>
            <div role="status">
                <ol class="log">
                    {line(Theft::Copied, text!(i18n, lab.thief.copied))}
                    {line(Theft::Renewed, text!(i18n, lab.thief.renewed))}
                    {line(Theft::Used, text!(i18n, lab.thief.used))}
                    {line(Theft::Noticed, text!(i18n, lab.thief.noticed))}
                </ol>
                <p class="answer__verdict" data-testid="thief-told">{told}</p>
            </div>
            <div class="row">{part(control)}</div>
            {task.failure()}
        </div>
    }
    .into_any()
}

/// Does the next part of the theft, and returns how far it is then.
async fn go_on(
    auth: Auth,
    state: Theft,
    answer: RwSignal<Option<LabTheft>>,
) -> Result<Theft, AttackError> {
    match state {
        Theft::Before => {
            auth.http.send::<()>(Call::post(paths::LAB_THIEF_COPY, &Empty {})).await?;
            Ok(Theft::Copied)
        }
        // Twice, because the server accepts the token before the present one for a moment: an answer can get lost.
        Theft::Copied => {
            expire::renew_now(auth).await?;
            expire::renew_now(auth).await?;
            Ok(Theft::Renewed)
        }
        Theft::Renewed => {
            let used = auth.http.send(Call::post(paths::LAB_THIEF_USE, &Empty {})).await?;
            answer.try_set(Some(used));
            Ok(Theft::Used)
        }
        // The user's next request is refused, because the session has ended.
        Theft::Used | Theft::Noticed => {
            let me = attach::send::<Me>(auth, Call::get(paths::ME)).await;
            Ok(if me.is_ok() { Theft::Used } else { Theft::Noticed })
        }
    }
}
