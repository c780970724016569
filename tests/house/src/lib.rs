//! What the tests in `tests/` share, which check the rules of this repository that no compiler knows.
//!
//! `proc-macro2` takes sources apart, `toml` manifests, and `walkdir` finds files. `syn` would know items and paths as
//! well, but not the paths inside of macros such as `view!`, and for these its visitor is the longer code.

#![expect(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "only tests call this: names say what it does, and a panic is a failed test"
)]

pub mod circles;
pub mod files;
pub mod imports;
pub mod modules;
pub mod numbers;
pub mod picture;
pub mod source;
