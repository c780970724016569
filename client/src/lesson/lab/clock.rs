//! The verifiers' clock, to be moved: a token of a minute, and what becomes of it as time passes.

use super::{answers::answers, bench::Bench, outcome::Said, texts, trouble::Trouble};
use crate::{
    auth::use_auth,
    components::part,
    http::{Call, Credential},
    i18n::{t_string, text, use_i18n},
    server::Server,
};
use leptos::{ev, prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{LabKeyChoice, OFFSET_HEADER},
    paths,
};
use shared::{UnverifiedClaims, verify::Algorithm};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// How long the token lives, in seconds.
const LIFETIME: u32 = 60;
/// How far the slider goes, in seconds from the token's issue.
const FIRST: i64 = -30;
const LAST: i64 = 90;

/// A token, and what both have said about it at some time.
#[derive(Clone, Copy)]
struct Watch {
    bench: Bench,
    server: Server,
    token: StoredValue<Option<String>>,
    /// Seconds from the token's issue.
    at: RwSignal<i64>,
    said: RwSignal<Option<Both>>,
    trouble: RwSignal<Option<Trouble>>,
    /// Only the answer to the latest question counts.
    latest: StoredValue<u32>,
}

#[derive(Clone, Debug, PartialEq)]
struct Both {
    naive: Said,
    strict: Said,
}

impl Watch {
    /// Moves the clock, and asks both.
    fn ask(self, seconds: i64) {
        self.at.set(seconds);
        self.latest.update_value(|latest| *latest += 1);
        let mine = self.latest.get_value();
        self.trouble.set(None);
        spawn_local(async move {
            let both = self.both(seconds).await;
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            match both {
                Ok(both) => self.said.set(Some(both)),
                Err(error) => self.trouble.set(Some(error)),
            }
        });
    }

    async fn both(self, seconds: i64) -> Result<Both, Trouble> {
        let token = self.token().await?;
        let claims = UnverifiedClaims::read(&token).map_err(|_| Trouble::Material)?;
        let offset = claims.iat.0 + seconds - self.server.now().0;
        Ok(Both {
            naive: look(self.bench, paths::LAB_NAIVE_ME, &token, offset).await?,
            strict: look(self.bench, paths::LAB_STRICT_ME, &token, offset).await?,
        })
    }

    /// One token for all times, issued when it is first needed.
    async fn token(self) -> Result<String, Trouble> {
        if let Some(token) = self.token.try_get_value().flatten() {
            return Ok(token);
        }
        let (algorithm, key) = (Algorithm::Hs256, LabKeyChoice::Strong);
        let token = self.bench.genuine(algorithm, key, Some(LIFETIME)).await?;
        // The page may be gone by now.
        self.token.try_set_value(Some(token.clone()));
        Ok(token)
    }
}

pub(super) fn clock() -> AnyView {
    let i18n = use_i18n();
    let watch = Watch {
        bench: expect_context::<Bench>(),
        server: use_auth().server,
        token: StoredValue::new(None),
        at: RwSignal::new(0),
        said: RwSignal::new(None),
        trouble: RwSignal::new(None),
        latest: StoredValue::new(0),
    };
    let slide = move |event: ev::Event| {
        let input = event.current_target();
        let input = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        if let Some(seconds) = input.and_then(|input| input.value().parse().ok()) {
            watch.ask(seconds);
        }
    };
    let preset = move |seconds: i64, label: Signal<&'static str>, name: &'static str| {
        view! {
            <button
                type="button"
                class="button button--small"
                data-testid=format!("clock-{name}")
                on:click=move |_| watch.ask(seconds)
            >
                {label}
            </button>
        }
    };
    let words = Signal::derive(move || {
        let seconds = watch.at.get();
        if seconds < 0 {
            t_string!(i18n, lab.clock.before, seconds = (-seconds).to_string())
        } else {
            t_string!(i18n, lab.clock.after, seconds = seconds.to_string())
        }
    });
    let said = move || {
        let both = watch.said.get();
        both.map(|both| answers(&both.naive, &both.strict))
    };
    let sentence = Signal::derive(move || {
        let trouble = watch.trouble.get();
        trouble.map(|trouble| texts::trouble(i18n, &trouble))
    });
    view! {
        <section class="slip" id="clock" aria-labelledby="clock-title" data-testid="clock">
            <div class="slip__part">
                <h2 id="clock-title">{text!(i18n, lab.clock.title)}</h2>
                <p>{text!(i18n, lab.clock.lead)}</p>
                <label class="field__label" for="clock-slider">{text!(i18n, lab.clock.label)}</label>
                <input
                    id="clock-slider"
                    class="slider"
                    type="range"
                    min=FIRST.to_string()
                    max=LAST.to_string()
                    data-testid="clock-slider"
                    prop:value=Signal::derive(move || watch.at.get().to_string())
                    aria-valuetext=words
                    on:change=slide
                />
                <h3 class="clock__words">{words}</h3>
                <div class="row">
                    {preset(-10, text!(i18n, lab.clock.early), "early")}
                    {preset(30, text!(i18n, lab.clock.valid), "valid")}
                    {preset(62, text!(i18n, lab.clock.leeway), "leeway")}
                    {preset(75, text!(i18n, lab.clock.expired), "expired")}
                </div>
                <div role="status" data-testid="clock-said">{part(said)}</div>
                <p class="form-error" role="alert">{sentence}</p>
            </div>
        </section>
    }
    .into_any()
}

async fn look(bench: Bench, path: &str, token: &str, offset: i64) -> Result<Said, Trouble> {
    let call = Call::get(path)
        .credential(Credential::Nothing)
        .header("Authorization", format!("Bearer {token}"))
        .header(OFFSET_HEADER, offset.to_string());
    bench.said(call).await
}
