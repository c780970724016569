//! The texts about a step or a check.

use crate::i18n::{I18n, td_string};
use shared::{Check, Step};

#[derive(Clone, Copy, Debug)]
pub struct StepTexts {
    pub title: &'static str,
    /// What happens.
    pub what: &'static str,
    pub why: &'static str,
    /// What can go wrong.
    pub risk: &'static str,
}

macro_rules! texts {
    ($locale:ident, $step:ident) => {
        StepTexts {
            title: td_string!($locale, walkthrough.step.$step.title),
            what: td_string!($locale, walkthrough.step.$step.what),
            why: td_string!($locale, walkthrough.step.$step.why),
            risk: td_string!($locale, walkthrough.step.$step.risk),
        }
    };
}

macro_rules! text_of {
    ($i18n:ident, $step:ident, $text:ident) => {{
        let locale = $i18n.get_locale();
        match $step {
            Step::Login => td_string!(locale, walkthrough.step.login.$text),
            Step::Issue => td_string!(locale, walkthrough.step.issue.$text),
            Step::Store => td_string!(locale, walkthrough.step.store.$text),
            Step::Attach => td_string!(locale, walkthrough.step.attach.$text),
            Step::Verify => td_string!(locale, walkthrough.step.verify.$text),
            Step::Handle => td_string!(locale, walkthrough.step.handle.$text),
            Step::Expire => td_string!(locale, walkthrough.step.expire.$text),
        }
    }};
}

/// The name of a step, in a word or two. Reactive, as all that follow: they change with the language.
pub fn name(i18n: I18n, step: Step) -> &'static str {
    text_of!(i18n, step, name)
}

/// Where a step takes place.
pub fn place(i18n: I18n, step: Step) -> &'static str {
    text_of!(i18n, step, place)
}

/// The texts of the first step, without those of the others, which are loaded later.
pub fn first(i18n: I18n, _step: Step) -> StepTexts {
    let locale = i18n.get_locale();
    texts!(locale, login)
}

pub fn step(i18n: I18n, step: Step) -> StepTexts {
    let locale = i18n.get_locale();
    match step {
        Step::Login => texts!(locale, login),
        Step::Issue => texts!(locale, issue),
        Step::Store => texts!(locale, store),
        Step::Attach => texts!(locale, attach),
        Step::Verify => texts!(locale, verify),
        Step::Handle => texts!(locale, handle),
        Step::Expire => texts!(locale, expire),
    }
}

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
