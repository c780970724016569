//! The code of a step: its own files on both sides, as the server was built from them.

use super::{super::tour::Tour, highlight};
use crate::{
    auth::use_auth,
    components::part,
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::{ev, prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{Side, SourceFile},
    paths,
};
use shared::Step;
use wasm_bindgen::JsCast;

/// The files of a step, each loaded when it is opened.
#[component]
pub fn Source(
    /// The step.
    step: Step,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let auth = tour.auth;
    let has_lab = Memo::new(move |_| tour.offer.lab());
    let files = RwSignal::new(None::<Result<Vec<SourceFile>, ApiError>>);
    // Without the lab the server hands nothing out. One that was away is asked again when it is back.
    Effect::new(move || {
        let loaded = files.with_untracked(|files| matches!(files, Some(Ok(_))));
        if has_lab.get() == Some(true) && !auth.server.is_away() && !loaded {
            spawn_local(async move {
                let list = Call::get(paths::LAB_SOURCE).unrecorded();
                // Another tab may have been chosen meanwhile.
                files.try_set(Some(auth.http.send(list).await));
            });
        }
    });
    let lead = Signal::derive(move || match has_lab.get() {
        Some(false) => t_string!(i18n, learn.source.no_lab),
        _ if tour.is_done(step) => t_string!(i18n, learn.source.ran),
        _ => t_string!(i18n, learn.source.will_run),
    });
    let rows = part(move || {
        let files = files.get()?.ok()?.into_iter();
        let files = files.filter(|file| file.step == Some(step));
        Some(files.map(|file| view! { <File file=file/> }).collect_view())
    });
    let failure = Signal::derive(move || {
        let error = files.get()?.err()?;
        Some(messages::api_error(i18n, &error))
    });
    view! {
        <div class="tabbed__content" data-testid="source">
            <p class="small soft">{lead}</p>
            <div class="stack stack--tight">{rows}</div>
            <p class="small" role="status">{failure}</p>
        </div>
    }
    .into_any()
}

#[component]
fn File(file: SourceFile) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let side = file.side;
    let name = Signal::derive(move || match side {
        Side::Client => t_string!(i18n, learn.source.client),
        Side::Server => t_string!(i18n, learn.source.server),
        Side::Shared => t_string!(i18n, learn.source.shared),
    });
    let source = RwSignal::new(None::<Result<String, ApiError>>);
    let path = file.path.clone();
    let open = move |event: ev::Event| {
        let details = event.target();
        let opened = details.is_some_and(|details| {
            let details = details.unchecked_into::<web_sys::Element>();
            details.has_attribute("open")
        });
        let loaded = source.with_untracked(|source| matches!(source, Some(Ok(_))));
        if opened && !loaded {
            let call = Call::get(format!("{}/{path}", paths::LAB_SOURCE)).unrecorded();
            spawn_local(async move {
                let text = auth.http.send_for_text(call).await;
                source.try_set(Some(text));
            });
        }
    };
    let shown = part(move || {
        match source.get() {
        None => view! { <p class="small soft">{text!(i18n, learn.source.loading)}</p> }.into_any(),
        Some(Err(error)) => {
            view! { <p class="small">{Signal::derive(move || messages::api_error(i18n, &error))}</p> }.into_any()
        }
        Some(Ok(source)) => code(&source),
    }
    });
    view! {
        <details class="source" data-testid="source-file" data-path=file.path.clone() on:toggle=open>
            <summary class="source__summary" data-testid="source-open">
                <span class="tag">{name}</span>
                <code>{file.path.clone()}</code>
            </summary>
            {shown}
        </details>
    }
}

/// A scrolling box takes the focus, so that the keyboard can scroll it.
fn code(source: &str) -> AnyView {
    let pieces: Vec<AnyView> = highlight::pieces(source)
        .into_iter()
        .map(|(kind, text)| match kind.class() {
            None => text.to_owned().into_any(),
            Some(class) => view! { <span class=class>{text.to_owned()}</span> }.into_any(),
        })
        .collect();
    view! { <pre class="source__code" tabindex="0" lang="en" data-testid="source-code"><code>{pieces}</code></pre> }.into_any()
}
