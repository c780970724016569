//! The keys of the tokens: what forged signatures meet, how keys rotate, and which are published.

mod admin;
mod attacks;
mod old_database;
mod published;
mod rotation;
mod under_load;

use support::TestApp;

const ALGORITHMS: [&str; 4] = ["HS256", "EdDSA", "ES256", "RS256"];

/// A server that signs like this. Two of them on one database are one issuer.
async fn signing_with(algorithm: &str, more: &[&str]) -> TestApp {
    let flags = ["--algorithm", algorithm, "--public-url", "http://localhost:8080"];
    TestApp::with_flags(&[&flags, more].concat()).await
}
