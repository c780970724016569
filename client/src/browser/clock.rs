//! The clock of this computer, which may be wrong, and its monotonic timer.

use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970 by this computer's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// A point in time for measuring durations, in milliseconds. It never jumps.
pub fn stopwatch_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(now_ms, |performance| performance.now())
}

pub async fn sleep_ms(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Fails only for a window that is gone, and then no code waits.
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(promise).await;
}
