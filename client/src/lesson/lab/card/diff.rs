//! What was forged, beside the genuine token.

use crate::{
    i18n::{text, use_i18n},
    lesson::walkthrough::token::part_name,
};
use attacks::diff::{Change, DiffPiece, diff};
use leptos::prelude::*;
use shared::compact::Part;

/// How many characters of a long line are shown.
const SHOWN: usize = 240;

/// The parts of a forged token, with the lines added and removed.
pub fn diff_view(genuine: &str, forged: &str) -> AnyView {
    let i18n = use_i18n();
    let parts = diff(genuine, forged).into_iter().map(|part| {
        let name = match part.part {
            Some(part) => part_name(i18n, part),
            None => text!(i18n, lab.diff.other),
        };
        let colour = part.part.map_or("other", Part::name);
        view! {
            <div class=format!("part part--{colour}") data-testid=format!("diff-{colour}")>
                <h5 class="part__name">{name}</h5>
                <ul class="diff">{part.pieces.into_iter().map(line).collect_view()}</ul>
            </div>
        }
    });
    view! { <div class="diffs" data-testid="diff">{parts.collect_view()}</div> }.into_any()
}

/// A sign and the element mark a difference, for readers who do not see the colour.
fn line(piece: DiffPiece) -> AnyView {
    let name = piece.change.name();
    let text = short(piece.text);
    let text = match piece.change {
        Change::Same => text.into_any(),
        Change::Added => view! { <ins>{text}</ins> }.into_any(),
        Change::Removed => view! { <del>{text}</del> }.into_any(),
    };
    view! { <li class="diff__line" data-change=name>{text}</li> }.into_any()
}

fn short(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… ({})", &text[..end], text.len()),
        None => text,
    }
}
