//! A38: the attacker copies a refresh token, the user renews, and then the attacker uses the copy. The session is the
//! visitor's own. No script can read its refresh token, so the server keeps the copy.

use super::{
    super::{run::AttackError, texts},
    sign_in::{sign_in_first, sign_in_for},
    task::PanelTask,
};
use crate::{
    auth::{Auth, attach, expire, use_auth},
    components::{When, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use lesson_shared::{lab::LabTheft, paths};
use shared::api::{Empty, Me};

shared::named_enum! {
    /// What has been done of the theft.
    enum TheftStage {
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
    let state = RwSignal::new(TheftStage::Before);
    // The server's answer to the attacker.
    let answer = RwSignal::new(None::<LabTheft>);
    let task = PanelTask::default();
    let next = move || {
        task.start(async move {
            let done = go_on(auth, state.get_untracked(), answer).await?;
            state.try_set(done);
            Ok(())
        });
    };
    let label = Signal::derive(move || match state.get() {
        TheftStage::Before => t_string!(i18n, lab.thief.copy),
        TheftStage::Copied => t_string!(i18n, lab.thief.renew),
        TheftStage::Renewed => t_string!(i18n, lab.thief.use_it),
        TheftStage::Used | TheftStage::Noticed => t_string!(i18n, lab.thief.ask),
    });
    let control = move || match state.get() {
        TheftStage::Noticed => view! {
            <p class="notice" data-testid="thief-end">
                {text!(i18n, lab.thief.end)} " "
                <a href=sign_in_for("A38")>{text!(i18n, lab.thief.sign_in)}</a>
            </p>
        }
        .into_any(),
        TheftStage::Before if auth.admits() != Some(true) => sign_in_first("A38"),
        _ => task.button("thief-next", label, next),
    };
    let told = Signal::derive(move || answer.get().map(|answer| texts::theft(i18n, answer)));
    let line = |at: TheftStage, text: Signal<&'static str>| {
        let done = Signal::derive(move || state.get() >= at);
        view! { <When so=done><li class="log__line">{text}</li></When> }
    };
    view! {
        <div class="lab__panel" data-testid="thief" data-stage=Signal::derive(move || state.get().name())>
            <p class="small">{text!(i18n, lab.thief.honest)}</p>
            <div role="status">
                <ol class="log">
                    {line(TheftStage::Copied, text!(i18n, lab.thief.copied))}
                    {line(TheftStage::Renewed, text!(i18n, lab.thief.renewed))}
                    {line(TheftStage::Used, text!(i18n, lab.thief.used))}
                    {line(TheftStage::Noticed, text!(i18n, lab.thief.noticed))}
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
    state: TheftStage,
    answer: RwSignal<Option<LabTheft>>,
) -> Result<TheftStage, AttackError> {
    match state {
        TheftStage::Before => {
            auth.http.send::<()>(Call::post(paths::LAB_THIEF_COPY, &Empty {})).await?;
            Ok(TheftStage::Copied)
        }
        // Twice, because the server accepts the token before the present one for a moment: an answer can get lost.
        TheftStage::Copied => {
            expire::renew_now(auth).await?;
            expire::renew_now(auth).await?;
            Ok(TheftStage::Renewed)
        }
        TheftStage::Renewed => {
            let used = auth.http.send(Call::post(paths::LAB_THIEF_USE, &Empty {})).await?;
            answer.try_set(Some(used));
            Ok(TheftStage::Used)
        }
        // The user's next request is refused, because the session has ended.
        TheftStage::Used | TheftStage::Noticed => {
            let me = attach::send::<Me>(auth, Call::get(paths::ME)).await;
            Ok(if me.is_ok() { TheftStage::Used } else { TheftStage::Noticed })
        }
    }
}
