//! Signing again.

use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::{
        crypto::{Alg, CryptoError},
        inspector::{sign, state::InspectorState, texts},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// What was done last, and the token that came of it.
type Done = (String, Result<Made, CryptoError>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Signature,
    KeyAndSignature,
}

/// With the key that is there, or with a new one.
#[component]
pub fn Sign(
    /// Where the token lies.
    state: InspectorState,
) -> impl IntoView {
    let i18n = use_i18n();
    let done = RwSignal::new(None::<Done>);
    let finish = move |made| {
        // The page may be gone by now.
        if let Some(token) = state.token.try_get_untracked() {
            done.set(Some((token, made)));
        }
    };
    let algorithm = RwSignal::new(Alg::Hs256);
    // The one that the header names is the likeliest to be wanted.
    Effect::new(move || {
        if let Some(named) = sign::header_algorithm(state) {
            algorithm.set(named);
        }
    });
    let can = Memo::new(move |_| sign::can_sign(state));
    let again = move |_| {
        if !can.get_untracked() {
            return;
        }
        spawn_local(async move {
            let signed = sign::sign_again(state).await;
            finish(signed.map(|()| Made::Signature));
        });
    };
    let afresh = move |_| {
        let algorithm = algorithm.get_untracked();
        spawn_local(async move {
            let signed = sign::sign_afresh(state, algorithm).await;
            finish(signed.map(|()| Made::KeyAndSignature));
        });
    };
    // Of another token nothing was done yet.
    let told = Signal::derive(move || {
        let made = done.get().filter(|(token, _)| *token == state.token.get());
        made.map_or("", |(_, made)| match made {
            Ok(Made::Signature) => t_string!(i18n, inspector.sign.done_again),
            Ok(Made::KeyAndSignature) => t_string!(i18n, inspector.sign.done),
            Err(error) => texts::crypto_error(i18n, error),
        })
    });
    let option = move |one: &Alg| {
        let one = *one;
        view! { <option value=one.name() selected=Signal::derive(move || algorithm.get() == one)>{one.name()}</option> }
    };
    let choose = move |event| {
        if let Some(chosen) = Alg::from_name(&event_target_value(&event)) {
            algorithm.set(chosen);
        }
    };
    view! {
        <section class="slip" aria-labelledby="sign-title">
            <div class="slip__part">
                <h2 class="inspect__title" id="sign-title">{text!(i18n, inspector.sign.title)}</h2>
                <div class="stack stack--tight">
                    <button
                        type="button"
                        class="button"
                        data-testid="sign-again"
                        aria-disabled=Signal::derive(move || (!can.get()).to_string())
                        aria-describedby="sign-cannot"
                        on:click=again
                    >
                        {text!(i18n, inspector.sign.again)}
                    </button>
                    <p class="small soft" id="sign-cannot" hidden=can>{text!(i18n, inspector.sign.cannot)}</p>
                </div>
                <div class="row">
                    <label class="visually-hidden" for="sign-algorithm">{text!(i18n, inspector.sign.algorithm)}</label>
                    <select class="select" id="sign-algorithm" data-testid="sign-algorithm" on:change=choose>
                        {Alg::ALL.iter().map(option).collect_view()}
                    </select>
                    <button type="button" class="button" data-testid="sign-afresh" on:click=afresh>
                        {text!(i18n, inspector.sign.afresh)}
                    </button>
                </div>
                <p class="small" role="status" data-testid="signed">{told}</p>
            </div>
        </section>
    }
    .into_any()
}
