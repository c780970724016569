//! The login, step by step. Each step of the server's side is a file:
//!
//! | step | file | what happens |
//! | --- | --- | --- |
//! | 1 login | [`login`] | name and password come in and are compared ([`password`]) |
//! | 2 issue | [`issue`] | a session begins; claims are written and signed |
//! | 3 store | [`store`] | the browser's; the server sets the http-only cookies ([`cookies`]) |
//! | 4 attach | | the browser's |
//! | 5 verify | [`verify`] | the token is checked before anything in it is believed |
//! | 6 handle | [`api`](crate::api) | the verified request gets its answer |
//! | 7 expire | [`expire`] | an expired token is renewed with the refresh token ([`refresh_token`]) |
//!
//! Before the first step there is [`register`], after the last [`logout`]. Every end of a session goes
//! through [`end`], which puts it on the list of ended sessions ([`revoked`]). [`caller`] and [`device`] say
//! which client sent a request, and [`throttle`] how often it may. A request has to name this server as its
//! host ([`host`]); with cookies it has to come from this site ([`same_site`]) or from an origin that is listed
//! ([`cors`]). Some answers are for admins alone ([`admin`]).

pub mod admin;
pub mod caller;
pub(crate) mod confirm;
pub mod cookies;
pub(crate) mod cors;
pub(crate) mod device;
pub mod end;
pub mod expire;
pub(crate) mod guest;
mod hashing_quota;
pub(crate) mod host;
pub mod issue;
pub(crate) mod known_device;
pub(crate) mod login;
pub(crate) mod logout;
pub mod password;
pub mod per_network;
pub mod refresh_token;
pub(crate) mod register;
pub mod revoked;
pub mod same_site;
pub(crate) mod store;
pub mod throttle;
pub mod verify;

pub use admin::Admin;
pub use verify::CurrentUser;
