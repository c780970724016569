//! The description of what the lesson serves.

use lesson_shared::paths;
use serde_json::{Value, json};

fn document() -> Value {
    server::description(lesson_server::described())
}

/// The naive verifier does not look at it, so it may be anything.
#[test]
fn the_expiry_that_the_lab_shows_may_be_anything() {
    let document = document();
    let exp = &document["components"]["schemas"]["LabMe"]["properties"]["exp"];
    assert!(exp["description"].is_string());
    for narrows in ["type", "oneOf", "$ref"] {
        assert!(exp.get(narrows).is_none(), "{exp}");
    }
}

/// The naive transfer takes requests of every site, and each operation names its cookie.
#[test]
fn a40_the_transfers_of_the_lab_are_described_as_they_are() {
    let document = document();
    let told = |path: &str| document["paths"][path]["post"].clone();
    let (naive, strict) = (told(paths::LAB_NAIVE_TRANSFER), told(paths::LAB_STRICT_TRANSFER));
    assert!(naive["responses"].get("403").is_none());
    assert!(strict["responses"].get("403").is_some());
    assert_eq!(naive["security"], json!([{ "lab_naive_cookie": [] }]));
    assert_eq!(strict["security"], json!([{ "lab_strict_cookie": [] }]));
    let end = &told(paths::LAB_LOGOUT)["security"];
    assert_eq!(end[0], json!({ "lab_bearer": [] }));
    let schemes = &document["components"]["securitySchemes"];
    for methods in document["paths"].as_object().unwrap().values() {
        for told in methods.as_object().unwrap().values() {
            let wanted = told["security"].as_array().into_iter().flatten();
            for name in wanted.flat_map(|one| one.as_object().unwrap().keys()) {
                assert!(schemes.get(name).is_some(), "{name}");
            }
        }
    }
}
