//! The pages: what a visitor can do on each, and what there is to see.

mod account;
mod admin;
mod header;
mod inspector;
mod lab;
mod sign_in;
mod walkthrough;

pub use lab::VerifierAnswer;

use crate::Visit;
use std::ops::Deref;

/// A page is the visit, with what can be done there.
macro_rules! pages {
    ($($(#[$about:meta])* $method:ident $Page:ident)*) => { $(
        $(#[$about])*
        pub struct $Page<'v>(&'v Visit);

        impl Visit {
            $(#[$about])*
            pub fn $method(&self) -> $Page<'_> {
                $Page(self)
            }
        }

        impl Deref for $Page<'_> {
            type Target = Visit;

            fn deref(&self) -> &Visit {
                self.0
            }
        }
    )* };
}

pages! {
    /// The top of every page: the session, and the switches.
    header Header

    /// `/`: the seven steps, done by hand.
    walkthrough Walkthrough

    /// `/inspect`: any token.
    inspector Inspector

    /// `/lab`: attacks.
    lab Lab

    /// `/sign-in`.
    sign_in SignIn

    /// `/sign-up`.
    sign_up SignUp

    /// `/account`, for users who are signed in.
    account Account

    /// `/admin`: users, keys, audit.
    admin Admin
}
