//! The token's anatomy: what was written, the bytes of it, and the characters that stand for them.

use super::{
    super::{held::use_holding, token::part_name},
    bytes::{Group, groups, shown},
};
use crate::{
    components::{Segment, When, part},
    i18n::{t_string, text, use_i18n},
};
use leptos::{ev, prelude::*};
use shared::compact::{Compact, Part};
use wasm_bindgen::JsCast;

/// The part that is looked at, and where the lens is.
#[derive(Clone, Copy)]
struct Look {
    part: RwSignal<Part>,
    at: RwSignal<usize>,
    groups: Memo<Vec<Group>>,
}

/// A part of the token written in two ways, with a lens over the same place of both.
#[component]
pub fn Anatomy() -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let token = Memo::new(move |_| holding.get().and_then(|held| held.token));
    let part = RwSignal::new(Part::Header);
    let look = Look {
        part,
        at: RwSignal::new(0),
        groups: Memo::new(move |_| {
            token.get().and_then(|token| take_apart(&token, part.get())).unwrap_or_default()
        }),
    };
    let seen = Signal::derive(move || token.with(Option::is_some));
    let why_not = Signal::derive(move || match holding.get() {
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
                <Parts look=look/>
                <Picture look=look/>
                <p class="small">{note(look)}</p>
            </div>
        </When>
    }
}

/// Which part to look at.
#[component]
fn Parts(look: Look) -> impl IntoView {
    let i18n = use_i18n();
    let button = move |part: Part| {
        view! {
            <Segment
                testid=format!("anatomy-{}", part.name())
                label=part_name(i18n, part)
                pressed=Signal::derive(move || look.part.get() == part)
                on_press=move |()| {
                    look.at.set(0);
                    look.part.set(part);
                }
            />
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=text!(i18n, learn.anatomy.parts)>
            {Part::ALL.map(button).into_iter().collect_view()}
        </div>
    }
}

/// Bytes above, letters below, the lens between them.
#[component]
fn Picture(look: Look) -> impl IntoView {
    let i18n = use_i18n();
    // Pointing at a group, or touching it, puts the lens there.
    let point = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let group = target.and_then(|target| target.get_attribute("data-group")?.parse().ok());
        if let Some(group) = group {
            look.at.set(group);
        }
    };
    let written = Signal::derive(move || match look.part.get() {
        Part::Signature => t_string!(i18n, learn.anatomy.bytes),
        Part::Header | Part::Payload => t_string!(i18n, learn.anatomy.json),
    });
    let row = move |of: fn(&Group, Part) -> String| {
        part(move || {
            let part = look.part.get();
            let spans = look.groups.get();
            let spans = spans.iter().enumerate().map(|(index, group)| {
                view! {
                    <span class="strip__group" class:strip__group--lens=Signal::derive(move || look.at.get() == index) data-group=index>
                        {of(group, part)}
                    </span>
                }
            });
            spans.collect_view()
        })
    };
    let letters: fn(&Group, Part) -> String = |group, _| group.letters.clone();
    let class = Signal::derive(move || format!("picture part--{}", look.part.get().name()));
    view! {
        <div class=class on:mouseover=point on:click=point>
            <p class="serial">{written}</p>
            <p class="strip" data-testid="anatomy-written">{row(written_as)}</p>
            <Lens look=look/>
            <p class="serial">{text!(i18n, learn.anatomy.letters)}</p>
            <p class="strip strip--letters" data-testid="anatomy-letters">{row(letters)}</p>
        </div>
    }
}

/// A group from byte to letter, and buttons to move on.
#[component]
fn Lens(look: Look) -> impl IntoView {
    let i18n = use_i18n();
    let group = Memo::new(move |_| look.groups.with(|groups| groups.get(look.at.get()).cloned()));
    let step = move |distance: isize| {
        let count = look.groups.with_untracked(Vec::len);
        look.at.update(|at| {
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
}

/// What is worth knowing about the part.
fn note(look: Look) -> Signal<&'static str> {
    let i18n = use_i18n();
    Signal::derive(move || match look.part.get() {
        Part::Header => t_string!(i18n, learn.anatomy.header),
        Part::Payload => t_string!(i18n, learn.anatomy.payload),
        Part::Signature => t_string!(i18n, learn.anatomy.signature),
    })
}

/// JSON is text; a signature is nothing but bytes.
fn written_as(group: &Group, part: Part) -> String {
    match part {
        Part::Signature => group.hex() + " ",
        Part::Header | Part::Payload => group.text(),
    }
}

fn take_apart(token: &str, part: Part) -> Option<Vec<Group>> {
    let segments = Compact::segments(token).ok()?;
    let compact = Compact::parse(token).ok()?;
    let bytes = match part {
        Part::Header => compact.header,
        Part::Payload => compact.payload,
        Part::Signature => compact.signature,
    };
    Some(groups(&bytes, segments[part as usize]))
}
