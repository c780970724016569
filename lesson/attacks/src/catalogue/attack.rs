//! An attack, its family, and how it is performed.

use crate::case::Case;

/// An attack on a login with tokens.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    /// Its number: `A6`.
    pub id: &'static str,
    /// What it is about.
    pub family: Family,
    pub how: How,
    /// The parts that a page cannot perform, or not fairly, and the tests that perform them.
    pub elsewhere: &'static [Elsewhere],
}

/// A part of an attack that tests perform, because a page cannot.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// Its name, under which the page has a text about it.
    pub what: &'static str,
    /// The tests: `path/to/file.rs::name`.
    pub tests: &'static [&'static str],
}

/// How an attack is performed.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// By requests with a forged token, each of which both verifiers get.
    Requests(&'static [Case]),
    /// By more than one request, or with more than a token.
    Panel(Panel),
}

/// An attack that takes more than one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Claims are encrypted to the server's public key and not signed.
    Envelope,
    /// A refresh token is copied and used.
    Thief,
    /// A refresh token is made up.
    Seal,
    /// Another site sends a form.
    CrossSite,
    /// A script on the page looks for the token.
    Storage,
    /// Passwords are guessed.
    Guess,
}

shared::named_enum! {
    /// What an attack is about.
    pub enum Family {
        /// The signature and its algorithm.
        Signature = "signature",
        /// Which key the signature is checked with.
        Keys = "keys",
        /// How the token is written.
        Encoding = "encoding",
        /// What the claims say.
        Claims = "claims",
        /// The session, and how the token travels.
        Session = "session",
    }
}

impl Attack {
    pub(super) const fn new(id: &'static str, family: Family) -> Self {
        Self { id, family, how: How::Requests(&[]), elsewhere: &[] }
    }

    pub(super) const fn requests(self, cases: &'static [Case]) -> Self {
        Self { how: How::Requests(cases), ..self }
    }

    pub(super) const fn panel(self, panel: Panel) -> Self {
        Self { how: How::Panel(panel), ..self }
    }

    pub(super) const fn also(self, elsewhere: &'static [Elsewhere]) -> Self {
        Self { elsewhere, ..self }
    }

    /// The forgeries of this attack; none where it is performed in another way.
    pub const fn cases(&self) -> &'static [Case] {
        match self.how {
            How::Requests(cases) => cases,
            How::Panel(_) => &[],
        }
    }
}
