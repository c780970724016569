//! A form: what is typed, what was sent, why that failed, and the button.

use super::{aria, either, focus};
use crate::{http::ApiError, i18n::use_i18n, messages};
use leptos::{ev::SubmitEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is typed into a form, and what came of sending it. A handle to copy around.
pub struct Submission<T: Send + Sync + 'static> {
    typed: Signal<T>,
    /// Whether the user has tried to send the form. Fields are checked from the first try on.
    pub tried: RwSignal<bool>,
    sent: RwSignal<Option<T>>,
    send: Action<T, Result<(), ApiError>>,
}

impl<T: Send + Sync> Clone for Submission<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Submission<T> {}

impl<T: Clone + PartialEq + Send + Sync> Submission<T> {
    /// `typed` reads the fields, and `request` sends what was read.
    pub fn new<F: Future<Output = Result<(), ApiError>> + 'static>(
        typed: impl Fn() -> T + Send + Sync + 'static,
        request: impl Fn(T) -> F + 'static,
    ) -> Self {
        let typed = Signal::derive(typed);
        let tried = RwSignal::new(false);
        let last = RwSignal::new(None);
        let send = Action::new_local(move |now: &T| {
            let answer = request(now.clone());
            async move {
                answer.await?;
                // What `request` leaves in the fields was not tried yet. The page may be gone by now.
                if let Some(left) = typed.try_get_untracked() {
                    tried.set(false);
                    last.set(Some(left));
                }
                Ok(())
            }
        });
        Self { typed, tried, sent: last, send }
    }

    /// Sends what is typed if it is `acceptable` and nothing is being sent. The first invalid field gets the focus.
    pub fn submit(self, event: &SubmitEvent, acceptable: bool) {
        event.prevent_default();
        self.tried.set(true);
        focus_first_invalid(event);
        if acceptable && !self.send.pending().get_untracked() {
            let typed = self.typed.get_untracked();
            self.sent.set(Some(typed.clone()));
            self.send.dispatch(typed);
        }
    }

    /// Whether an answer is being waited for. Reactive.
    pub fn busy(self) -> Signal<bool> {
        self.send.pending().into()
    }

    /// Why the last try failed. Reactive.
    pub fn failure(self) -> Signal<Option<ApiError>> {
        failure(self.send)
    }

    /// The same until something else is typed. Reactive.
    pub fn refusal(self) -> Signal<Option<ApiError>> {
        let failure = self.failure();
        Signal::derive(move || failure.get().filter(|_| self.is_unchanged()))
    }

    /// The same where no field says it. Reactive.
    pub fn form_error(self) -> Signal<Option<ApiError>> {
        let refusal = self.refusal();
        Signal::derive(move || refusal.get().filter(|error| error.field().is_none()))
    }

    /// Whether the form was sent, and nothing else is typed since. Reactive.
    pub fn is_done(self) -> bool {
        self.send.value().with(|value| matches!(value, Some(Ok(())))) && self.is_unchanged()
    }

    /// What is wrong with a field: the rule that it breaks, from `broken`, or the server's refusal. Reactive.
    pub fn field_error(
        self,
        field: &'static str,
        broken: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let i18n = use_i18n();
        let refusal = self.refusal();
        Signal::derive(move || {
            let broken = self.tried.get().then(&broken).flatten();
            broken.or_else(|| {
                let error = refusal.get().filter(|error| error.field() == Some(field))?;
                Some(messages::api_error(i18n, &error))
            })
        })
    }

    /// Forgets what came of the last try.
    pub fn clear(self) {
        self.send.clear();
    }

    fn is_unchanged(self) -> bool {
        self.sent.with(|sent| self.typed.with(|typed| sent.as_ref() == Some(typed)))
    }
}

#[component]
pub fn Form<T: Clone + PartialEq + Send + Sync + 'static>(
    submission: Submission<T>,
    /// Whether what is typed may be sent.
    acceptable: Signal<bool>,
    testid: &'static str,
    #[prop(default = "form")] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class=class
            novalidate
            data-testid=testid
            aria-busy=aria(move || submission.busy().get())
            on:submit=move |event| submission.submit(&event, acceptable.get_untracked())
        >
            {children()}
        </form>
    }
}

/// Why the last try of an action failed. Reactive.
pub fn failure<I: 'static, O: Clone + Send + Sync + 'static>(
    action: Action<I, Result<O, ApiError>>,
) -> Signal<Option<ApiError>> {
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// Shows why the last try failed. A screen reader says it when it appears.
#[component]
pub fn FormError(
    #[prop(into)] error: Signal<Option<ApiError>>,
    #[prop(default = "form-error")] testid: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = Signal::derive(move || error.with(|error| error.as_ref().map(ApiError::name)));
    let sentence = Signal::derive(move || {
        error.with(|error| error.as_ref().map(|error| messages::api_error(i18n, error)))
    });
    view! {
        <p class="form-error" role="alert" data-testid=testid data-code=code>
            {sentence}
        </p>
    }
}

/// Moves the focus to the first invalid field of a form, if there is one.
fn focus_first_invalid(event: &SubmitEvent) {
    let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
    let Some(form) = form else { return };
    // In the next frame, when the fields have `aria-invalid`.
    request_animation_frame(move || {
        let field = form.query_selector("[aria-invalid=true]").ok().flatten();
        focus(field);
    });
}

/// Sends the form, and shows `busy_label` until the answer is there. It stays in the tab order meanwhile, because a
/// disabled button would lose the focus.
#[component]
pub fn SubmitButton(
    #[prop(into)] busy: Signal<bool>,
    label: Signal<&'static str>,
    busy_label: Signal<&'static str>,
    #[prop(default = "submit")] testid: &'static str,
    #[prop(default = "button button--primary")] class: &'static str,
) -> impl IntoView {
    let text = either(busy, busy_label, label);
    view! {
        <button type="submit" class=class data-testid=testid aria-disabled=aria(move || busy.get())>
            {text}
        </button>
    }
}
