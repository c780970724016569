//! A40: another site sends a form, and the browser adds the cookies.

use super::super::{bench::Bench, texts, trouble::Trouble};
use crate::{
    components::part,
    http::Call,
    i18n::{text, use_i18n},
};
use leptos::{ev, prelude::*, task::spawn_local};
use lesson_shared::{lab::LabTransfers, paths};
use shared::api::Empty;

pub(super) fn cross_site() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let transfers = RwSignal::new(None::<LabTransfers>);
    let elsewhere = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Trouble>);

    let start = move |_| {
        trouble.set(None);
        spawn_local(async move {
            match sign_in(bench).await {
                Ok((counted, address)) => {
                    transfers.try_set(Some(counted));
                    elsewhere.try_set(address);
                }
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    // Whoever comes back from the other site sees at once what it has done.
    let look = move || {
        if transfers.with_untracked(Option::is_none) {
            return;
        }
        spawn_local(async move {
            let call = Call::get(paths::LAB_TRANSFERS).unrecorded();
            if let Ok(counted) = bench.http.send(call).await {
                transfers.try_set(Some(counted));
            }
        });
    };
    let listener = window_event_listener(ev::focus, move |_| look());
    on_cleanup(move || listener.remove());

    let link = move || {
        elsewhere.get().map(|address| {
            view! {
                <a class="button" href=address target="_blank" rel="noopener" data-testid="elsewhere">
                    {text!(i18n, lab.cross.open)}
                </a>
            }
        })
    };
    let nowhere = Signal::derive(move || {
        let missing = transfers.get().is_some() && elsewhere.get().is_none();
        missing.then(|| text!(i18n, lab.cross.nowhere).get())
    });
    let sentence = Signal::derive(move || {
        let trouble = trouble.get();
        trouble.map(|trouble| texts::trouble(i18n, &trouble))
    });
    let count = move |side: &'static str, of: fn(LabTransfers) -> u32| {
        let count = Signal::derive(move || transfers.get().map(|counted| of(counted).to_string()));
        let (title, note) = if side == "naive" {
            (text!(i18n, lab.side.naive), text!(i18n, lab.cross.naive))
        } else {
            (text!(i18n, lab.side.strict), text!(i18n, lab.cross.strict))
        };
        view! {
            <section class="answer" data-testid=format!("transfers-{side}") data-count=count>
                <h4 class="answer__title">{title}</h4>
                <p class="answer__count">{count}</p>
                <p class="small">{note}</p>
            </section>
        }
    };
    view! {
        <div class="bench" data-testid="cross-site">
            <p class="small">{text!(i18n, lab.cross.lead)}</p>
            <div class="row">
                <button type="button" class="button button--primary" data-testid="cross-start" on:click=start>
                    {text!(i18n, lab.cross.start)}
                </button>
                {part(link)}
                <button type="button" class="button button--quiet" data-testid="cross-look" on:click=move |_| look()>
                    {text!(i18n, lab.cross.look)}
                </button>
            </div>
            <p class="small">{nowhere}</p>
            <div class="answers" role="status">
                {count("naive", |counted| counted.naive)}
                {count("strict", |counted| counted.strict)}
            </div>
            <p class="form-error" role="alert">{sentence}</p>
        </div>
    }
    .into_any()
}

/// Has the server set the lab's two cookies, and asks where the other site is.
async fn sign_in(bench: Bench) -> Result<(LabTransfers, Option<String>), Trouble> {
    let call = Call::post(paths::LAB_TRANSFERS, &Empty {}).unrecorded();
    let counted = bench.http.send(call).await?;
    Ok((counted, bench.info().await?.elsewhere))
}
