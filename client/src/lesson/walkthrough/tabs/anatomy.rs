//! The anatomy of a token: a part of it in JSON or bytes, its base64url, and a lens over the same place of both.

use super::{
    super::{state::use_current_token, token::part_name},
    base64_groups::{Group, groups, shown},
};
use crate::{
    components::{Segment, When, part},
    i18n::{t_string, text, use_i18n},
};
use leptos::{ev, prelude::*};
use shared::compact::{Compact, Part, from_base64url};
use wasm_bindgen::JsCast;

/// The part in view, and the group of bytes under the lens.
#[derive(Clone, Copy)]
struct Selection {
    part: RwSignal<Part>,
    at: RwSignal<usize>,
    groups: Memo<Vec<Group>>,
}

pub fn anatomy() -> AnyView {
    let i18n = use_i18n();
    let current = use_current_token();
    let part = RwSignal::new(Part::Header);
    let selection = Selection {
        part,
        at: RwSignal::new(0),
        groups: Memo::new(move |_| {
            current.text().and_then(|token| take_apart(&token, part.get())).unwrap_or_default()
        }),
    };
    let seen = Signal::derive(move || current.text().is_some());
    let why_not = Signal::derive(move || match current.get() {
        Some(_) => t_string!(i18n, walkthrough.token.sealed),
        None => t_string!(i18n, walkthrough.panel.need_token),
    });
    view! {
        <When so=Signal::derive(move || !seen.get())>
            <p class="small soft">{why_not}</p>
        </When>
        <When so=seen>
            <div class="tabbed__content" data-testid="anatomy">
                <p class="small soft">{text!(i18n, learn.anatomy.lead)}</p>
                {part_choice(selection)}
                {picture(selection)}
                <p class="small">{note(selection)}</p>
            </div>
        </When>
    }
    .into_any()
}

fn part_choice(selection: Selection) -> AnyView {
    let i18n = use_i18n();
    let button = move |part: Part| {
        view! {
            <Segment
                testid=format!("anatomy-{}", part.name())
                label=part_name(i18n, part)
                pressed=Signal::derive(move || selection.part.get() == part)
                on_press=move |()| {
                    selection.at.set(0);
                    selection.part.set(part);
                }
            />
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=text!(i18n, learn.anatomy.parts)>
            {Part::ALL.map(button).into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// The bytes above, the base64url below, the lens between them.
fn picture(selection: Selection) -> AnyView {
    let i18n = use_i18n();
    // Pointing at a group, or touching it, puts the lens there.
    let point = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let group = target.and_then(|target| target.get_attribute("data-group")?.parse().ok());
        if let Some(group) = group {
            selection.at.set(group);
        }
    };
    let written = Signal::derive(move || match selection.part.get() {
        Part::Signature => t_string!(i18n, learn.anatomy.bytes),
        Part::Header | Part::Payload => t_string!(i18n, learn.anatomy.json),
    });
    let row = move |of: fn(&Group, Part) -> String| {
        part(move || {
            let part = selection.part.get();
            let spans = selection.groups.get();
            let spans = spans.iter().enumerate().map(|(index, group)| {
                view! {
                    <span class="strip__group" class:strip__group--lens=Signal::derive(move || selection.at.get() == index) data-group=index>
                        {of(group, part)}
                    </span>
                }
            });
            spans.collect_view()
        })
    };
    let letters: fn(&Group, Part) -> String = |group, _| group.letters.clone();
    let class = Signal::derive(move || format!("picture part--{}", selection.part.get().name()));
    view! {
        <div class=class on:mouseover=point on:click=point>
            <p class="serial">{written}</p>
            <p class="strip" data-testid="anatomy-written">{row(written_as)}</p>
            {lens(selection)}
            <p class="serial">{text!(i18n, learn.anatomy.letters)}</p>
            <p class="strip strip--letters" data-testid="anatomy-letters">{row(letters)}</p>
        </div>
    }
    .into_any()
}

/// A group from bytes to letters, and buttons to move on.
fn lens(selection: Selection) -> AnyView {
    let i18n = use_i18n();
    let group =
        Memo::new(move |_| selection.groups.with(|groups| groups.get(selection.at.get()).cloned()));
    let step = move |distance: isize| {
        let count = selection.groups.with_untracked(Vec::len);
        selection.at.update(|at| {
            *at = at.saturating_add_signed(distance).min(count.saturating_sub(1));
        });
    };
    let button = move |distance: isize, testid: &'static str, label: Signal<&'static str>| {
        view! {
            <button type="button" class="button button--quiet" data-testid=testid on:click=move |_| step(distance)>
                {label}
            </button>
        }
    };
    let table = part(move || {
        group.get().map(|group| {
            let bits = group.bits();
            let bytes = group.bytes.iter().map(|&byte| {
                view! {
                    <span class="lens__byte">
                        <b>{shown(byte).to_string()}</b>
                        <span>{format!("{byte:02x}")}</span>
                        <span>{format!("{byte:08b}")}</span>
                    </span>
                }
            });
            let bytes = bytes.collect_view();
            let letters = group.letters.chars().enumerate().map(|(index, letter)| {
                view! {
                    <span class="lens__letter">
                        <span>{bits.get(index * 6..index * 6 + 6).unwrap_or_default().to_owned()}</span>
                        <b>{letter.to_string()}</b>
                    </span>
                }
            });
            view! {
                <div class="lens__row">{bytes}</div>
                <div class="lens__row">{letters.collect_view()}</div>
            }
        })
    });
    let said = Signal::derive(move || {
        let group = group.get()?;
        Some(t_string!(i18n, learn.anatomy.said, bytes = group.hex(), letters = group.letters))
    });
    view! {
        <div class="lens">
            <div class="lens__bits" aria-hidden="true">{table}</div>
            <p class="visually-hidden" role="status">{said}</p>
            <div class="row">
                {button(-1, "anatomy-prev", text!(i18n, learn.anatomy.prev))}
                {button(1, "anatomy-next", text!(i18n, learn.anatomy.next))}
            </div>
        </div>
    }
    .into_any()
}

fn note(selection: Selection) -> Signal<&'static str> {
    let i18n = use_i18n();
    Signal::derive(move || {
        t_string!(i18n, learn.anatomy.note_by_id).text(selection.part.get().name())
    })
}

/// The JSON of header and payload as text, the signature as bytes.
fn written_as(group: &Group, part: Part) -> String {
    match part {
        Part::Signature => group.hex() + " ",
        Part::Header | Part::Payload => group.text(),
    }
}

fn take_apart(token: &str, part: Part) -> Option<Vec<Group>> {
    let segment = Compact::segments(token).ok()?[part as usize];
    Some(groups(&from_base64url(segment)?, segment))
}
