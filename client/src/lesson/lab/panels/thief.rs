//! A38: a refresh token is copied, its owner renews, and the thief comes too late. This is the visitor's own
//! session: no script gets to see the token, so the copy is made where it arrives, in the server.

use super::{sign_in_first, sign_in_for};
use crate::{
    auth::{Auth, attach, expire, use_auth},
    components::{When, part},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{lab::LabTheft, paths};
use shared::api::{Empty, Me};

/// How far the theft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Before,
    Copied,
    Renewed,
    Used,
    Noticed,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Copied => "copied",
            Self::Renewed => "renewed",
            Self::Used => "used",
            Self::Noticed => "noticed",
        }
    }
}

pub(super) fn thief() -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let stage = RwSignal::new(Stage::Before);
    let theft = RwSignal::new(None::<LabTheft>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);

    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let result = match stage.get_untracked() {
                Stage::Before => copy(auth).await.map(|()| Stage::Copied),
                Stage::Copied => renew(auth).await.map(|()| Stage::Renewed),
                Stage::Renewed => use_copy(auth).await.map(|what| {
                    theft.try_set(Some(what));
                    Stage::Used
                }),
                Stage::Used | Stage::Noticed => Ok(notice(auth).await),
            };
            match result {
                Ok(next) => {
                    stage.try_set(next);
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
            busy.try_set(false);
        });
    };
    let label = Signal::derive(move || match stage.get() {
        Stage::Before => t_string!(i18n, lab.thief.copy),
        Stage::Copied => t_string!(i18n, lab.thief.renew),
        Stage::Renewed => t_string!(i18n, lab.thief.use_it),
        Stage::Used | Stage::Noticed => t_string!(i18n, lab.thief.ask),
    });
    let may = move || stage.get() > Stage::Before || auth.admits() == Some(true);
    let control = move || {
        if stage.get() == Stage::Noticed {
            view! {
                <p class="notice" data-testid="thief-end">
                    {text!(i18n, lab.thief.end)} " "
                    <a href=sign_in_for("A38")>{text!(i18n, lab.thief.sign_in)}</a>
                </p>
            }
            .into_any()
        } else if may() {
            view! {
                <button type="button" class="button button--primary" data-testid="thief-next" on:click=press>{label}</button>
            }
            .into_any()
        } else {
            sign_in_first("A38")
        }
    };
    let told = Signal::derive(move || {
        let theft = theft.get()?;
        let code = theft.code.map(|code| messages::problem_code(i18n, code));
        Some(format!("{} {}", theft.status, code.unwrap_or_default()))
    });
    let line = move |at: Stage, text: Signal<&'static str>| {
        let done = Signal::derive(move || stage.get() >= at);
        view! { <When so=done><li class="log__line">{text}</li></When> }
    };
    let sentence = Signal::derive(move || {
        error.with(|error| error.as_ref().map(|error| messages::api_error(i18n, error)))
    });
    view! {
        <div class="bench" data-testid="thief" data-stage=Signal::derive(move || stage.get().name())>
            <p class="small">{text!(i18n, lab.thief.honest)}</p>
            <div role="status">
                <ol class="log">
                    {line(Stage::Copied, text!(i18n, lab.thief.copied))}
                    {line(Stage::Renewed, text!(i18n, lab.thief.renewed))}
                    {line(Stage::Used, text!(i18n, lab.thief.used))}
                    {line(Stage::Noticed, text!(i18n, lab.thief.noticed))}
                </ol>
                <p class="answer__verdict" data-testid="thief-told">{told}</p>
            </div>
            <div class="row">{part(control)}</div>
            <p class="form-error" role="alert">{sentence}</p>
        </div>
    }
    .into_any()
}

async fn copy(auth: Auth) -> Result<(), ApiError> {
    auth.http.send(Call::post(paths::LAB_THIEF_COPY, &Empty {})).await
}

/// Twice, because the token before the present one is borne with for a moment: an answer can get lost.
async fn renew(auth: Auth) -> Result<(), ApiError> {
    expire::renew_now(auth).await?;
    expire::renew_now(auth).await
}

async fn use_copy(auth: Auth) -> Result<LabTheft, ApiError> {
    auth.http.send(Call::post(paths::LAB_THIEF_USE, &Empty {})).await
}

/// The owner asks something, and hears that the session has ended.
async fn notice(auth: Auth) -> Stage {
    match attach::send::<Me>(auth, Call::get(paths::ME)).await {
        Ok(_) => Stage::Used,
        Err(_) => Stage::Noticed,
    }
}
