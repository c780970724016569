//! The server as a client meets it: over HTTP, on a port of its own, with a clock that the test sets.
//! A file per step; names carry the numbers of the requirements (s…) and attacks (a…) that they prove.

mod described;

mod account;
mod assets;
mod attacks;
mod audit;
mod bad_input;
mod caller;
mod cors;
mod expire;
mod handle;
mod headers;
mod housekeeping;
mod issue;
mod keys;
mod lists;
mod login;
mod logout;
mod metrics;
mod nodes;
mod openapi;
mod password;
mod profile;
mod register;
mod restart;
mod same_site;
mod sessions;
mod theft;
mod throttle;
mod users;
mod verify;
