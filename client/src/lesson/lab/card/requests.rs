//! The requests of a forgery, where the attack is about how the token travels.

use super::super::run::AttackResult;
use crate::i18n::{t_string, text, use_i18n};
use attacks::{Case, First, Resource, TokenPlace};
use leptos::prelude::*;
use lesson_shared::{lab::ACCESS_COOKIE, paths};

/// The requests, unless there is only one, which has a bearer token.
pub fn requests_view(case: &'static Case, result: &AttackResult) -> Option<AnyView> {
    let i18n = use_i18n();
    let usual = case.place == TokenPlace::Bearer
        && case.resource == Resource::Me
        && case.first != Some(First::EndSession);
    if usual {
        return None;
    }
    let (genuine, forged) = (result.genuine.clone(), result.forged.clone());
    let requests = Signal::derive(move || {
        let names = [t_string!(i18n, lab.sent.genuine), t_string!(i18n, lab.sent.forged)];
        requests(case, &genuine, &forged, names)
    });
    let view = view! {
        <h4>{text!(i18n, lab.sent.title)}</h4>
        <pre class="wire" tabindex="0" data-testid="sent">{requests}</pre>
    };
    Some(view.into_any())
}

/// The requests to the strict verifier, with a name in place of each token, which is too long to read. Those to the naive
/// verifier differ in the path alone.
fn requests(case: &Case, genuine: &str, forged: &str, names: [&str; 2]) -> String {
    let [genuine_name, forged_name] = names.map(|name| format!("‹{name}›"));
    let readable = |text: &str| {
        // An attack may forge nothing, or send no token at all.
        let text = if forged.is_empty() || forged == genuine {
            text.to_owned()
        } else {
            text.replace(forged, &forged_name)
        };
        text.replace(genuine, &genuine_name)
    };
    let request = case.request(genuine, forged);
    let mut lines = Vec::new();
    if case.first == Some(First::EndSession) {
        lines.push(format!("POST {}", paths::LAB_LOGOUT));
        lines.push(format!("authorization: Bearer {genuine_name}\n"));
    }
    let query = request.query.map(|query| format!("?{}", readable(&query)));
    let (path, query) = (case.resource.strict_path(), query.unwrap_or_default());
    lines.push(format!("{} {path}{query}", request.method));
    for (name, value) in &request.headers {
        lines.push(format!("{name}: {}", readable(value)));
    }
    if let Some(token) = &request.cookie {
        lines.push(format!("cookie: {ACCESS_COOKIE}={}", readable(token)));
    }
    if let Some((media_type, body)) = &request.body {
        lines.push(format!("content-type: {media_type}\n\n{}", readable(body)));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn shown(attack: &str, name: &str, forged: &str) -> String {
        let cases = attacks::find(attack).unwrap().cases();
        let case = cases.iter().find(|case| case.name == name).unwrap();
        requests(case, "a.b.c", forged, ["genuine", "forged"])
    }

    #[test]
    fn the_requests_name_the_place_of_each_token() {
        let bearer = "GET /api/lab/strict/me\nauthorization: Bearer ‹genuine›\n";
        assert_eq!(
            shown("A42", "header_and_cookie", "a.x.c"),
            format!("{bearer}cookie: claimcheck_lab_access=‹forged›\n")
        );
        assert_eq!(
            shown("A42", "query", "a.b.c"),
            "GET /api/lab/strict/me?access_token=‹genuine›\n"
        );
        assert_eq!(shown("A43", "no_token", ""), "GET /api/lab/strict/me\n");
        assert_eq!(
            shown("A37", "after_logout", "a.b.c"),
            format!("POST /api/lab/logout\nauthorization: Bearer ‹genuine›\n\n{bearer}")
        );
        let form = shown("A42", "body", "a.b.c");
        assert!(form.ends_with("\n\naccess_token=‹genuine›\n"), "{form}");
    }
}
