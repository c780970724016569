//! The rules of the house that no compiler knows, read from the sources. The rules themselves are the tests in
//! `tests/`; here is what these tests share.

pub mod circles;
pub mod files;
pub mod imports;
pub mod modules;
pub mod numbers;
pub mod picture;
pub mod source;
