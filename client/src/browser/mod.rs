//! The few places of the web platform that the client touches directly.

pub mod clipboard;
pub mod clock;
pub mod cookie;
pub mod crypto;
pub mod locks;
pub mod session_storage;
pub mod storage;
pub mod worker;
