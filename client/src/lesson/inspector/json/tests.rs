//! Where a text stops being JSON, and that the verifier's reader agrees.

use super::{JsonValue, line_and_column, scan};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The kind of the fault in a text, and the characters at its place.
fn wrong(text: &str) -> (&'static str, &str) {
    let (_, fault) = scan(text);
    let fault = fault.unwrap_or_else(|| panic!("{text} has a fault"));
    (fault.kind.into_str(), &text[fault.at])
}

#[test]
fn a_fault_is_named_and_pointed_at() {
    for (text, name, at) in [
        ("", "empty", ""),
        ("  ", "empty", "  "),
        ("{", "unexpected_end", ""),
        ("{\"a\"", "unexpected_end", ""),
        ("{\"a\":", "unexpected_end", ""),
        ("{\"a\":1", "unexpected_end", ""),
        ("{\"a\":1,}", "trailing_comma", ","),
        ("[1,]", "trailing_comma", ","),
        ("{a:1}", "name_expected", "a"),
        ("{'a':1}", "single_quotes", "'"),
        ("{\"a\":'b'}", "single_quotes", "'"),
        ("{\"a\" 1}", "colon_expected", "1"),
        ("{\"a\":1 \"b\":2}", "comma_expected", "\""),
        ("{\"a\":}", "value_expected", "}"),
        ("{\"a\":True}", "value_expected", "True"),
        ("{\"a\":NaN}", "value_expected", "NaN"),
        ("{\"a\":\"b}", "unclosed_string", "\"b}"),
        ("{\"a\":\"b\tc\"}", "control_character", "\t"),
        ("{\"a\":\"\\x\"}", "bad_escape", "\\x"),
        ("{\"a\":\"\\u12\"}", "bad_escape", "\\u"),
        ("{\"a\":\"\\ud800\"}", "lone_surrogate", "\\ud800"),
        ("{\"a\":01}", "bad_number", "01"),
        ("{\"a\":1.}", "bad_number", "1."),
        ("{\"a\":1e999}", "huge_number", "1e999"),
        ("{\"a\":12px}", "bad_number", "12px"),
        ("{\"a\":1 // b\n}", "comment", "/"),
        ("{} {}", "trailing_text", "{}"),
        ("[]", "not_an_object", "[]"),
        ("{\"a\":1,\"b\":{\"c\":1,\"\\u0063\":2}}", "duplicate", "\"\\u0063\""),
    ] {
        assert_eq!(wrong(text), (name, at), "{text}");
    }
}

#[test]
fn it_agrees_with_the_reader_that_the_verifier_uses() {
    let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
    for text in [
        "{}",
        " {\"a\" : [1, -0, 1.5e-3, true, null, \"\\ud83d\\ude00\\n\"] } ",
        "[",
        "{\"a\":-}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{,}",
        "nul",
        "\u{feff}{}",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\u{7f}\"",
        "{\"a\":\"\\\"}",
        &deep(127),
        &deep(128),
    ] {
        let (value, fault) = scan(text);
        let known = serde_json::from_str::<serde_json::Value>(text).is_ok();
        assert_eq!(value.is_some(), known, "{text} {fault:?}");
    }
}

#[test]
fn what_stands_twice_does_not_hide_the_others() {
    let (value, fault) = scan("{\"exp\":1,\"exp\":2,\"sub\":\"ada\"}");
    assert_eq!(fault.expect("exp stands twice").at, 9..14);
    let value = value.expect("it is JSON");
    assert_eq!(value.get("sub").and_then(JsonValue::text), Some("ada"));
}

#[test]
fn places_are_counted_as_people_count_them() {
    let text = "{\n  \"이름\": x\n}";
    let (_, fault) = scan(text);
    let at = fault.expect("x is no value").at.start;
    assert_eq!(line_and_column(text, at), (2, 9));
}
