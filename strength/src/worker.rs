//! The estimate as a web worker: the page stays smooth while it is worked out, and loads it only when a user
//! chooses a password.
//!
//! It says [`READY`] once, and then answers each [`EstimateRequest`] with an [`Estimate`](shared::strength::Estimate),
//! both as JSON.

use js_sys::JsString;
use shared::strength::{EstimateRequest, READY};
use strength::{Context, estimate};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let listener = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(answer) = answer(event.data()) {
            say(&listener, &answer);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    say(&scope, READY);
}

/// Only the page that has started the worker can ask, and it asks in this form.
fn answer(asked: JsValue) -> Option<String> {
    let asked: EstimateRequest =
        serde_json::from_str(&String::from(asked.dyn_into::<JsString>().ok()?)).ok()?;
    // In the form in which the server looks at it and hashes it.
    let password = String::from(JsString::from(asked.password).normalize("NFC"));
    let context = Context::new(&asked.username, &asked.host);
    serde_json::to_string(&estimate(&password, &context)).ok()
}

fn say(scope: &DedicatedWorkerGlobalScope, text: &str) {
    // A text can always be cloned into another thread.
    let _ = scope.post_message(&JsValue::from_str(text));
}
