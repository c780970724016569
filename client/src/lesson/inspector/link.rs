//! Links to the inspector with a token in them: `/inspect#token=…`. The part behind `#` stays in the browser
//! (RFC 3986 §3.5).

use crate::{
    lesson::paths,
    router::{NavigateOptions, use_location},
};
use leptos::prelude::*;

const NAME: &str = "token=";

pub fn to_token(token: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    let token = String::from(js_sys::encode_uri_component(token));
    format!("{origin}{}#{NAME}{token}", paths::INSPECT)
}

/// Gives `take` the token of the address, now and whenever the user follows such a link, and takes it out of the
/// address: there it would stay in the history of the browser.
pub fn take_from_address(take: impl Fn(String) + 'static) {
    let location = use_location();
    Effect::new(move || {
        let Some(token) = token_in(&location.hash.get()) else {
            return;
        };
        take(token);
        location.go(paths::INSPECT, NavigateOptions { replace: true, scroll: false });
    });
}

fn token_in(hash: &str) -> Option<String> {
    let members = hash.trim_start_matches('#').split('&');
    let token = members.into_iter().find_map(|member| member.strip_prefix(NAME))?;
    let read = js_sys::decode_uri_component(token);
    Some(read.map_or_else(|_| token.to_owned(), String::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_token_comes_back_as_it_went() {
        for token in ["a.b.c", "a+b/=.c", "한 %"] {
            let link = to_token(token);
            let (path, hash) = link.split_once('#').expect("it has a fragment");
            assert!(path.ends_with("/inspect"));
            assert_eq!(token_in(&format!("#{hash}")).as_deref(), Some(token));
        }
        assert_eq!(token_in("#token=a.b.c&x=y").as_deref(), Some("a.b.c"));
        assert_eq!(token_in("#other"), None);
        assert_eq!(token_in("#token=%"), Some("%".into()));
    }
}
