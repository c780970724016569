//! Step 5: the token as it is, or with one character changed, is sent to be checked.

use super::{
    super::{
        state::{Forged, Tour, use_current_token},
        token::{TokenText, part_name},
    },
    action::{ActionButton, ActionStatus},
};
use crate::{
    components::{When, part, radio},
    http::Credential,
    i18n::{t_string, text, texts::walkthrough::verify, use_i18n},
};
use leptos::prelude::*;
use shared::{
    Step,
    compact::{Compact, Part},
};

pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let target = RwSignal::new(Part::Payload);
    let sealed = Memo::new(move |_| current.get().is_some_and(|token| token.is_sealed()));
    // A visitor who comes from step 4 finds the server's verdict on that request, and has done this step with it.
    Effect::new(move || {
        if tour.last_judged().is_some() {
            tour.did(&[Step::Verify]);
        }
    });

    let tamper = move |()| {
        if let Some(token) = untrack(|| current.text()) {
            tamper(tour, &token, target.get_untracked());
        }
    };
    let success = Signal::derive(move || {
        tour.was_answered(Step::Verify).then_some([&verify::accepted, &verify::accepted_text])
    });
    view! {
        <When so=current.is_kept()>
            <div class="row">
                <ActionButton
                    testid="verify-as-is"
                    label=text!(i18n, walkthrough.verify.as_is)
                    kind="primary"
                    on_press=move |()| send(tour)
                />
            </div>
            <When so=sealed>
                <p class="banner" data-testid="verify-cannot-tamper">{text!(i18n, walkthrough.verify.cannot)}</p>
            </When>
            <When so=Signal::derive(move || !sealed.get())>
                <div class="tamper">
                    {part_choice(target)}
                    <ActionButton
                        testid="verify-tamper"
                        label=text!(i18n, walkthrough.verify.tamper)
                        kind="danger"
                        on_press=tamper
                    />
                </div>
            </When>
        </When>
        {part(move || tour.forged.get().map(forged_view))}
        <ActionStatus step=Step::Verify testid="verify-error" success=success/>
    }
    .into_any()
}

pub fn send(tour: Tour) {
    tour.forged.set(None);
    tour.act(Step::Verify, tour.ask_me(Step::Verify));
}

/// Sends the token with one character of this part changed.
pub fn tamper(tour: Tour, token: &str, part: Part) {
    if let Some(forged) = change_one(token, part) {
        tour.forged.set(Some(forged.clone()));
        tour.act(Step::Verify, tour.ask_me_with(Step::Verify, Credential::Bearer(forged.token)));
    }
}

fn part_choice(chosen: RwSignal<Part>) -> AnyView {
    let i18n = use_i18n();
    let option = move |part: Part| {
        let id = format!("tamper-{}", part.name());
        view! {
            <div class=format!("choice choice--inline part--{}", part.name())>
                {radio(id, "tamper-part", part_name(i18n, part), chosen, part, None)}
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, walkthrough.verify.part)}</legend>
            {Part::ALL.map(option).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

fn forged_view(forged: Forged) -> AnyView {
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
    .into_any()
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
