//! Step 4: a request with the token, and one without.

use super::{
    super::{
        state::{TokenState, Tour, use_current_token},
        token::TokenText,
    },
    action::{ActionButton, ActionStatus},
};
use crate::{
    components::{When, part},
    http::Credential,
    i18n::{text, texts::walkthrough::attach, use_i18n},
};
use leptos::prelude::*;
use shared::{ProblemCode, Step, api::paths};

pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let kept = Memo::new(move |_| current.get().filter(|token| token.kept));
    let without = move |()| {
        tour.act(Step::Attach, tour.ask_me_with(Step::Attach, Credential::Nothing));
    };
    let success = Signal::derive(move || {
        tour.was_answered(Step::Attach).then_some([&attach::answered, &attach::answered_text])
    });
    let no_code = part(move || {
        let error = tour.failure(Step::Attach)?;
        (error.code() == Some(ProblemCode::TokenMissing))
            .then(|| view! { <p class="small soft">{text!(i18n, walkthrough.attach.no_code)}</p> })
    });
    view! {
        {part(move || kept.get().map(request))}
        <When so=current.is_kept()>
            <div class="row">
                <ActionButton
                    testid="attach-submit"
                    label=text!(i18n, walkthrough.attach.submit)
                    kind="primary"
                    on_press=move |()| send(tour)
                />
                <ActionButton
                    testid="attach-without"
                    label=text!(i18n, walkthrough.attach.without)
                    on_press=without
                />
            </div>
        </When>
        <ActionStatus step=Step::Attach testid="attach-error" success=success/>
        {no_code}
    }
    .into_any()
}

/// The request with its credential, before it is sent.
fn request(token: TokenState) -> AnyView {
    let i18n = use_i18n();
    let how = if token.is_sealed() {
        text!(i18n, walkthrough.attach.by_cookie)
    } else {
        text!(i18n, walkthrough.attach.by_header)
    };
    let credential = match token.text {
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
    .into_any()
}

/// Sends `GET /api/me` with the token.
pub fn send(tour: Tour) {
    tour.forged.set(None);
    tour.act(Step::Attach, async move {
        tour.ask_me(Step::Attach).await?;
        tour.did(&[Step::Attach]);
        Ok(())
    });
}
