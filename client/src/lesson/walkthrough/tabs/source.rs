//! The source files of a step, as the server was built from them.

use super::{super::state::Tour, highlight};
use crate::{
    auth::use_auth,
    components::part,
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{Side, SourceFile},
    paths,
};
use shared::Step;

/// The files of a step. Each is loaded when it is opened.
pub fn source(step: Step) -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let auth = tour.auth;
    let has_lab = Memo::new(move |_| tour.offer.lab());
    let files = RwSignal::new(None::<Result<Vec<SourceFile>, ApiError>>);
    // A server without the lab has no source files. One that was away is asked again when it is back.
    Effect::new(move || {
        let loaded = files.with_untracked(|files| matches!(files, Some(Ok(_))));
        if has_lab.get() == Some(true) && !auth.server.is_away() && !loaded {
            spawn_local(async move {
                let list = Call::get(paths::LAB_SOURCE).unrecorded();
                // The visitor may have chosen another tab.
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
        Some(files.map(|file| file_view(&file)).collect_view())
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

fn file_view(file: &SourceFile) -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let side = match file.side {
        Side::Client => text!(i18n, learn.source.client),
        Side::Server => text!(i18n, learn.source.server),
        Side::Shared => text!(i18n, learn.source.shared),
    };
    let source = RwSignal::new(None::<Result<String, ApiError>>);
    let path = file.path.clone();
    let load = move || {
        if !source.with_untracked(|source| matches!(source, Some(Ok(_)))) {
            let call = Call::get(format!("{}/{path}", paths::LAB_SOURCE)).unrecorded();
            spawn_local(async move {
                let text = auth.http.send_for_text(call).await;
                source.try_set(Some(text));
            });
        }
    };
    let shown = part(move || match source.get() {
        None => view! { <p class="small soft">{text!(i18n, learn.source.loading)}</p> }.into_any(),
        Some(Err(error)) => {
            let sentence = Signal::derive(move || messages::api_error(i18n, &error));
            view! { <p class="small">{sentence}</p> }.into_any()
        }
        Some(Ok(source)) => code(&source),
    });
    view! {
        <details class="source" data-testid="source-file" data-path=file.path.clone() on:toggle:target=move |event| if event.target().open() { load() }>
            <summary class="source__summary" data-testid="source-open">
                <span class="tag">{side}</span>
                <code>{file.path.clone()}</code>
            </summary>
            {shown}
        </details>
    }
    .into_any()
}

/// The code in a box that can have the focus, so that the keyboard can scroll it.
fn code(source: &str) -> AnyView {
    let fragments: Vec<AnyView> = highlight::fragments(source)
        .into_iter()
        .map(|(class, text)| match class {
            None => text.into_any(),
            Some(class) => view! { <span class=class>{text}</span> }.into_any(),
        })
        .collect();
    view! { <pre class="source__code" tabindex="0" lang="en" data-testid="source-code"><code>{fragments}</code></pre> }.into_any()
}
