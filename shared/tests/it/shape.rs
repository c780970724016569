//! S12, S13, S16: what does not look like a token is not looked into.

use crate::forge::{genuine, header, payload, refused_by, sign};
use shared::{Check, compact::base64url};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn s12_a27_a_token_over_4_kib_is_refused_by_its_length() {
    let padded = format!("{}{}", payload(), " ".repeat(4096));
    assert_eq!(refused_by(&sign(header().to_string(), padded)), Check::Length);
    assert_eq!(refused_by(&"a".repeat(10_000_000)), Check::Length);
}

#[test]
fn s13_a03_a22_parts_are_three_and_none_is_empty() {
    let token = genuine();
    let [h, p, s] = shared::Compact::segments(&token).expect("three parts");
    for bad in [
        String::new(),
        h.into(),
        format!("{h}.{p}"),
        format!("{h}.{p}."),
        format!("{h}..{s}"),
        format!(".{p}.{s}"),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{s}"),
        format!("{token}..{s}"),
    ] {
        assert_eq!(refused_by(&bad), Check::Parts, "{bad}");
    }
}

#[test]
fn s13_a21_a23_each_part_is_canonical_base64url() {
    let token = genuine();
    let segments = shared::Compact::segments(&token).expect("three parts");
    for index in 0..3 {
        for change in [
            |s: &str| format!("{s}="),
            |s: &str| format!("{s}\n"),
            |s: &str| format!(" {s}"),
            |s: &str| format!("{s}\0"),
        ] {
            let changed = change(segments[index]);
            let mut bad = segments;
            bad[index] = &changed;
            assert_eq!(refused_by(&bad.join(".")), Check::Encoding, "part {index}: {changed:?}");
        }
    }
}

#[test]
fn s13_a23_the_same_signature_cannot_be_written_in_another_way() {
    // 32 bytes are 43 characters, and the last one has two bits to spare: setting them must not pass.
    let token = genuine();
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (front, last) = token.split_at(token.len() - 1);
    for other in alphabet.iter().map(|b| char::from(*b)).filter(|c| !last.starts_with(*c)) {
        let check = refused_by(&format!("{front}{other}"));
        assert!(matches!(check, Check::Encoding | Check::Signature), "{other}");
    }
}

#[test]
fn s16_a24_a25_a26_other_things_are_not_tokens() {
    let token = genuine();
    let bearer = format!("Bearer {token}");
    let jwe = ["e30", "AA", "AA", "AA", "AA"].join(".");
    let json = format!(
        r#"{{"payload":"{}","signatures":[]}}"#,
        base64url(payload().to_string().as_bytes())
    );
    assert_eq!(refused_by(&bearer), Check::Encoding);
    assert_eq!(refused_by(&jwe), Check::Parts);
    assert_eq!(refused_by(&json), Check::Parts);
    // A genuine token as the payload of another.
    assert_eq!(refused_by(&sign(header().to_string(), &token)), Check::PayloadJson);
}
