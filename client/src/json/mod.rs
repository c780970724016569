//! JSON, read by the browser. Its parser is there already; one more in the program would have to be loaded
//! before anything is shown.

mod value;

use serde::de::DeserializeOwned;
use value::Value;

/// The value that `text` says, if it says one of this type. Why it does not, nobody here would read.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value = js_sys::JSON::parse(text).ok()?;
    T::deserialize(Value::new(value)).ok()
}

/// Whether `text` says an object that has all these members.
#[must_use]
pub fn has_members(text: &str, names: &[&str]) -> bool {
    let value = js_sys::JSON::parse(text).ok();
    value.is_some_and(|value| {
        let is_there = |name: &&str| js_sys::Reflect::has(&value, &(*name).into());
        names.iter().all(|name| is_there(name) == Ok(true))
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::{has_members, read};
    use serde::{Deserialize, Serialize};
    use shared::{
        Problem, ProblemCode, UnixSeconds,
        api::{StorageMode, TokenGrant},
    };
    use std::collections::BTreeMap;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        text: String,
        yes: bool,
        whole: i64,
        small: u32,
        part: f64,
        none: Option<u8>,
        some: Option<String>,
        list: Vec<(u8, String)>,
        table: BTreeMap<String, Vec<u16>>,
        mode: StorageMode,
        variants: Vec<Variant>,
        #[serde(default)]
        absent: Option<String>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Variant {
        Bare,
        Named { at: i64 },
        Wrapping(String),
    }

    #[test]
    fn what_serde_writes_is_read_as_it_was() {
        let written = Everything {
            text: "한 \"글자\" \u{1F600}\n".into(),
            yes: true,
            whole: -9_007_199_254_740_991,
            small: u32::MAX,
            part: 0.5,
            none: None,
            some: Some(String::new()),
            list: vec![(1, "a".into()), (2, "b".into())],
            table: BTreeMap::from([("x".into(), vec![1, 2]), ("y".into(), vec![])]),
            mode: StorageMode::HttpOnlyCookie,
            variants: vec![
                Variant::Bare,
                Variant::Named { at: 7 },
                Variant::Wrapping("w".into()),
            ],
            absent: None,
        };
        let text = serde_json::to_string(&written).expect("it is JSON");
        assert_eq!(read(&text), Some(written));
    }

    #[test]
    fn a_message_of_the_interface_is_read() {
        let text = r#"{"access_token":"a.b.c","token_type":"Bearer","expires_in":60,"refresh_expires_in":3600,"new":[1]}"#;
        let grant: TokenGrant = read(text).expect("what is not known is skipped");
        assert_eq!(
            (grant.access_token.as_deref(), grant.expires_in),
            (Some("a.b.c"), 60)
        );

        let problem = Problem::new(ProblemCode::TokenExpired, "12 s ago");
        let text = serde_json::to_string(&problem).expect("it is JSON");
        assert_eq!(read(&text), Some(problem));
        assert_eq!(read("1790000000"), Some(UnixSeconds(1_790_000_000)));
        assert_eq!(read("null"), Some(()));
    }

    #[test]
    fn an_object_has_the_members_that_it_has() {
        assert!(has_members("{\"a\":null,\"b\":[]}", &["a", "b"]));
        assert!(!has_members("{\"a\":null}", &["a", "b"]));
        for text in ["{", "null", "1", "\"a\"", "[]"] {
            assert!(!has_members(text, &["a"]), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_nothing() {
        assert_eq!(read::<String>("{"), None);
        assert_eq!(read::<String>("1"), None);
        assert_eq!(read::<u8>("256"), None);
        assert_eq!(read::<u8>("-1"), None);
        assert_eq!(read::<i64>("0.5"), None);
        assert_eq!(read::<bool>("null"), None);
        assert_eq!(read::<StorageMode>("\"elsewhere\""), None);
        assert_eq!(read::<Vec<u8>>("{}"), None);
        assert_eq!(read::<(u8, u8)>("[1,2,3]"), None);
        assert!(read::<TokenGrant>("{\"token_type\":\"Bearer\"}").is_none());
    }
}
