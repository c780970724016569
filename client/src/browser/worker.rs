//! A thread of its own, for work that would block the page.

use js_sys::{Function, JsString, Promise};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

/// Starts the module at `script`, sends it `question` when it has said `ready`, and ends it after its answer. `None`
/// when the worker fails.
pub async fn ask(script: &str, ready: &'static str, question: &str) -> Option<String> {
    let worker = Rc::new(RefCell::new(None::<Worker>));
    let answered = Promise::new(&mut |resolve, _| {
        let (asked, question) = (Rc::downgrade(&worker), question.to_owned());
        let (answer, failure) = (resolve.clone(), resolve.clone());
        let on_message = move |text: String| {
            if text != ready {
                settle(&answer, &JsValue::from_str(&text));
            } else if let Some(worker) = asked.upgrade()
                && let Some(worker) = &*worker.borrow()
            {
                worker.say(&question);
            }
        };
        let on_error = move || settle(&failure, &JsValue::UNDEFINED);
        let started = Worker::start(script, on_message, on_error);
        if started.is_none() {
            settle(&resolve, &JsValue::UNDEFINED);
        }
        worker.replace(started);
    });
    JsFuture::from(answered).await.ok()?.as_string()
}

fn settle(resolve: &Function, value: &JsValue) {
    // Resolving a promise does not fail.
    let _ = resolve.call1(&JsValue::NULL, value);
}

/// A web worker whose messages are texts. It ends when it is dropped.
#[derive(Debug)]
pub struct Worker {
    inner: web_sys::Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Worker {
    /// Starts the module at `script`. `None` when the browser refuses at once. A later failure, such as that of the
    /// download, calls `on_error`.
    pub fn start(
        script: &str,
        on_message: impl Fn(String) + 'static,
        on_error: impl Fn() + 'static,
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let inner = web_sys::Worker::new_with_options(script, &options).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(text) = event.data().dyn_into::<JsString>() {
                on_message(text.into());
            }
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |_| on_error());
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { inner, _on_message: on_message, _on_error: on_error })
    }

    pub fn say(&self, text: &str) {
        // A text can always be cloned into another thread.
        let _ = self.inner.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}
