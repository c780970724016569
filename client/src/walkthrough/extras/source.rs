//! The code that just ran: the step's own files, as the server was built from them.

use super::highlight;
use crate::{
    auth::use_auth,
    components::{When, part},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::{ev, prelude::*, task::spawn_local};
use shared::{
    Step,
    api::{
        lab::{Side, SourceFile},
        paths,
    },
};
use wasm_bindgen::JsCast;

/// Which files there are, once the server has told.
#[derive(Clone, Copy, Debug)]
pub struct Files(RwSignal<Option<Result<Vec<SourceFile>, ApiError>>>);

impl Files {
    /// Asks for the list, once, where the lab is on: without it the server hands nothing out.
    #[must_use]
    pub fn load() -> Self {
        let auth = use_auth();
        let files = Self(RwSignal::new(None));
        let has_lab = Memo::new(move |_| auth.server.info().is_some_and(|info| info.lab));
        Effect::new(move || {
            if has_lab.get() {
                spawn_local(async move {
                    let list = Call::get(paths::LAB_SOURCE).unrecorded();
                    // The page may have been left meanwhile.
                    files.0.try_set(Some(auth.http.send(list).await));
                });
            }
        });
        files
    }

    fn of(self, step: Step) -> Option<Vec<SourceFile>> {
        let mut files = self.0.get()?.ok()?;
        files.retain(|file| file.step == Some(step));
        Some(files)
    }
}

/// The files of a step, each loaded when it is opened.
#[component]
pub fn Source(
    /// The step.
    step: Step,
    /// Those of all steps.
    files: Files,
) -> impl IntoView {
    let i18n = use_i18n();
    let server = use_auth().server;
    let has_lab = Memo::new(move |_| server.info().is_some_and(|info| info.lab));
    let rows = part(move || {
        let rows = files.of(step)?.into_iter();
        Some(rows.map(|file| view! { <File file=file/> }).collect_view())
    });
    let failure = Signal::derive(move || {
        let error = files.0.get()?.err()?;
        Some(messages::api_error(i18n, &error))
    });
    view! {
        <section class="panel__section" aria-labelledby="source-title" data-testid="source">
            <h3 id="source-title">{text!(i18n, learn.source.title)}</h3>
            <When so=has_lab>
                <p class="small soft">{text!(i18n, learn.source.lead)}</p>
            </When>
            <When so=Signal::derive(move || !has_lab.get())>
                <p class="small soft">{text!(i18n, learn.source.no_lab)}</p>
            </When>
            <div class="stack stack--tight">{rows}</div>
            <p class="small" role="status">{failure}</p>
        </section>
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
