//! A41: a token in each of the four places, and what a script of the page finds of it.

use super::{
    super::run::{AttackError, Runner},
    task::PanelTask,
};
use crate::{
    browser::{
        cookie,
        site_data::{LocalStorage, SiteData},
    },
    http::Call,
    i18n::{t_string, text, use_i18n},
    messages,
};
use gloo_storage::Storage;
use js_sys::Object;
use leptos::prelude::*;
use lesson_shared::{
    lab::{LabKeyChoice, LabTransfers, STRICT_COOKIE},
    paths,
};
use shared::{
    api::{Empty, StorageMode},
    verify::Algorithm,
};
use std::cell::RefCell;

/// The places of the lab's token, apart from those of the visitor's own.
const KEY: &str = "claimcheck.lab.token";
const COOKIE: &str = "claimcheck_lab_token";
/// What an injected script sets when it runs.
const PROBE: &str = "claimcheckProbe";

thread_local! {
    /// Memory mode: a variable of this program, which a script from outside cannot find.
    static MEMORY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What an injected script has found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ScriptFindings {
    /// The token in each place, in the order of [`StorageMode::ALL`].
    tokens: [Option<String>; 4],
    /// Whether the browser ran a script that was put into the page.
    injected: bool,
}

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let found = RwSignal::new(None::<ScriptFindings>);
    let task = PanelTask::default();
    let start = move || {
        task.start(async move {
            let result = plant(runner).await.map(|token| search(&token));
            clean_up();
            found.try_set(Some(result?));
            Ok(())
        });
    };
    let row = move |(at, mode): (usize, StorageMode)| {
        let token = Signal::derive(move || found.get().map(|found| found.tokens[at].clone()));
        let said = Signal::derive(move || {
            Some(match token.get()? {
                Some(token) => {
                    let start: String = token.chars().take(24).collect();
                    t_string!(i18n, lab.storage.found, token = start)
                }
                None => t_string!(i18n, lab.storage.nothing).to_owned(),
            })
        });
        let state = Signal::derive(move || token.get().map(|token| token.is_some().to_string()));
        view! {
            <tr data-testid=format!("probe-{}", mode.name()) data-found=state>
                <th scope="row">{Signal::derive(move || messages::storage_name(i18n, mode))}</th>
                <td>{said}</td>
                <td><code class="small">{probe(mode)}</code></td>
            </tr>
        }
    };
    let injected = Signal::derive(move || match found.get() {
        None => "",
        Some(ScriptFindings { injected: true, .. }) => t_string!(i18n, lab.storage.injected),
        Some(ScriptFindings { injected: false, .. }) => t_string!(i18n, lab.storage.blocked),
    });
    view! {
        <div class="lab__panel" data-testid="storage">
            <p class="small">{text!(i18n, lab.storage.honest)}</p>
            <div class="row">
                {task.button("storage-start", text!(i18n, lab.storage.start), start)}
            </div>
            <div class="lab__scroll" tabindex="0" role="region" aria-label=text!(i18n, lab.storage.table)>
                <table class="results">
                    <thead>
                        <tr>
                            <th scope="col">{text!(i18n, lab.storage.place)}</th>
                            <th scope="col">{text!(i18n, lab.storage.loot)}</th>
                            <th scope="col">{text!(i18n, lab.storage.script)}</th>
                        </tr>
                    </thead>
                    <tbody>{StorageMode::ALL.into_iter().enumerate().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p role="status" data-testid="injected">{injected}</p>
            {task.failure()}
        </div>
    }
    .into_any()
}

/// The expression that an attacker's script would run.
const fn probe(mode: StorageMode) -> &'static str {
    match mode {
        StorageMode::Memory => "Object.values(window)",
        StorageMode::LocalStorage => "Object.values(localStorage)",
        StorageMode::Cookie | StorageMode::HttpOnlyCookie => "document.cookie",
    }
}

/// Puts a token of the lab into each place, and has the server set a cookie of the lab that is http-only.
async fn plant(runner: Runner) -> Result<String, AttackError> {
    let token = runner.genuine(Algorithm::Hs256, LabKeyChoice::Strong, None).await?;
    MEMORY.set(Some(token.clone()));
    LocalStorage::keep(KEY, &token);
    cookie::set(COOKIE, &token);
    let call = Call::post(paths::LAB_TRANSFERS, &Empty {}).unrecorded();
    runner.http.send::<LabTransfers>(call).await?;
    Ok(token)
}

/// Does what an injected script would do: looks through everything that a script can reach.
fn search(token: &str) -> ScriptFindings {
    let holds = |texts: String| texts.contains(token).then(|| token.to_owned());
    ScriptFindings {
        tokens: [
            holds(texts(&window())),
            holds(stored()),
            holds(cookie::visible()),
            lab_cookie(&cookie::visible()),
        ],
        injected: inject(),
    }
}

/// The texts among the values of an object, as `Object.values` finds them.
fn texts(object: &Object) -> String {
    let values = Object::values(object);
    let texts = values.iter().filter_map(|value| value.as_string());
    texts.collect::<Vec<_>>().join("\n")
}

fn stored() -> String {
    if LocalStorage::is_allowed() { texts(&LocalStorage::raw()) } else { String::new() }
}

/// The cookie that the server has set for the lab, if a script can see it.
fn lab_cookie(cookies: &str) -> Option<String> {
    let mut cookies = cookies.split(';').map(str::trim);
    let found = cookies.find(|cookie| cookie.contains(STRICT_COOKIE));
    found.map(str::to_owned)
}

/// Puts a script into the page, as an attacker would through a gap, and returns whether the browser ran it.
fn inject() -> bool {
    let Ok(script) = document().create_element("script") else { return false };
    script.set_text_content(Some(&format!("window.{PROBE} = true")));
    if let Some(body) = document().body() {
        // Appending a new element does not fail.
        let _ = body.append_child(&script);
    }
    script.remove();
    let ran = js_sys::Reflect::get(&window(), &PROBE.into());
    ran.is_ok_and(|ran| ran.is_truthy())
}

fn clean_up() {
    MEMORY.set(None);
    LocalStorage::forget(KEY);
    cookie::remove(COOKIE);
}
