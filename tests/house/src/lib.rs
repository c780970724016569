//! The rules of the house that no compiler knows, read from the sources. The rules themselves are the tests in
//! `tests/`; here is what these tests share.

pub mod files;
pub mod numbers;
pub mod source;
