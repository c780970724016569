//! Step 4: a request with the token, and one without.

use super::super::{
    held::{Held, use_holding},
    press::{Ending, Press},
    token::TokenText,
    tour::Tour,
};
use crate::{
    auth::attach,
    components::{When, part},
    http::{Call, Credential},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    ProblemCode, Step,
    api::{Me, paths},
};

/// The request that is about to be sent, and two buttons.
#[component]
pub fn Attach() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let kept = Memo::new(move |_| holding.get().filter(|held| held.kept));
    let ready = Memo::new(move |_| kept.with(Option::is_some));

    let with = move |()| send(tour);
    let without = move |()| {
        tour.act(Step::Attach, async move {
            let call = call().credential(Credential::Nothing);
            tour.auth.http.send::<Me>(call).await.map(|_| ())
        });
    };
    let success = Signal::derive(move || {
        tour.was_answered(Step::Attach).then(|| {
            (
                t_string!(i18n, walkthrough.attach.answered),
                t_string!(i18n, walkthrough.attach.answered_text),
            )
        })
    });
    let no_code = part(move || {
        let error = tour.failure(Step::Attach)?;
        (error.code() == Some(ProblemCode::TokenMissing))
            .then(|| view! { <p class="small soft">{text!(i18n, walkthrough.attach.no_code)}</p> })
    });
    view! {
        {part(move || kept.get().map(|held| view! { <About held=held/> }))}
        <When so=ready>
            <div class="row">
                <Press
                    testid="attach-submit"
                    label=text!(i18n, walkthrough.attach.submit)
                    kind="primary"
                    on_press=with
                />
                <Press
                    testid="attach-without"
                    label=text!(i18n, walkthrough.attach.without)
                    on_press=without
                />
            </div>
        </When>
        <Ending step=Step::Attach testid="attach-error" success=success/>
        {no_code}
    }
}

/// The request with its credential, before it is sent.
#[component]
fn About(held: Held) -> impl IntoView {
    let i18n = use_i18n();
    let sealed = held.is_sealed();
    let how = Signal::derive(move || {
        if sealed {
            t_string!(i18n, walkthrough.attach.by_cookie)
        } else {
            t_string!(i18n, walkthrough.attach.by_header)
        }
    });
    let credential = match held.token {
        Some(token) => view! {
            <span class="wire__name">"Authorization: "</span> "Bearer " <TokenText token=token/>
        }
        .into_any(),
        None => {
            view! { <span class="wire__name">{text!(i18n, walkthrough.attach.by_browser)}</span> }
                .into_any()
        }
    };
    view! {
        <div class="stack stack--tight">
            <h3>{text!(i18n, walkthrough.attach.about)}</h3>
            <pre class="wire"><strong>"GET " {paths::ME}</strong> "\n" {credential}</pre>
            <p class="small soft">{how}</p>
        </div>
    }
}

/// Asks who the visitor is, with the token.
pub fn send(tour: Tour) {
    tour.forged.set(None);
    tour.act(Step::Attach, async move {
        attach::send::<Me>(tour.auth, call()).await?;
        tour.did(Step::Attach);
        Ok(())
    });
}

fn call() -> Call {
    Call::get(paths::ME).step(Step::Attach)
}
