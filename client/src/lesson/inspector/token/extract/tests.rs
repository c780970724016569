//! The text that is removed, and the text that stays.

use super::{Removal, extract};
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn what_does_not_belong_to_a_token_is_taken_off_and_named() {
    for (pasted, removed) in [
        ("a.b.c", &[][..]),
        ("  a.b.c\n", &[]),
        ("Bearer a.b.c", &[Removal::Scheme]),
        ("bearer   a.b.c", &[Removal::Scheme]),
        ("Bearer\r\na.b.c", &[Removal::Scheme]),
        ("JWT a.b.c", &[Removal::Scheme]),
        ("DPoP a.b.c", &[Removal::Scheme]),
        ("Authorization: Bearer a.b.c", &[Removal::Header, Removal::Scheme]),
        ("authorization:Bearer a.b.c", &[Removal::Header, Removal::Scheme]),
        ("\"a.b.c\"", &[Removal::Quotes]),
        ("“a.b.c”", &[Removal::Quotes]),
        ("\"Bearer a.b.c\"", &[Removal::Quotes, Removal::Scheme]),
        ("a.\r\n  b.\n c", &[Removal::Space]),
        ("a.\u{a0}b.c", &[Removal::Space]),
        ("a.\u{200b}b.c\u{feff}", &[Removal::Invisible]),
        ("\u{202e}a.b.c\u{2069}", &[Removal::Invisible]),
        ("a%2Eb%2ec", &[Removal::Percent]),
        (r#"{"access_token": "a.b.c", "token_type": "Bearer"}"#, &[Removal::Answer]),
    ] {
        let extracted = extract(pasted);
        assert_eq!(extracted.token, "a.b.c", "{pasted:?}");
        assert_eq!(extracted.removed, removed, "{pasted:?}");
    }
}

#[test]
fn a_token_is_found_in_the_text_around_it() {
    for pasted in [
        "https://app.example/cb#access_token=eyJh.eyJz.sig&expires_in=300",
        "https://app.example/verify/eyJh.eyJz.sig?lang=ko",
        "Cookie: theme=dark; session=eyJh.eyJz.sig; a=b",
        "curl -H 'Authorization: Bearer eyJh.eyJz.sig' https://api.example/me",
        "curl https://api.example/me -H \"Authorization: Bearer eyJh.eyJz.sig\"",
        "TOKEN=eyJh.eyJz.sig",
        "\"token\": \"eyJh.eyJz.sig\",",
        "[12:00:01] refused eyJh.eyJz.sig (expired)",
        "{\"data\": {\"jwt\": \"eyJh.eyJz.sig\"}}",
        "eyJh.eyJz.sig&state=1",
        "eyJh.eyJz.sig\",",
        "eyJh.eyJz.sig;",
        "eyJh.eyJz.sig\neyJh.eyJy.other",
        "eyJh.eyJz.sig https://api.example",
        "<eyJh.eyJz.sig>",
    ] {
        let extracted = extract(pasted);
        assert_eq!(extracted.token, "eyJh.eyJz.sig", "{pasted}");
        assert_eq!(extracted.removed, [Removal::Around], "{pasted}");
    }
    let encoded = extract("https://a.example/?next=%2Fcb%3Ftoken%3DeyJh.eyJz.sig%26x%3D1");
    assert_eq!(encoded.token, "eyJh.eyJz.sig");
    assert_eq!(encoded.removed, [Removal::Percent, Removal::Around]);
}

#[test]
fn a24_a_json_serialization_is_put_together() {
    for json in [
        r#"{"payload":"eyJz","protected":"eyJh","signature":"sig"}"#,
        r#"{"payload":"eyJz","signatures":[{"protected":"eyJh","signature":"sig"},{"protected":"x","signature":"y"}]}"#,
    ] {
        let extracted = extract(json);
        assert_eq!(extracted.token, "eyJh.eyJz.sig", "{json}");
        assert_eq!(extracted.removed, [Removal::Serialization]);
    }
    let detached = extract(r#"{"protected":"eyJh","signature":"sig"}"#);
    assert_eq!(detached.token, "eyJh..sig");
    // The compact form has no place for a header that is not signed.
    let open = r#"{"payload":"a","protected":"b","header":{"kid":"k"},"signature":"c"}"#;
    assert_eq!(extract(open).token, open);
}

#[test]
fn what_is_typed_letter_by_letter_comes_out_the_same() {
    for (typed, token) in
        [("Authorization: Bearer a.b.c", "a.b.c"), ("eyJh.eyJz.sig", "eyJh.eyJz.sig")]
    {
        let mut text = String::new();
        for letter in typed.chars() {
            text.push(letter);
            text = extract(&text).token;
        }
        assert_eq!(text, token);
    }
}

#[test]
fn what_is_wrong_in_the_token_stays() {
    for token in [
        "a=.b+c./",
        "\"",
        "{\"alg\":1}",
        "eyJh=.eyJz.s+g/",
        "eyJh.eyJz.s,ig",
        "eyJh.eyJz.s'ig",
        "eyJh.ey{z.sig",
        "eyJh.eyJz.sig.and.more",
        "%zz",
        "100%",
    ] {
        assert_eq!(extract(token).token, token);
    }
    // Broken into lines, a token goes on behind them.
    let lines = "eyJhbG\nciOiJ.eyJ\nzdWI.c2l\nnbmF0\ndXJl";
    assert_eq!(extract(lines).token, "eyJhbGciOiJ.eyJzdWI.c2lnbmF0dXJl");
}
