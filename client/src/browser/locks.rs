//! Locks over all tabs of this site: the Web Locks API, of which web-sys has unstable bindings only.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    // Absent on insecure origins, where the property itself is undefined.
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: Option<LockManager>;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Promise;
}

/// A lock, which is released when this is dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lock {
    release: Option<Function>,
}

/// Waits for the lock `name` and takes it.
///
/// A page on an insecure origin has no locks and goes on at once. Then two tabs may renew at the same time, which the
/// server tolerates.
pub async fn acquire(name: &str) -> Lock {
    let Some((release, granted)) = LOCKS.with(|locks| locks.as_ref().map(|l| request(l, name)))
    else {
        return Lock { release: None };
    };
    let release = JsFuture::from(granted).await.is_ok().then_some(release);
    Lock { release }
}

impl Lock {
    /// Whether no other tab holds the lock.
    pub fn is_held(&self) -> bool {
        self.release.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise cannot throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks for the lock. The browser holds it until the promise that the callback returns is settled. Returns a function
/// that settles that promise, and a promise that resolves when the lock is granted and rejects when it is refused.
fn request(locks: &LockManager, name: &str) -> (Function, Promise) {
    let (held, release) = open_promise();
    let (granted, grant) = open_promise();
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        let _ = grant.call0(&JsValue::NULL);
        held
    });
    let whole = locks.request(name, callback.unchecked_ref());
    let first = Promise::race(&js_sys::Array::of2(&granted, &whole));
    (release, first)
}

fn open_promise() -> (Promise, Function) {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
    let settle = settle.expect("the executor of a promise runs before its constructor returns");
    (promise, settle)
}
