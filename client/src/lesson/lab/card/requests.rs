//! The requests of a forgery, where the attack is about how the token travels.

use super::super::run::AttackResult;
use crate::i18n::{t_string, text, use_i18n};
use attacks::{Case, First, Resource, TokenPlace};
use leptos::prelude::*;
use lesson_shared::{lab::ACCESS_COOKIE, paths};
use std::fmt::Write;

/// The requests, unless there is one alone that carries a bearer token.
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
        let names = Names {
            genuine: t_string!(i18n, lab.sent.genuine),
            forged: t_string!(i18n, lab.sent.forged),
        };
        requests(case, &genuine, &forged, &names)
    });
    let view = view! {
        <h4>{text!(i18n, lab.sent.title)}</h4>
        <pre class="wire" tabindex="0" data-testid="sent">{requests}</pre>
    };
    Some(view.into_any())
}

/// What stands for each token, which is too long to read.
struct Names {
    genuine: &'static str,
    forged: &'static str,
}

/// The requests to the strict verifier. Those to the naive one differ in the path alone.
fn requests(case: &Case, genuine: &str, forged: &str, names: &Names) -> String {
    let readable = |text: &str| {
        // An attack may forge nothing, or send no token at all.
        let text = if forged.is_empty() || forged == genuine {
            text.to_owned()
        } else {
            text.replace(forged, &format!("‹{}›", names.forged))
        };
        text.replace(genuine, &format!("‹{}›", names.genuine))
    };
    let request = case.request(genuine, forged);
    let mut lines = String::new();
    if case.first == Some(First::EndSession) {
        let logout = paths::LAB_LOGOUT;
        line(&mut lines, format_args!("POST {logout}"));
        line(&mut lines, format_args!("authorization: Bearer {}\n", readable(genuine)));
    }
    let (method, path) = (request.method, case.resource.strict_path());
    let query = request.query.map(|query| format!("?{}", readable(&query)));
    let query = query.unwrap_or_default();
    line(&mut lines, format_args!("{method} {path}{query}"));
    for (name, value) in &request.headers {
        line(&mut lines, format_args!("{name}: {}", readable(value)));
    }
    if let Some(token) = &request.cookie {
        line(&mut lines, format_args!("cookie: {ACCESS_COOKIE}={}", readable(token)));
    }
    if let Some((media_type, body)) = &request.body {
        line(&mut lines, format_args!("content-type: {media_type}\n"));
        line(&mut lines, format_args!("{}", readable(body)));
    }
    lines
}

fn line(lines: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing into a text does not fail.
    let _ = writeln!(lines, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn told(attack: &str, name: &str, forged: &str) -> String {
        let cases = attacks::find(attack).unwrap().cases();
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let names = Names { genuine: "genuine", forged: "forged" };
        requests(case, "a.b.c", forged, &names)
    }

    #[test]
    fn the_place_of_each_token_is_told() {
        let bearer = "GET /api/lab/strict/me\nauthorization: Bearer ‹genuine›\n";
        assert_eq!(
            told("A42", "header_and_cookie", "a.x.c"),
            format!("{bearer}cookie: claimcheck_lab_access=‹forged›\n")
        );
        assert_eq!(
            told("A42", "query", "a.b.c"),
            "GET /api/lab/strict/me?access_token=‹genuine›\n"
        );
        assert_eq!(told("A43", "no_token", ""), "GET /api/lab/strict/me\n");
        assert_eq!(
            told("A37", "after_logout", "a.b.c"),
            format!("POST /api/lab/logout\nauthorization: Bearer ‹genuine›\n\n{bearer}")
        );
        let form = told("A42", "body", "a.b.c");
        assert!(form.ends_with("\n\naccess_token=‹genuine›\n"), "{form}");
    }
}
