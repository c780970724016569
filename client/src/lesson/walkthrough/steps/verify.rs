//! Step 5: the token as it is, or with one character changed, is sent to be checked.

use super::super::{
    checks::last_judged,
    held::use_holding,
    press::{Ending, Press},
    token::{TokenText, part_name},
    tour::{Forged, Tour},
};
use crate::{
    auth::attach,
    components::{When, part},
    http::{ApiError, Call, Credential},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    Step,
    api::{Me, paths},
    compact::{Compact, Part},
};

/// Buttons to send the token as it is or tampered with.
#[component]
pub fn Verify() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let target = RwSignal::new(Part::Payload);
    let ready = Memo::new(move |_| holding.get().is_some_and(|held| held.kept));
    let sealed = Memo::new(move |_| holding.get().is_some_and(|held| held.is_sealed()));
    // Whoever comes here from step 4 finds the server's verdict, and has seen what there is to see.
    Effect::new(move || {
        if last_judged(tour).is_some() {
            tour.did(Step::Verify);
        }
    });

    let as_is = move |()| send(tour);
    let tamper = move |()| {
        if let Some(token) = holding.now().and_then(|held| held.token) {
            tamper(tour, &token, target.get_untracked());
        }
    };
    let success = Signal::derive(move || {
        tour.was_answered(Step::Verify).then(|| {
            (
                t_string!(i18n, walkthrough.verify.accepted),
                t_string!(i18n, walkthrough.verify.accepted_text),
            )
        })
    });
    view! {
        <When so=ready>
            <div class="row">
                <Press
                    testid="verify-as-is"
                    label=text!(i18n, walkthrough.verify.as_is)
                    kind="primary"
                    on_press=as_is
                />
            </div>
            <When so=sealed>
                <p class="banner" data-testid="verify-cannot-tamper">{text!(i18n, walkthrough.verify.cannot)}</p>
            </When>
            <When so=Signal::derive(move || !sealed.get())>
                <div class="tamper">
                    <PartChoice chosen=target/>
                    <Press
                        testid="verify-tamper"
                        label=text!(i18n, walkthrough.verify.tamper)
                        kind="danger"
                        on_press=tamper
                    />
                </div>
            </When>
        </When>
        {part(move || tour.forged.get().map(|forged| view! { <Sent forged=forged/> }))}
        <Ending step=Step::Verify testid="verify-error" success=success/>
    }
}

/// Sends the token as it is.
pub fn send(tour: Tour) {
    tour.forged.set(None);
    tour.act(Step::Verify, async move { attach::send::<Me>(tour.auth, call()).await.map(|_| ()) });
}

/// Sends the token with one character of this part changed.
pub fn tamper(tour: Tour, token: &str, part: Part) {
    if let Some(forged) = change_one(token, part) {
        tour.forged.set(Some(forged.clone()));
        tour.act(Step::Verify, send_forged(tour, forged.token));
    }
}

/// Which part to change.
#[component]
fn PartChoice(chosen: RwSignal<Part>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |part: Part| {
        let id = format!("tamper-{}", part.name());
        view! {
            <div class=format!("choice choice--inline part--{}", part.name())>
                <input
                    class="choice__input"
                    type="radio"
                    name="tamper-part"
                    id=id.clone()
                    data-testid=id.clone()
                    prop:checked=Signal::derive(move || chosen.get() == part)
                    on:change=move |_| chosen.set(part)
                />
                <label class="choice__label" for=id>{part_name(i18n, part)}</label>
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, walkthrough.verify.part)}</legend>
            {Part::ALL.map(option).into_iter().collect_view()}
        </fieldset>
    }
}

#[component]
fn Sent(forged: Forged) -> impl IntoView {
    let i18n = use_i18n();
    let (was, now) = (forged.was, forged.now);
    let changed = Signal::derive(move || {
        t_string!(i18n, walkthrough.verify.changed, was = was.to_string(), now = now.to_string())
    });
    view! {
        <div class="stack stack--tight">
            <h3>{text!(i18n, walkthrough.verify.sent)}</h3>
            <div class="place"><TokenText token=forged.token.clone() forged=Some(forged)/></div>
            <p class="small soft">{changed}</p>
        </div>
    }
}

/// Not by `attach`, which would take the refusal to heart and sign the visitor out.
async fn send_forged(tour: Tour, token: String) -> Result<(), ApiError> {
    let call = call().credential(Credential::Bearer(token));
    tour.auth.http.send::<Me>(call).await.map(|_| ())
}

fn call() -> Call {
    Call::get(paths::ME).step(Step::Verify)
}

/// The token with the character in the middle of `part` replaced by another of base64url. The middle,
/// because the last one of a part carries bits that have to be zero, and another check would refuse it.
fn change_one(token: &str, part: Part) -> Option<Forged> {
    let segments = Compact::segments(token).ok()?;
    let index = part as usize;
    let start: usize = segments[..index].iter().map(|before| before.len() + 1).sum();
    let at = start + segments[index].len() / 2;
    let was = token.get(at..=at)?.chars().next()?;
    let now = if was == 'x' { 'y' } else { 'x' };
    let token = format!("{}{now}{}", token.get(..at)?, token.get(at + 1..)?);
    Some(Forged { token, at, was, now })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_character_of_the_chosen_part_is_changed() {
        for (part, wanted) in [
            (Part::Header, "abxd.efg.hij"),
            (Part::Payload, "abcd.exg.hij"),
            (Part::Signature, "abcd.efg.hxj"),
        ] {
            let forged = change_one("abcd.efg.hij", part).unwrap();
            assert_eq!(forged.token, wanted);
            assert_eq!(&forged.token[forged.at..=forged.at], "x");
        }
        assert_eq!(change_one("axb.x.axb", Part::Payload).unwrap().now, 'y');
        assert_eq!(change_one("no token", Part::Payload), None);
    }
}
