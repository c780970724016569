//! Where the pages of the lesson are.

/// The inspector.
pub const INSPECT: &str = "/inspect";
/// The attack lab.
pub const LAB: &str = "/lab";
/// When not to use JWT.
pub const WHEN_NOT: &str = "/when-not";
