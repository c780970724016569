//! The texts of `client/locales`, checked when compiled: a key that is missing in one language does not
//! build.

#[expect(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "build.rs writes this module; its documentation is the keys in the JSON files"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub use generated::i18n::*;
