//! The sentences that belong to a step or to a check.

use crate::i18n::{I18nKeys, Locale, t_string};
use leptos_i18n::I18nContext;
use shared::{Check, Step};

type I18n = I18nContext<Locale, I18nKeys>;

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
    macro_rules! texts {
        ($step:ident) => {
            StepTexts {
                name: t_string!(i18n, walkthrough.step.$step.name),
                title: t_string!(i18n, walkthrough.step.$step.title),
                place: t_string!(i18n, walkthrough.step.$step.place),
                what: t_string!(i18n, walkthrough.step.$step.what),
                why: t_string!(i18n, walkthrough.step.$step.why),
                risk: t_string!(i18n, walkthrough.step.$step.risk),
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
    match check {
        Check::Length => t_string!(i18n, walkthrough.check.length),
        Check::Parts => t_string!(i18n, walkthrough.check.parts),
        Check::Encoding => t_string!(i18n, walkthrough.check.encoding),
        Check::HeaderJson => t_string!(i18n, walkthrough.check.header_json),
        Check::HeaderMembers => t_string!(i18n, walkthrough.check.header_members),
        Check::Type => t_string!(i18n, walkthrough.check.token_type),
        Check::KeyId => t_string!(i18n, walkthrough.check.key_id),
        Check::Algorithm => t_string!(i18n, walkthrough.check.algorithm),
        Check::Signature => t_string!(i18n, walkthrough.check.signature),
        Check::PayloadJson => t_string!(i18n, walkthrough.check.payload_json),
        Check::Claims => t_string!(i18n, walkthrough.check.claims),
        Check::Issuer => t_string!(i18n, walkthrough.check.issuer),
        Check::Audience => t_string!(i18n, walkthrough.check.audience),
        Check::NotBefore => t_string!(i18n, walkthrough.check.not_before),
        Check::Lifetime => t_string!(i18n, walkthrough.check.lifetime),
        Check::Expiry => t_string!(i18n, walkthrough.check.expiry),
        Check::Session => t_string!(i18n, walkthrough.check.session),
    }
}
