//! A page of another site, with forms that aim at this one. The same server serves it under its other host name, so
//! that the lab needs no second server. It runs no script.

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header::CONTENT_SECURITY_POLICY},
    response::Html,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use lesson_shared::paths;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use server::{config::PublicUrl, error::AppError, state::AppState};
use shared::{ProblemCode, problem::fails};

/// A page that aims forms at this site
///
/// To be opened under another name of the machine, which makes it another site. Where the public address has no other
/// name, it is not there.
#[utoipa::path(get, path = paths::LAB_ELSEWHERE, operation_id = "lab_elsewhere", tag = "Lesson",
    responses(
        (status = 200, description = "The page.", body = String, content_type = "text/html"),
        fails::NotFound,
    ))]
pub(crate) async fn page(
    State(state): State<AppState>,
) -> Result<([(HeaderName, HeaderValue); 1], Html<String>), AppError> {
    if address(&state.config.public_url).is_none() {
        let detail = "this server has no second name that would be another site; the page is on localhost only";
        return Err(AppError::new(ProblemCode::NotFound, detail));
    }
    let target = state.config.public_url.origin();
    let style = BASE64.encode(digest(&SHA256, STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action {target}; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).expect("an origin is visible ASCII");
    let page = Html(render(target).into_string());
    Ok(([(CONTENT_SECURITY_POLICY, policy)], page))
}

/// Where the page is: under the other name of this machine, which is another site for a browser. `None` where
/// there is none.
pub(super) fn address(url: &PublicUrl) -> Option<String> {
    let names = [("localhost", "127.0.0.1"), ("127.0.0.1", "localhost")];
    let (name, other) = names.into_iter().find(|(name, _)| url.host() == *name)?;
    let origin = url.origin().replacen(name, other, 1);
    Some(format!("{origin}{}", paths::LAB_ELSEWHERE))
}

/// The page is in both languages: another site does not know which language was chosen here.
fn render(target: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "You have won! · 당첨되셨어요!" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "You have won! " span lang="ko" { "당첨되셨어요!" } }
                    p { "This page belongs to another site. Each button sends a form to "
                        code { (target) } ", and your browser decides which cookies go along. The answer \
                        opens in a new tab; the lab shows what became of it." }
                    p lang="ko" { "다른 사이트의 페이지예요. 버튼을 누르면 " code { (target) }
                        " 주소로 폼을 보내고, 어떤 쿠키를 함께 보낼지는 브라우저가 정해요. 응답은 새 탭에 \
                        열리고, 결과는 실험실에서 볼 수 있어요." }
                    (form(target, paths::LAB_NAIVE_TRANSFER, "naive", "to the naive endpoint", "허술한 엔드포인트로"))
                    (form(target, paths::LAB_STRICT_TRANSFER, "strict", "to the strict endpoint", "엄격한 엔드포인트로"))
                }
            }
        }
    }
}

fn form(target: &str, path: &str, id: &str, to: &str, to_korean: &str) -> Markup {
    html! {
        form method="post" action={ (target) (path) } target="_blank" {
            input type="hidden" name="amount" value="1000";
            button data-testid={ "elsewhere-" (id) } {
                strong { "Collect the prize · " span lang="ko" { "상품 받기" } }
                small { (to) " · " span lang="ko" { (to_korean) } }
            }
        }
    }
}

const STYLE: &str = "\
:root { color-scheme: light dark; --paper: #fff7e6; --ink: #3b2600; --deed: #8a3b00; --on-deed: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #241a0c; --ink: #ffe9c7; --deed: #ffb066; --on-deed: #241a0c; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 34rem; padding: 2rem 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
code { overflow-wrap: anywhere; }
:lang(ko) { word-break: keep-all; }
h1 span { display: inline-block; }
button { display: grid; gap: .25rem; width: 100%; margin-top: 1rem; padding: .875rem 1rem; border: 0; border-radius: .75rem;
  background: var(--deed); color: var(--on-deed); font: inherit; text-align: start; cursor: pointer; }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
small { font-size: .875rem; }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_two_names_is_two_sites() {
        for (url, other) in [
            ("http://localhost:8080", Some("http://127.0.0.1:8080/api/lab/elsewhere")),
            ("http://127.0.0.1:8080", Some("http://localhost:8080/api/lab/elsewhere")),
            ("https://lab.example.com", None),
        ] {
            let url: PublicUrl = url.parse().unwrap();
            assert_eq!(address(&url).as_deref(), other);
        }
    }
}
