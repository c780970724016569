//! A26: claims that nobody has signed, encrypted to the server's public key.

use super::super::{answers::answers, bench::Bench, outcome::Said, texts, trouble::Trouble};
use crate::{
    components::part,
    http::{Call, Credential},
    i18n::{text, use_i18n},
    lesson::crypto::jwe,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::paths;
use shared::verify::Algorithm;

/// What was sent, and what both have said.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    claims: String,
    token: String,
    naive: Said,
    strict: Said,
}

pub(super) fn envelope() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let sent = RwSignal::new(None::<Result<Sent, Trouble>>);
    let press = move |_| {
        spawn_local(async move {
            let result = send(bench).await;
            // The page may be gone by now.
            sent.try_set(Some(result));
        });
    };
    let result = move || match sent.get() {
        None => view! { <p class="small soft">{text!(i18n, lab.not_run)}</p> }.into_any(),
        Some(Err(trouble)) => {
            let sentence = Signal::derive(move || texts::trouble(i18n, &trouble));
            view! { <p class="form-error">{sentence}</p> }.into_any()
        }
        Some(Ok(sent)) => {
            let inspect = format!("/inspect#token={}", sent.token);
            view! {
                <h4>{text!(i18n, lab.envelope.claims)}</h4>
                <pre class="wire" tabindex="0">{sent.claims}</pre>
                <h4>{text!(i18n, lab.diff.other)}</h4>
                <p class="token">{sent.token}</p>
                {answers(&sent.naive, &sent.strict)}
                <p><a href=inspect>{text!(i18n, lab.inspect)}</a></p>
            }
            .into_any()
        }
    };
    view! {
        <div class="row">
            <button type="button" class="button button--primary" data-testid="run" on:click=press>
                {text!(i18n, lab.run)}
            </button>
        </div>
        <div class="attack__result" role="status">{part(result)}</div>
    }
    .into_any()
}

async fn send(bench: Bench) -> Result<Sent, Trouble> {
    let info = bench.info().await?;
    let mut keys = info.keys.iter();
    let key = keys.find(|key| key.algorithm == Algorithm::Rs256);
    let key = key.ok_or(Trouble::Material)?;
    let jwk = key.jwk.as_ref().ok_or(Trouble::Material)?;
    let claims = serde_json::json!({
        "iss": info.issuer,
        "aud": info.audience,
        "sub": "whoever-the-forger-likes",
        "iat": info.now,
        "exp": info.now.0 + 300,
        "roles": ["admin"],
    })
    .to_string();
    let token = jwe::encrypt(&key.kid, jwk, claims.as_bytes()).await?;
    let ask = async |path: &str| {
        let call = Call::get(path)
            .credential(Credential::Nothing)
            .header("Authorization", format!("Bearer {token}"));
        bench.said(call).await
    };
    let (naive, strict) = (ask(paths::LAB_NAIVE_ME).await?, ask(paths::LAB_STRICT_ME).await?);
    Ok(Sent { claims, token, naive, strict })
}
