//! What the lesson does in a browser.

mod crypto;
mod tour;
mod vectors;
