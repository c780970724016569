//! What an attacker computes, as a web worker: the page stays smooth meanwhile, and loads it only when an attack
//! needs it.
//!
//! It says [`READY`] once, and then answers a [`Task`] with [`News`], the last of which is the result.

use attacks::{
    crack::has_signed,
    message::{News, READY, Task},
    recover::public_key,
};
use js_sys::{Function, JsString, Promise, Reflect};
use lesson_shared::lab::words::WORDS;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How many guesses are told at once.
const BATCH: usize = 4;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let listener = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().dyn_into::<JsString>().map(String::from);
        // Only the page that has started the worker can ask, and it asks in this form.
        match text.ok().and_then(|text| serde_json::from_str(&text).ok()) {
            Some(Task::Guess { pause_ms, token }) => {
                spawn_local(guess(listener.clone(), token, pause_ms));
            }
            Some(Task::Recover([one, other])) => {
                let news = public_key([&one, &other]).map_or(News::Nothing, News::Key);
                tell(&listener, &news);
            }
            None => {}
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    say(&scope, READY);
}

async fn guess(scope: DedicatedWorkerGlobalScope, token: String, pause_ms: u32) {
    for (index, word) in WORDS.iter().enumerate() {
        let count = index + 1;
        if has_signed(word, &token) {
            return tell(&scope, &News::Found(count, (*word).into()));
        }
        if count % BATCH == 0 {
            tell(&scope, &News::Tried(count, (*word).into()));
            if pause_ms > 0 {
                sleep(pause_ms).await;
            }
        }
    }
    tell(&scope, &News::Nothing);
}

async fn sleep(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let global = js_sys::global();
        let timer = Reflect::get(&global, &"setTimeout".into())
            .ok()
            .and_then(|timer| timer.dyn_into::<Function>().ok());
        if let Some(timer) = timer {
            // Every worker has `setTimeout`, which takes a function and a number.
            let _ = timer.call2(&global, &resolve, &milliseconds.into());
        }
    });
    let _ = JsFuture::from(promise).await;
}

fn tell(scope: &DedicatedWorkerGlobalScope, news: &News) {
    say(scope, &serde_json::to_string(news).expect("texts and numbers are JSON"));
}

fn say(scope: &DedicatedWorkerGlobalScope, text: &str) {
    // A text can always be cloned into another thread.
    let _ = scope.post_message(&JsValue::from_str(text));
}
