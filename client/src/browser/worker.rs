//! A thread of its own, for what would make the page stutter.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

/// A web worker that is spoken to in texts. It ends when it is dropped.
#[derive(Debug)]
pub struct Worker {
    inner: web_sys::Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Worker {
    /// Starts the module at `script`. `None` where the browser refuses at once; whatever fails later, as the
    /// download, is told to `on_error`.
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
        Some(Self {
            inner,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Says something to it.
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
