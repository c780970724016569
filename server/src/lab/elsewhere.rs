//! A page of another site, with forms that aim at this one. It is this server again under its other name,
//! because a page of its own server would need a second one. It runs no script.

use super::Here;
use crate::app::AppState;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header::CONTENT_SECURITY_POLICY},
    response::Html,
};
use maud::{DOCTYPE, Markup, html};
use shared::api::paths;

/// `GET /api/lab/elsewhere`
pub(super) async fn page(
    State(state): State<AppState>,
    _: Here,
) -> ([(HeaderName, HeaderValue); 1], Html<String>) {
    let target = state.config.public_url.origin();
    let policy = format!(
        "default-src 'none'; img-src data:; form-action {target}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).expect("an origin is visible ASCII");
    let page = Html(render(target).into_string());
    ([(CONTENT_SECURITY_POLICY, policy)], page)
}

/// The page speaks both languages at once: it is another site, and does not know what was chosen here.
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
            }
            body {
                main {
                    h1 { "You have won!" }
                    p { "A page of another site. Each button sends a form to " code { (target) }
                        ", and your browser decides which cookies go along." }
                    p lang="ko" { "다른 사이트의 페이지예요. 버튼을 누르면 " code { (target) }
                        "(으)로 폼을 보내고, 어떤 쿠키를 함께 보낼지는 브라우저가 정해요." }
                    (form(target, paths::LAB_NAIVE_TRANSFER, "naive", "Collect the prize", "상품 받기"))
                    (form(target, paths::LAB_STRICT_TRANSFER, "strict", "Collect it from the strict endpoint", "엄격한 엔드포인트에서 받기"))
                }
            }
        }
    }
}

fn form(target: &str, path: &str, id: &str, english: &str, korean: &str) -> Markup {
    html! {
        form method="post" action={ (target) (path) } {
            input type="hidden" name="amount" value="1000";
            p { button data-testid={ "elsewhere-" (id) } {
                (english) " · " span lang="ko" { (korean) }
            } }
        }
    }
}
