//! How long the player leaves everything to be read.

use super::super::texts;
use crate::i18n::{I18n, Locale};
use leptos::prelude::*;
use shared::{Step, api::SHORTEST_LIFETIME};

/// How long a verdict of a forged token is looked at before, and what came of an action at least.
pub(super) const LOOK_MS: i32 = 4_000;

/// How long a token has to live, in seconds, that expires when the last step is read; at most as long as
/// `normal` ones.
pub(super) fn lifetime(i18n: I18n, normal: u32) -> u32 {
    let reading: i32 = Step::ALL.map(|step| reading_ms(i18n, step)).iter().sum();
    let seconds = u32::try_from((reading + LOOK_MS) / 1000).unwrap_or(normal);
    seconds.clamp(SHORTEST_LIFETIME, normal.max(SHORTEST_LIFETIME))
}

/// How long it takes to read what is said about a step. Korean says more with a letter.
pub(super) fn reading_ms(i18n: I18n, step: Step) -> i32 {
    let per_letter = match untrack(|| i18n.get_locale()) {
        Locale::En => 38,
        Locale::Ko => 70,
    };
    let texts = untrack(|| texts::step(i18n, step));
    let letters: usize = [texts.title, texts.what, texts.why, texts.risk]
        .map(|text| text.chars().count())
        .iter()
        .sum();
    i32::try_from(letters).map_or(0, |letters| letters.saturating_mul(per_letter))
}
