//! The lesson over HTTP: every attack of the catalogue against both verifiers, what keeps the lab apart from
//! everything else, and what the page may see of the login.

mod lesson;
mod visitor;

mod attacks;
mod demo;
mod encrypted;
mod login;
mod off;
mod openapi;
mod profile;
mod source;
mod thief;
mod tokens;
mod trace;
mod transfer;
