//! A view whose code may have to be loaded first, and what is shown until then.

use super::{Loaded, NotLoaded, failure::failure, styles};
use crate::{
    components::part,
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

/// Shows what `load`, a function that `lazy_view!` makes, has loaded. A part that is there already is shown at
/// once: a page that was empty for a moment would forget how far it is scrolled.
pub fn lazy<F: Future<Output = Loaded> + 'static>(load: impl Fn() -> F + 'static) -> AnyView {
    start(Rc::new(move || {
        let (styles, view) = (styles::load(), load());
        Box::pin(async move {
            let view = view.await?;
            styles.await?;
            Ok(view)
        })
    }))
}

fn start(load: Load) -> AnyView {
    let mut loading = load();
    match loading
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotLoaded)) => Place::new(load, State::Failed).view(),
        Poll::Pending => {
            let place = Place::new(load, State::Loading);
            place.wait_for(loading);
            place.view()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Loaded,
    Failed,
}

/// The place of a view that is not there yet.
#[derive(Clone, Copy)]
struct Place {
    /// Of the place: what is in it finds the contexts there, and goes with it. A click has none.
    owner: StoredValue<Owner>,
    load: StoredValue<Load, LocalStorage>,
    state: RwSignal<State>,
    loaded: StoredValue<Option<AnyView>, LocalStorage>,
}

impl Place {
    fn new(load: Load, state: State) -> Self {
        Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            load: StoredValue::new_local(load),
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
            // The place may have gone meanwhile.
            self.loaded.try_update_value(|place| *place = loaded);
            self.state.try_set(state);
        };
        let owner = self.owner.get_value();
        spawn_local(owner.with(|| ScopedFuture::new_untracked(shown)));
    }

    fn try_again(self) {
        self.state.set(State::Loading);
        self.wait_for(self.load.with_value(|load| load()));
    }

    fn view(self) -> AnyView {
        part(move || match self.state.get() {
            State::Loading => loading(),
            State::Loaded => {
                let view = self.loaded.try_update_value(Option::take);
                view.flatten().into_any()
            }
            State::Failed => failure(Some(Callback::new(move |()| self.try_again()))),
        })
        .into_any()
    }
}

fn loading() -> AnyView {
    let i18n = use_i18n();
    view! { <p class="loading" role="status">{text!(i18n, common.part.loading)}</p> }.into_any()
}
