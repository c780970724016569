//! Buttons that sign.

use super::panel::{Panel, select};
use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::{
        crypto::{Alg, CryptoError},
        inspector::{sign, state::InspectorState, texts},
    },
};
use leptos::{prelude::*, task::spawn_local};
use strum::VariantArray;

/// The token that was signed last, and what was made for it.
type Done = (String, Result<Made, CryptoError>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Signature,
    KeyAndSignature,
}

/// Signing with the key that is there, or with a new one.
#[component]
pub fn Sign(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let done = RwSignal::new(None::<Done>);
    let finish = move |made| {
        // The user may have left the page by now.
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
    // It does not hold for another token.
    let told = Signal::derive(move || {
        let made = done.get().filter(|(token, _)| *token == state.token.get());
        made.map_or("", |(_, made)| match made {
            Ok(Made::Signature) => t_string!(i18n, inspector.sign.done_again),
            Ok(Made::KeyAndSignature) => t_string!(i18n, inspector.sign.done),
            Err(error) => texts::crypto_error(i18n, error),
        })
    });
    let algorithms =
        select("sign-algorithm", algorithm, Alg::VARIANTS, |one| Signal::stored(one.into_str()));
    view! {
        <Panel id="sign" title=text!(i18n, inspector.sign.title)>
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
                    {algorithms}
                    <button type="button" class="button" data-testid="sign-afresh" on:click=afresh>
                        {text!(i18n, inspector.sign.afresh)}
                    </button>
                </div>
                <p class="small" role="status" data-testid="signed">{told}</p>
        </Panel>
    }
}
