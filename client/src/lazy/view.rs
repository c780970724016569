//! A view whose code may have to be loaded first, and what is shown until then.

use super::{
    failure::failure,
    loaded::{Loaded, NotLoaded},
    styles,
};
use crate::{
    components::{focus_content, part},
    i18n::{text, use_i18n},
};
use leptos::{prelude::*, reactive::computed::ScopedFuture, task::spawn_local};
use std::{
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

type Loading = Pin<Box<dyn Future<Output = Loaded>>>;
type Load = Rc<dyn Fn() -> Loading>;

/// Shows the view of `load`, a function that `lazy_view!` makes. A part that is loaded already is shown at once,
/// because a page that is empty for a moment loses how far it is scrolled.
pub fn lazy<F: Future<Output = Loaded> + 'static>(load: impl Fn() -> F + 'static) -> AnyView {
    start(with_styles(load), true)
}

/// The same for a view that the page does without: where it cannot be loaded, nothing is in its place.
pub fn lazy_trifle<F: Future<Output = Loaded> + 'static>(
    load: impl Fn() -> F + 'static,
) -> AnyView {
    start(with_styles(load), false)
}

fn with_styles<F: Future<Output = Loaded> + 'static>(load: impl Fn() -> F + 'static) -> Load {
    Rc::new(move || {
        let (styles, view) = (styles::load(), load());
        Box::pin(async move {
            // Both end, even when one fails: a later try then starts both again.
            let (view, styles) = (view.await, styles.await);
            styles.and(view)
        })
    })
}

fn start(load: Load, told: bool) -> AnyView {
    let mut loading = load();
    match loading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotLoaded)) => Slot::new(load, told, State::Failed).view(),
        Poll::Pending => {
            let slot = Slot::new(load, told, State::Loading);
            slot.wait_for(loading);
            slot.view()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Loaded,
    Failed,
}

/// The place of a view that is not loaded yet.
#[derive(Clone, Copy)]
struct Slot {
    /// The component around the slot, whose contexts the view finds. A click has none.
    owner: StoredValue<Owner>,
    load: StoredValue<Load, LocalStorage>,
    /// Whether the slot says that its view is loading or missing.
    told: bool,
    state: RwSignal<State>,
    loaded: StoredValue<Option<AnyView>, LocalStorage>,
}

impl Slot {
    fn new(load: Load, told: bool, state: State) -> Self {
        Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            load: StoredValue::new_local(load),
            told,
            state: RwSignal::new(state),
            loaded: StoredValue::new_local(None),
        }
    }

    fn wait_for(self, loading: Loading) {
        let shown = async move {
            let loaded = loading.await.ok();
            let state = match loaded {
                Some(_) => State::Loaded,
                None => State::Failed,
            };
            // The page may have gone meanwhile.
            self.loaded.try_update_value(|view| *view = loaded);
            self.state.try_set(state);
        };
        let owner = self.owner.get_value();
        spawn_local(owner.with(|| ScopedFuture::new_untracked(shown)));
    }

    fn try_again(self) {
        // The button that was pressed goes away.
        focus_content();
        self.state.set(State::Loading);
        self.wait_for(self.load.with_value(|load| load()));
    }

    fn view(self) -> AnyView {
        part(move || match (self.state.get(), self.told) {
            (State::Loaded, _) => {
                let view = self.loaded.try_update_value(Option::take);
                view.flatten().into_any()
            }
            (State::Loading, true) => loading(),
            (State::Failed, true) => failure(Some(Callback::new(move |()| self.try_again()))),
            (_, false) => ().into_any(),
        })
        .into_any()
    }
}

fn loading() -> AnyView {
    let i18n = use_i18n();
    view! { <p class="loading" role="status">{text!(i18n, common.part.loading)}</p> }.into_any()
}
