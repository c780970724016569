//! A26: claims without a signature, encrypted to the server's public key.

use super::{
    super::{
        answers::{answers, failure},
        run::{AttackError, Judgements, Runner},
    },
    task::PanelTask,
};
use crate::{
    components::part,
    i18n::{text, use_i18n},
    lesson::{crypto::jwe, paths},
};
use leptos::prelude::*;
use shared::verify::Algorithm;

/// What was sent, and what both verifiers have said.
#[derive(Clone, Debug, PartialEq)]
struct Envelope {
    claims: String,
    token: String,
    judgements: Judgements,
}

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let task = PanelTask::default();
    let sent = RwSignal::new(None::<Envelope>);
    let start = move || {
        task.start(async move {
            let envelope = send(runner).await?;
            sent.try_set(Some(envelope));
            Ok(())
        });
    };
    let result = move || match (task.error.get(), sent.get()) {
        (Some(error), _) => failure(error),
        (None, None) => view! { <p class="small soft">{text!(i18n, lab.not_run)}</p> }.into_any(),
        (None, Some(sent)) => view! {
            <h4>{text!(i18n, lab.envelope.claims)}</h4>
            <pre class="wire" tabindex="0">{sent.claims}</pre>
            <h4>{text!(i18n, lab.diff.other)}</h4>
            <p class="token">{sent.token.clone()}</p>
            {answers(&sent.judgements)}
            <p><a href=paths::inspect(&sent.token)>{text!(i18n, lab.inspect)}</a></p>
        }
        .into_any(),
    };
    view! {
        <div class="row">{task.button("run", text!(i18n, lab.run), start)}</div>
        <div class="attack__result" role="status">{part(result)}</div>
    }
    .into_any()
}

async fn send(runner: Runner) -> Result<Envelope, AttackError> {
    let info = runner.info().await?;
    let mut keys = info.keys.iter();
    let key = keys.find(|key| key.algorithm == Algorithm::Rs256);
    let key = key.ok_or(AttackError::Material)?;
    let jwk = key.jwk.as_ref().ok_or(AttackError::Material)?;
    let claims = serde_json::json!({
        "iss": info.issuer,
        "aud": info.audience,
        "sub": "chosen-by-the-attacker",
        "iat": info.now,
        "exp": info.now.0 + 300,
        "roles": ["admin"],
    })
    .to_string();
    let token = jwe::encrypt(&key.kid, jwk, claims.as_bytes()).await?;
    let judgements = runner.judge(&token, 0).await?;
    Ok(Envelope { claims, token, judgements })
}
