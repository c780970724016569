//! The few places of the web platform that the client touches directly.

pub mod clock;
pub mod cookie;
pub mod locks;
pub mod site_data;
pub mod worker;
