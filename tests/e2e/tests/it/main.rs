//! What a visitor lives through, in Chromium and against the real server.

mod accounts;
mod admin;
mod audit;
mod console;
mod expiry;
mod first_load;
mod inspector;
mod keyboard;
mod keys;
mod lab;
mod outage;
mod password;
mod pasted;
mod pictures;
mod profile;
mod reload;
mod screen_reader;
mod sessions;
mod seven_steps;
mod strength;
mod tabs;
mod theft;
mod walkthrough;
