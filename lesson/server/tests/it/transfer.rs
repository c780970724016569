use crate::{lesson::with_lab, visitor::Visitor};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use lesson_shared::paths;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use support::{app::TestApp, response::TestResponse};

/// Both cookies of a visitor, as a browser would send them.
async fn cookies(visitor: &Visitor) -> String {
    let begun = visitor.app.post(paths::LAB_TRANSFERS, json!({})).await;
    assert_eq!(begun.json(), json!({ "naive": 0, "strict": 0 }));
    let pairs = begun.cookies().into_iter();
    let pairs: Vec<_> = pairs.filter_map(|line| line.split(';').next()).collect();
    pairs.join("; ")
}

fn form(visitor: &Visitor, path: &str, cookies: &str) -> RequestBuilder {
    let request = visitor.app.request(Method::POST, path);
    request
        .header("cookie", cookies)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "http://127.0.0.1:1")
        .header("sec-fetch-site", "cross-site")
        .body("amount=1000")
}

#[tokio::test]
async fn a40_a_form_of_another_site_rides_the_naive_cookie_and_not_the_strict_one() {
    let visitor = Visitor::come().await;
    let cookies = cookies(&visitor).await;
    let ridden = TestResponse::of(form(&visitor, paths::LAB_NAIVE_TRANSFER, &cookies)).await;
    assert_eq!(ridden.json(), json!({ "naive": 1, "strict": 0 }));
    let refused = TestResponse::of(form(&visitor, paths::LAB_STRICT_TRANSFER, &cookies)).await;
    assert_eq!(refused.status, 403);
    refused.assert_problem("cross_site");

    // A page of this site may.
    let own = visitor.app.post_with_cookie(paths::LAB_STRICT_TRANSFER, &cookies).await;
    assert_eq!(own.json(), json!({ "naive": 1, "strict": 1 }));
    let request = visitor.app.request(Method::GET, paths::LAB_TRANSFERS);
    let counted = TestResponse::of(request.header("cookie", &cookies)).await;
    assert_eq!(counted.json(), own.json());
    // Without the cookie there is no visitor to act for.
    let alone = TestResponse::of(form(&visitor, paths::LAB_NAIVE_TRANSFER, "other=1")).await;
    alone.assert_problem("token_missing");
}

/// Only the naive transfer has no guard, and only with exactly this path.
#[tokio::test]
async fn a40_s42_everything_else_is_guarded_with_the_lab_on_too() {
    let visitor = Visitor::come().await;
    let cookies = cookies(&visitor).await;
    for path in [
        paths::LOGIN,
        paths::REFRESH,
        paths::LAB_TOKENS,
        paths::LAB_TRANSFERS,
        paths::LAB_THIEF_COPY,
        paths::LAB_THIEF_USE,
        paths::LAB_THIEF_FORGE,
        paths::LAB_STRICT_ME,
        paths::LAB_STRICT_ADMIN,
        paths::LAB_NAIVE_LOGIN,
        "/api/lab/naive/transfer/",
    ] {
        TestResponse::of(form(&visitor, path, &cookies)).await.assert_problem("cross_site");
    }
}

#[tokio::test]
async fn a40_the_cookies_are_what_they_are_said_to_be() {
    let visitor = Visitor::come().await;
    let begun = visitor.app.post(paths::LAB_TRANSFERS, json!({})).await;
    let lines = begun.cookies();
    let line = |name: &str| *lines.iter().find(|line| line.starts_with(name)).unwrap();
    let strict = line("claimcheck_lab_strict=");
    assert!(strict.contains("HttpOnly; SameSite=Strict"), "{strict}");
    let naive = line("claimcheck_lab_naive=");
    assert!(naive.contains("HttpOnly; SameSite=None; Secure"), "{naive}");
}

#[tokio::test]
async fn s43_the_page_of_another_site_may_send_forms_to_this_one_and_nothing_else() {
    let visitor = Visitor::come().await;
    let origin = visitor.app.origin().to_owned();
    let elsewhere = visitor.info.elsewhere.as_deref().unwrap();
    assert_eq!(elsewhere, origin.replace("localhost", "127.0.0.1") + paths::LAB_ELSEWHERE);
    let page = visitor.app.get(paths::LAB_ELSEWHERE).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(policy.contains(&format!("form-action {origin};")), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script-src"));
    for path in [paths::LAB_NAIVE_TRANSFER, paths::LAB_STRICT_TRANSFER] {
        let action = format!("action=\"{origin}{path}\"");
        assert!(page.text().contains(&action), "{action}");
    }
    assert!(!page.text().contains("<script") && !page.text().contains("style="));
    let (_, style) = page.text().split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let hash = BASE64.encode(digest(&SHA256, style.as_bytes()));
    assert!(policy.contains(&format!("style-src 'sha256-{hash}';")), "{policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    // Every other page keeps the policy of the server.
    let other = visitor.app.get(paths::LAB).await;
    assert!(other.header("content-security-policy").contains("form-action 'self'"));
}

#[tokio::test]
async fn s43_the_page_is_not_there_where_it_would_be_of_the_same_site() {
    let flags = ["--public-url", "https://lab.example.com", "--trusted-proxies", "127.0.0.1"];
    let app = TestApp::assembled(&flags, with_lab()).await;
    let info = app.get(paths::LAB).await.json();
    assert!(info.get("elsewhere").is_none(), "{info}");
    app.get(paths::LAB_ELSEWHERE).await.expect(404).assert_problem("not_found");
}

#[tokio::test]
async fn a_network_begins_so_often_and_then_waits() {
    let visitor = Visitor::come().await;
    for _ in 0..60 {
        cookies(&visitor).await;
    }
    let begin = || visitor.app.post(paths::LAB_TRANSFERS, json!({}));
    let refused = begin().await;
    refused.assert_problem("too_many_attempts");
    assert_eq!(refused.header("retry-after"), "10");
    visitor.app.advance(10);
    assert_eq!(begin().await.status, 200);
}
