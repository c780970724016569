//! What the button of a panel does.

use super::super::{answers::failure_alert, run::AttackError};
use crate::components::aria;
use leptos::{prelude::*, task::spawn_local};
use std::future::Future;

/// Work that a button starts, once at a time, and why it failed the last time. Leptos's `Action` would forget the last
/// result when a later try fails.
#[derive(Clone, Copy, Default)]
pub struct PanelTask {
    pub busy: RwSignal<bool>,
    pub error: RwSignal<Option<AttackError>>,
}

impl PanelTask {
    /// Starts `work`, unless some is under way. The visitor may leave the page meanwhile, and with it
    /// the signals go, so `work` writes to them with `try_set`.
    pub fn start(self, work: impl Future<Output = Result<(), AttackError>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            if let Err(error) = work.await {
                self.error.try_set(Some(error));
            }
            self.busy.try_set(false);
        });
    }

    pub fn button(
        self,
        testid: &'static str,
        label: Signal<&'static str>,
        on_press: impl Fn() + 'static,
    ) -> AnyView {
        view! {
            <button
                type="button"
                class="button button--primary"
                data-testid=testid
                aria-disabled=aria(move || self.busy.get())
                on:click=move |_| on_press()
            >
                {label}
            </button>
        }
        .into_any()
    }

    pub fn failure(self) -> AnyView {
        failure_alert(self.error.into())
    }
}
