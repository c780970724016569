//! Tests of the server over HTTP, each with a server of its own and a clock that the test sets. There is a file for each
//! step. Names start with the numbers of the requirements (s…) and attacks (a…) that the test proves.

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
