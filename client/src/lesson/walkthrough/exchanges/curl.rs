//! An exchange as a command for a shell.

use crate::http::Exchange;
use shared::api::paths;

/// The same request for curl, quoted for a POSIX shell. `origin` is the server's, as in
/// `http://localhost:8080`.
pub fn command(exchange: &Exchange, origin: &str) -> String {
    let mut arguments = vec!["curl -i".to_owned()];
    // With a body, curl takes POST by itself.
    if exchange.method != "GET" && exchange.request_body.is_none() {
        arguments.push(format!("-X {}", quote(exchange.method)));
    }
    for (name, value) in &exchange.request_headers {
        arguments.push(format!("-H {}", quote(&format!("{name}: {value}"))));
    }
    if let Some(body) = &exchange.request_body {
        arguments.push(format!("--data-raw {}", quote(body)));
    }
    arguments.push(quote(&format!("{origin}{}", exchange.path)));
    arguments.join(" \\\n  ")
}

/// Whether the request needs a cookie that no script can read, so that the command lacks it.
pub fn lacks_cookie(exchange: &Exchange) -> bool {
    let bearer = exchange.request_headers.iter().any(|(name, _)| *name == "Authorization");
    exchange.cookies
        && match exchange.path.as_str() {
            paths::REFRESH => true,
            paths::LOGOUT | paths::ME => !bearer,
            _ => false,
        }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::exchanges::exchange_example;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn exchange(path: &str, body: Option<&str>, headers: &[(&'static str, &str)]) -> Exchange {
        Exchange {
            method: if body.is_some() { "POST" } else { "GET" },
            request_headers: headers.iter().map(|(n, v)| (*n, (*v).into())).collect(),
            request_body: body.map(Into::into),
            ..exchange_example(path)
        }
    }

    #[test]
    fn what_was_typed_stays_one_word_of_the_shell() {
        let body = r#"{"password":"it's $(me)"}"#;
        let login = exchange(paths::LOGIN, Some(body), &[("Content-Type", "application/json")]);
        assert_eq!(
            command(&login, "http://localhost:8080"),
            "curl -i \\\n  -H 'Content-Type: application/json' \\\n  \
             --data-raw '{\"password\":\"it'\\''s $(me)\"}' \\\n  'http://localhost:8080/api/auth/login'"
        );
    }

    #[test]
    fn a_command_says_when_it_lacks_the_cookie() {
        assert!(lacks_cookie(&exchange(paths::REFRESH, Some("{}"), &[])));
        assert!(lacks_cookie(&exchange(paths::ME, None, &[])));
        let bearer = [("Authorization", "Bearer x")];
        assert!(!lacks_cookie(&exchange(paths::ME, None, &bearer)));
        assert!(!lacks_cookie(&exchange(paths::LOGIN, Some("{}"), &[])));
    }
}
