//! A41: a token in each of the four places, and what a script of the page finds of it.

use super::super::{bench::Bench, texts, trouble::Trouble};
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
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{LabKeyChoice, LabTransfers, STRICT_COOKIE},
    paths,
};
use shared::{
    api::{Empty, StorageMode},
    verify::Algorithm,
};
use std::cell::RefCell;

/// Where the token of the lab is put, apart from the visitor's own.
const KEY: &str = "claimcheck.lab.token";
const COOKIE: &str = "claimcheck_lab_token";
/// What an injected script sets when it runs.
const MARK: &str = "claimcheckProbe";

thread_local! {
    /// Memory mode: a variable that no script finds which does not know this program.
    static MEMORY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What was looked for, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Loot {
    /// For each place, in the order of [`StorageMode::ALL`], what a script has found there.
    found: [Option<String>; 4],
    /// Whether the browser ran a script that was put into the page.
    injected: bool,
}

pub(super) fn probes() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let loot = RwSignal::new(None::<Loot>);
    let trouble = RwSignal::new(None::<Trouble>);
    let press = move |_| {
        trouble.set(None);
        spawn_local(async move {
            let result = plant(bench).await.map(|token| search(&token));
            clean_up();
            match result {
                Ok(found) => {
                    loot.try_set(Some(found));
                }
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    let row = move |(at, mode): (usize, StorageMode)| {
        let found = Signal::derive(move || loot.get().map(|loot| loot.found[at].is_some()));
        let said = Signal::derive(move || match loot.get() {
            None => String::new(),
            Some(loot) => match &loot.found[at] {
                Some(token) => {
                    let start: String = token.chars().take(24).collect();
                    t_string!(i18n, lab.storage.found, token = start)
                }
                None => t_string!(i18n, lab.storage.nothing).to_owned(),
            },
        });
        let state = Signal::derive(move || found.get().map(|found| found.to_string()));
        view! {
            <tr data-testid=format!("probe-{}", mode.name()) data-found=state>
                <th scope="row">{Signal::derive(move || messages::storage_name(i18n, mode))}</th>
                <td>{said}</td>
                <td><code class="small">{probe(mode)}</code></td>
            </tr>
        }
    };
    let injected = Signal::derive(move || match loot.get() {
        None => "",
        Some(Loot { injected: true, .. }) => t_string!(i18n, lab.storage.injected),
        Some(Loot { injected: false, .. }) => t_string!(i18n, lab.storage.blocked),
    });
    let sentence = Signal::derive(move || {
        let trouble = trouble.get();
        trouble.map(|trouble| texts::trouble(i18n, &trouble))
    });
    view! {
        <div class="bench" data-testid="storage">
            <p class="small">{text!(i18n, lab.storage.honest)}</p>
            <div class="row">
                <button type="button" class="button button--primary" data-testid="storage-start" on:click=press>
                    {text!(i18n, lab.storage.start)}
                </button>
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
            <p class="form-error" role="alert">{sentence}</p>
        </div>
    }
    .into_any()
}

/// What a thief's script would run.
const fn probe(mode: StorageMode) -> &'static str {
    match mode {
        StorageMode::Memory => "Object.values(window)",
        StorageMode::LocalStorage => "Object.values(localStorage)",
        StorageMode::Cookie | StorageMode::HttpOnlyCookie => "document.cookie",
    }
}

/// Puts a token of the lab into each place, and has the server set a cookie of the lab that is http-only.
async fn plant(bench: Bench) -> Result<String, Trouble> {
    let token = bench.genuine(Algorithm::Hs256, LabKeyChoice::Strong, None).await?;
    MEMORY.set(Some(token.clone()));
    LocalStorage::keep(KEY, &token);
    cookie::set(COOKIE, &token);
    let call = Call::post(paths::LAB_TRANSFERS, &Empty {}).unrecorded();
    bench.http.send::<LabTransfers>(call).await?;
    Ok(token)
}

/// Does what an injected script would do: it looks through whatever a script can reach.
fn search(token: &str) -> Loot {
    let holds = |texts: String| texts.contains(token).then(|| token.to_owned());
    Loot {
        found: [
            holds(globals()),
            holds(everything_stored()),
            holds(cookie::visible()),
            lab_cookie(&cookie::visible()),
        ],
        injected: inject(),
    }
}

/// The texts among the variables that every script of the page shares.
fn globals() -> String {
    let values = js_sys::Object::values(&window());
    let texts = values.iter().filter_map(|value| value.as_string());
    texts.collect::<Vec<_>>().join("\n")
}

fn everything_stored() -> String {
    if !LocalStorage::is_allowed() {
        return String::new();
    }
    let storage = LocalStorage::raw();
    let count = storage.length().unwrap_or_default();
    let texts = (0..count).filter_map(|index| {
        let key = storage.key(index).ok()??;
        storage.get_item(&key).ok()?
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The cookie that the server has set for the lab, if a script can see it.
fn lab_cookie(cookies: &str) -> Option<String> {
    let mut cookies = cookies.split(';').map(str::trim);
    let found = cookies.find(|cookie| cookie.contains(STRICT_COOKIE));
    found.map(str::to_owned)
}

/// Puts a script into the page, as an attacker does who has found a gap, and tells whether the browser ran it.
fn inject() -> bool {
    let document = document();
    let Ok(script) = document.create_element("script") else {
        return false;
    };
    script.set_text_content(Some(&format!("window.{MARK} = true")));
    if let Some(body) = document.body() {
        // Appending a new element does not fail.
        let _ = body.append_child(&script);
    }
    script.remove();
    let mark = js_sys::Reflect::get(&window(), &MARK.into());
    mark.is_ok_and(|mark| mark.is_truthy())
}

fn clean_up() {
    MEMORY.set(None);
    LocalStorage::forget(KEY);
    cookie::remove(COOKIE);
}
