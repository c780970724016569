//! What is in the form, and what of it is saved.

use leptos::prelude::*;
use shared::api::account::{Profile, ProfileField};

/// The form as it is typed, beside the profile as it was saved last.
#[derive(Clone, Copy)]
pub struct Draft {
    pub(super) display_name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) more: RwSignal<Vec<Own>>,
    saved: RwSignal<Profile>,
    last_key: StoredValue<u32>,
    /// Fields that are added later live as long as the form does.
    owner: StoredValue<Owner>,
}

#[derive(Clone, Copy, Debug)]
pub struct Own {
    pub(super) key: u32,
    pub(super) name: RwSignal<String>,
    pub(super) value: RwSignal<String>,
}

impl Draft {
    pub(super) fn new(saved: Profile) -> Self {
        let draft = Self {
            display_name: RwSignal::default(),
            email: RwSignal::default(),
            phone: RwSignal::default(),
            note: RwSignal::default(),
            more: RwSignal::default(),
            saved: RwSignal::new(Profile::default()),
            last_key: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        draft.take(saved);
        draft
    }

    /// What is saved. Reactive.
    pub(super) fn saved(self) -> Profile {
        self.saved.get()
    }

    /// The whole profile as it is typed, with the version of the saved one that it replaces. Reactive.
    pub(super) fn typed(self) -> Profile {
        let more = self.more.get();
        Profile {
            version: self.saved.with(|saved| saved.version),
            display_name: self.display_name.get(),
            email: self.email.get(),
            phone: self.phone.get(),
            note: self.note.get(),
            more: more.into_iter().map(Own::field).collect(),
        }
    }

    /// Whether something is typed that is not saved. Reactive.
    pub(super) fn is_changed(self) -> bool {
        self.typed() != self.saved.get()
    }

    /// Shows the profile that is saved now, and drops what is typed.
    pub(super) fn take(self, saved: Profile) {
        self.display_name.set(saved.display_name.clone());
        self.email.set(saved.email.clone());
        self.phone.set(saved.phone.clone());
        self.note.set(saved.note.clone());
        let own = saved.more.iter().map(|field| self.own(field));
        self.more.set(own.collect());
        self.saved.set(saved);
    }

    /// Takes the profile that is saved now. What is typed stays, and replaces it when the user saves.
    pub(super) fn keep(self, saved: Profile) {
        self.saved.set(saved);
    }

    /// `sent` was saved, as `kept`, which is without what the server drops. What was typed meanwhile stays.
    pub(super) fn sent(self, sent: &Profile, kept: Profile) {
        if untrack(|| self.typed()) == *sent {
            self.take(kept);
        } else {
            self.keep(kept);
        }
    }

    /// Adds a field and answers with its key.
    pub(super) fn add(self) -> u32 {
        let own = self.own(&ProfileField::default());
        self.more.update(|more| more.push(own));
        own.key
    }

    pub(super) fn remove(self, key: u32) {
        self.more.update(|more| more.retain(|own| own.key != key));
    }

    fn own(self, field: &ProfileField) -> Own {
        self.last_key.update_value(|key| *key += 1);
        self.owner.get_value().with(|| Own {
            key: self.last_key.get_value(),
            name: RwSignal::new(field.name.clone()),
            value: RwSignal::new(field.value.clone()),
        })
    }
}

impl Own {
    fn field(self) -> ProfileField {
        ProfileField { name: self.name.get(), value: self.value.get() }
    }
}

/// What stands between a field and being saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objection {
    /// Longer than so many characters.
    TooLong(usize),
    Nameless,
}

/// The first objection to what is typed into a field of this size.
pub(super) fn objection(text: &str, most: usize) -> Option<Objection> {
    (text.trim().chars().count() > most).then_some(Objection::TooLong(most))
}

/// Whether no field of `profile` is too long, and none has a value without a name. The server checks more.
pub(super) fn is_acceptable(profile: &Profile) -> bool {
    let lines = [&profile.display_name, &profile.email, &profile.phone];
    let own = profile.more.iter();
    let own = own.flat_map(|field| [&field.name, &field.value]);
    lines.into_iter().chain(own).all(|line| objection(line, Profile::MAX_LINE).is_none())
        && objection(&profile.note, Profile::MAX_NOTE).is_none()
        && profile.more.iter().all(|field| !is_nameless(&field.name, &field.value))
}

pub(super) fn is_nameless(name: &str, value: &str) -> bool {
    name.trim().is_empty() && !value.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn profile(version: i64, name: &str) -> Profile {
        Profile { version, display_name: name.into(), ..Profile::default() }
    }

    fn draft(saved: Profile) -> (Owner, Draft) {
        let owner = Owner::new();
        let draft = owner.with(|| Draft::new(saved));
        (owner, draft)
    }

    #[test]
    fn what_is_typed_while_it_is_saved_is_not_lost() {
        let (_owner, draft) = draft(profile(1, "Ada"));
        draft.display_name.set(" Ada L ".into());
        let sent = untrack(|| draft.typed());
        assert_eq!(sent.version, 1);
        draft.display_name.set("Ada Lovelace".into());
        draft.sent(&sent, profile(2, "Ada L"));
        assert!(untrack(|| draft.is_changed()));
        assert_eq!(untrack(|| draft.typed()), profile(2, "Ada Lovelace"));
    }

    #[test]
    fn after_saving_the_form_shows_what_was_kept() {
        let (_owner, draft) = draft(profile(0, ""));
        draft.display_name.set(" Ada ".into());
        let empty = draft.add();
        let sent = untrack(|| draft.typed());
        assert_eq!((sent.more.len(), empty), (1, 1));
        draft.sent(&sent, profile(1, "Ada"));
        assert!(!untrack(|| draft.is_changed()));
        assert_eq!(untrack(|| draft.typed()), profile(1, "Ada"));
    }

    #[test]
    fn keeping_ones_own_makes_it_a_change_of_what_was_saved_meanwhile() {
        let (_owner, draft) = draft(profile(1, "Ada"));
        draft.display_name.set("mine".into());
        draft.keep(profile(2, "theirs"));
        assert_eq!(untrack(|| draft.typed()), profile(2, "mine"));
    }

    #[test]
    fn a_field_that_is_removed_takes_no_other_with_it() {
        let (_owner, draft) = draft(Profile::default());
        let (first, second) = (draft.add(), draft.add());
        draft.remove(first);
        let left: Vec<u32> =
            draft.more.with_untracked(|more| more.iter().map(|own| own.key).collect());
        assert_eq!(left, [second]);
    }

    #[test]
    fn characters_are_counted_as_the_server_counts_them() {
        let most = "가".repeat(Profile::MAX_LINE);
        assert_eq!(objection(&format!(" {most} "), Profile::MAX_LINE), None);
        let more = Objection::TooLong(Profile::MAX_LINE);
        assert_eq!(objection(&(most + "🙂"), Profile::MAX_LINE), Some(more));
        assert!(is_nameless(" ", "38") && !is_nameless("", " ") && !is_nameless("size", ""));
        assert!(is_acceptable(&profile(0, "Ada")));
        assert!(!is_acceptable(&profile(0, &"x".repeat(201))));
    }
}
