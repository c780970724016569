//! A40: another site sends a form, and the browser adds the cookies.

use super::{super::run::Runner, task::PanelTask};
use crate::{
    components::part,
    http::Call,
    i18n::{text, use_i18n},
};
use leptos::{ev, prelude::*, task::spawn_local};
use lesson_shared::{lab::LabTransfers, paths};
use shared::api::Empty;

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let transfers = RwSignal::new(None::<LabTransfers>);
    let other_site = RwSignal::new(None::<String>);
    let task = PanelTask::default();

    // The server sets the lab's two cookies, and says where the other site is.
    let start = move || {
        task.start(async move {
            let call = Call::post(paths::LAB_TRANSFERS, &Empty {}).unrecorded();
            let counted = runner.http.send(call).await?;
            let address = runner.info().await?.elsewhere;
            transfers.try_set(Some(counted));
            other_site.try_set(address);
            Ok(())
        });
    };
    let count_again = move || {
        if transfers.with_untracked(Option::is_none) {
            return;
        }
        spawn_local(async move {
            let call = Call::get(paths::LAB_TRANSFERS).unrecorded();
            if let Ok(counted) = runner.http.send(call).await {
                transfers.try_set(Some(counted));
            }
        });
    };
    // A visitor who comes back from the other site sees at once what it has done.
    let listener = window_event_listener(ev::focus, move |_| count_again());
    on_cleanup(move || listener.remove());

    let link = move || {
        other_site.get().map(|address| {
            view! {
                <a class="button" href=address target="_blank" rel="noopener" data-testid="elsewhere">
                    {text!(i18n, lab.cross.open)}
                </a>
            }
        })
    };
    let nowhere = Signal::derive(move || {
        let missing = transfers.get().is_some() && other_site.get().is_none();
        missing.then(|| text!(i18n, lab.cross.nowhere).get())
    });
    let count = |side: &'static str,
                 [title, note]: [Signal<&'static str>; 2],
                 of: fn(LabTransfers) -> u32| {
        let count = Signal::derive(move || transfers.get().map(|counted| of(counted).to_string()));
        view! {
            <section class="answer" data-testid=format!("transfers-{side}") data-count=count>
                <h4 class="answer__title">{title}</h4>
                <p class="answer__count">{count}</p>
                <p class="small">{note}</p>
            </section>
        }
    };
    let naive = [text!(i18n, lab.side.naive), text!(i18n, lab.cross.naive)];
    let strict = [text!(i18n, lab.side.strict), text!(i18n, lab.cross.strict)];
    view! {
        <div class="lab__panel" data-testid="cross-site">
            <p class="small">{text!(i18n, lab.cross.lead)}</p>
            <div class="row">
                {task.button("cross-start", text!(i18n, lab.cross.start), start)}
                {part(link)}
                <button type="button" class="button button--quiet" data-testid="cross-look" on:click=move |_| count_again()>
                    {text!(i18n, lab.cross.look)}
                </button>
            </div>
            <p class="small">{nowhere}</p>
            <div class="answers" role="status">
                {count("naive", naive, |counted| counted.naive)}
                {count("strict", strict, |counted| counted.strict)}
            </div>
            {task.failure()}
        </div>
    }
    .into_any()
}
