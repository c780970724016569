//! How far a token can be read.

use super::*;
use crate::lesson::inspector::token::Base64FaultKind;
use shared::compact::base64url;
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_broken_token_is_read_as_far_as_it_goes() {
    let header = base64url(br#"{"alg":"HS256"}"#);
    let payload = base64url(br#"{"sub":"ada","exp":1,}"#);
    let token = dissect(&format!("{header}.{payload}.x!"));
    assert_eq!(token.shape, Shape::Signed);
    assert_eq!(token.header("alg").and_then(JsonValue::text), Some("HS256"));
    let payload = token.part(Part::Payload).expect("there is one");
    assert_eq!(payload.text, r#"{"sub":"ada","exp":1,}"#);
    let fault = payload.json_fault.as_ref().expect("there is a comma too many");
    assert_eq!((fault.kind.into_str(), fault.at.clone()), ("trailing_comma", 20..21));
    let signature = token.part(Part::Signature).expect("there is one");
    assert_eq!(
        signature.base64_fault,
        Some(Base64Fault { at: 1, found: '!', kind: Base64FaultKind::Foreign })
    );
}

#[test]
fn shapes_are_told_apart_by_their_dots() {
    for (token, shape) in [
        ("", Shape::Empty),
        ("abc", Shape::Opaque),
        ("eyJhbGciOiJIUzI1NiJ9", Shape::Alone(Part::Header)),
        ("eyJzdWIiOiJhZGEifQ", Shape::Alone(Part::Payload)),
        ("{\"a\":1}", Shape::Json),
        ("a.b", Shape::NoSignature),
        ("a.b.", Shape::Signed),
        ("a.b.c.d", Shape::Other(4)),
        ("a.b.c.d.e", Shape::Encrypted),
    ] {
        assert_eq!(dissect(token).shape, shape, "{token}");
    }
}

#[test]
fn the_header_of_an_encrypted_token_can_be_read() {
    let header = base64url(br#"{"alg":"dir","enc":"A256GCM"}"#);
    let token = dissect(&format!("{header}..aaaa.bbbb.cccc"));
    assert_eq!(token.header("enc").and_then(JsonValue::text), Some("A256GCM"));
    assert_eq!(token.part(Part::Payload), None);
}

#[test]
fn what_has_dots_and_no_json_in_it_is_told_apart() {
    for (token, has_json) in [
        ("v4.public.eyJzdWIiOiJhIn0abc", false),
        ("ya29.a0AfH6SMB", false),
        ("eyJhbGciOiJIUzI1NiJ9.YQ.YQ", true),
        ("YQ.eyJzdWIiOiJhZGEifQ.YQ", true),
    ] {
        assert_eq!(dissect(token).has_json(), has_json, "{token}");
    }
}

#[test]
fn bytes_that_are_no_text_are_pointed_at() {
    let token = dissect(&format!("{}.e30.", base64url(b"{\"a\":\"\xff\"}")));
    assert_eq!(token.segments[0].not_text, Some(6));
}
