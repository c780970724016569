//! The sentences that belong to a step or to a check.

use crate::i18n::{I18n, td_string};
use shared::{Check, Step};

/// What there is to say about a step.
#[derive(Clone, Copy, Debug)]
pub struct StepTexts {
    /// Its name, in a word or two.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Where it takes place.
    pub place: &'static str,
    /// What happens.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
    /// What can go wrong.
    pub risk: &'static str,
}

/// The texts of a step. Reactive: they change with the language.
#[must_use]
pub fn step(i18n: I18n, step: Step) -> StepTexts {
    let locale = i18n.get_locale();
    macro_rules! texts {
        ($step:ident) => {
            StepTexts {
                name: td_string!(locale, walkthrough.step.$step.name),
                title: td_string!(locale, walkthrough.step.$step.title),
                place: td_string!(locale, walkthrough.step.$step.place),
                what: td_string!(locale, walkthrough.step.$step.what),
                why: td_string!(locale, walkthrough.step.$step.why),
                risk: td_string!(locale, walkthrough.step.$step.risk),
            }
        };
    }
    match step {
        Step::Login => texts!(login),
        Step::Issue => texts!(issue),
        Step::Store => texts!(store),
        Step::Attach => texts!(attach),
        Step::Verify => texts!(verify),
        Step::Handle => texts!(handle),
        Step::Expire => texts!(expire),
    }
}

/// What a check makes sure of. Reactive.
#[must_use]
pub fn check(i18n: I18n, check: Check) -> &'static str {
    let locale = i18n.get_locale();
    match check {
        Check::Length => td_string!(locale, walkthrough.check.length),
        Check::Parts => td_string!(locale, walkthrough.check.parts),
        Check::Encoding => td_string!(locale, walkthrough.check.encoding),
        Check::HeaderJson => td_string!(locale, walkthrough.check.header_json),
        Check::HeaderMembers => td_string!(locale, walkthrough.check.header_members),
        Check::Type => td_string!(locale, walkthrough.check.token_type),
        Check::KeyId => td_string!(locale, walkthrough.check.key_id),
        Check::Algorithm => td_string!(locale, walkthrough.check.algorithm),
        Check::Signature => td_string!(locale, walkthrough.check.signature),
        Check::PayloadJson => td_string!(locale, walkthrough.check.payload_json),
        Check::Claims => td_string!(locale, walkthrough.check.claims),
        Check::Issuer => td_string!(locale, walkthrough.check.issuer),
        Check::Audience => td_string!(locale, walkthrough.check.audience),
        Check::NotBefore => td_string!(locale, walkthrough.check.not_before),
        Check::Lifetime => td_string!(locale, walkthrough.check.lifetime),
        Check::Expiry => td_string!(locale, walkthrough.check.expiry),
        Check::Session => td_string!(locale, walkthrough.check.session),
    }
}
