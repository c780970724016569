//! The state of the page: the token, its two JSON parts as the visitor edits them, the key, and the expectations. The
//! rest is computed from these.

use super::{
    expected::Expected,
    json::{compact, pretty, scan},
    key::{Chosen, ParsedKey, choose},
    keyring::Keyring,
    signature::{GivenKey, SignatureCheck, SignatureStatus},
    token::{DecodedSegment, Dissected, Removal, Shape, dissect, extract},
    verify::{KeyResult, Report, verify},
    warnings::{Warning, warnings},
};
use leptos::{prelude::*, task::spawn_local};
use shared::compact::{Part, base64url};

#[derive(Clone, Copy)]
pub struct InspectorState {
    /// The token, without the text around it.
    pub token: RwSignal<String>,
    /// The kinds of text that were removed around it.
    pub removed: RwSignal<Vec<Removal>>,
    pub header: RwSignal<String>,
    pub payload: RwSignal<String>,
    pub keyring: Keyring,
    pub expected: Expected,
    pub dissected: Memo<Dissected>,
    /// The key that the token means.
    pub chosen: Memo<Option<Chosen>>,
    pub signature: RwSignal<SignatureStatus>,
    pub report: Memo<Report>,
}

impl InspectorState {
    pub fn new() -> Self {
        let token = RwSignal::new(String::new());
        let keyring = Keyring::empty();
        let expected = Expected::of_server();
        let dissected = Memo::new(move |_| token.with(|token| dissect(token)));
        let chosen = Memo::new(move |_| {
            let parsed = keyring.parsed.get()?.ok()?;
            dissected
                .with(|token| Some(choose(&parsed, token.header_text("kid"), token.algorithm())))
        });
        let signature = RwSignal::new(SignatureStatus::Nothing);
        let report = Memo::new(move |_| {
            let key = chosen_key(chosen);
            let signed = signature.with(SignatureStatus::is_right);
            let result = key.as_deref().map(|key| KeyResult { key, signed });
            let policy = expected.policy.get().ok();
            token.with(|token| verify(token, result, policy.as_ref(), expected.now()))
        });
        let state = Self {
            token,
            removed: RwSignal::default(),
            header: RwSignal::default(),
            payload: RwSignal::default(),
            keyring,
            expected,
            dissected,
            chosen,
            signature,
            report,
        };
        state.check_signature();
        state
    }

    /// Reactive.
    pub fn warnings(self) -> Vec<Warning> {
        let key = chosen_key(self.chosen);
        self.dissected.with(|token| warnings(token, key.as_deref()))
    }

    /// Whether the user has left the page. After each `await` this has to be asked, as the signals are disposed then.
    pub fn is_gone(self) -> bool {
        self.token.is_disposed()
    }

    /// Shows another token, taken out of the pasted text.
    pub fn load(self, pasted: &str) {
        let extracted = extract(pasted);
        let dissected = dissect(&extracted.token);
        let shown = |part| match dissected.part(part) {
            Some(DecodedSegment { json: Some(_), text, .. }) => pretty(text),
            Some(segment) => segment.text.clone(),
            None => String::new(),
        };
        self.header.set(shown(Part::Header));
        self.payload.set(shown(Part::Payload));
        self.removed.set(extracted.removed);
        self.token.set(extracted.token);
    }

    /// The text of a part as it is being edited.
    pub fn edited(self, part: Part) -> RwSignal<String> {
        match part {
            Part::Header => self.header,
            Part::Payload | Part::Signature => self.payload,
        }
    }

    /// Writes an edited header or payload into the token. The signature stays as it was, and so is wrong now. A text
    /// that was no token becomes one, and so does an encrypted token that gets a payload.
    pub fn edit(self, part: Part, text: String) {
        let segment = encoded(&text);
        self.edited(part).set(text);
        let shape = self.dissected.with_untracked(|token| token.shape);
        let is_token = match shape {
            Shape::Signed | Shape::NoSignature | Shape::Other(_) => true,
            Shape::Encrypted => part == Part::Header,
            Shape::Empty | Shape::Opaque | Shape::Alone(_) | Shape::Json => false,
        };
        let new = (!is_token).then(|| format!("{}.", self.signing_input()));
        self.token.update(|token| {
            *token = new.unwrap_or_else(|| {
                let mut segments: Vec<_> = token.split('.').map(str::to_owned).collect();
                segments.resize(segments.len().max(3), String::new());
                segments[part as usize] = segment;
                segments.join(".")
            });
        });
        self.removed.set(Vec::new());
    }

    /// What a signature has to sign: header and payload as they are being edited.
    pub fn signing_input(self) -> String {
        let part = |text: RwSignal<String>| text.with_untracked(|text| encoded(text));
        format!("{}.{}", part(self.header), part(self.payload))
    }

    /// Puts a signature under header and payload.
    pub fn sign(self, signing_input: &str, signature: &[u8]) {
        self.removed.set(Vec::new());
        self.token.set(format!("{signing_input}.{}", base64url(signature)));
    }

    /// Lets the browser check the signature whenever there is something new to check. Only the latest result counts.
    fn check_signature(self) {
        let check = Memo::new(move |_| {
            let given = match (self.keyring.parsed.get(), self.chosen.get()) {
                (Some(Err(_)), _) => GivenKey::Unread,
                (_, None) => GivenKey::Nothing,
                (_, Some(chosen)) => GivenKey::Key(chosen, self.keyring.other_readings()),
            };
            self.dissected.with(|dissected| {
                self.token.with(|token| SignatureCheck::prepare(token, dissected, given))
            })
        });
        let latest = StoredValue::new(0_u32);
        Effect::new(move || {
            latest.update_value(|latest| *latest += 1);
            let mine = latest.get_value();
            match check.get() {
                Err(known) => self.signature.set(known),
                Ok(check) => {
                    self.signature.set(SignatureStatus::Checking);
                    spawn_local(async move {
                        let status = check.run().await;
                        // The user may have left the page by now.
                        if latest.try_get_value() == Some(mine) {
                            self.signature.set(status);
                        }
                    });
                }
            }
        });
    }
}

fn chosen_key(chosen: Memo<Option<Chosen>>) -> Option<Box<ParsedKey>> {
    match chosen.get()? {
        Chosen::Key(key) => Some(key),
        Chosen::NoSuchId(_) | Chosen::NoId => None,
    }
}

/// JSON is encoded without white space, any other text as it is.
fn encoded(text: &str) -> String {
    match scan(text) {
        (Some(_), _) => base64url(compact(text).as_bytes()),
        (None, _) => base64url(text.as_bytes()),
    }
}
