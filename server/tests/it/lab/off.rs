use crate::{answer::Answer, app::TestApp};
use reqwest::Method;
use serde_json::json;
use server::app;
use shared::api::{lab::OFFSET_HEADER, paths};

#[tokio::test]
async fn with_the_lab_off_none_of_it_is_there() {
    let app = TestApp::start().await;
    assert!(app.state.lab.is_none());
    let of_the_lab = app::routes(true);
    let of_the_lab = of_the_lab.iter().map(|(path, _)| *path);
    let of_the_lab: Vec<_> = of_the_lab
        .filter(|path| path.starts_with(paths::LAB))
        .collect();
    assert!(of_the_lab.len() > 15, "{of_the_lab:?}");
    for path in of_the_lab {
        let path = path.replace("{*path}", "shared/src/claims.rs");
        for method in [Method::GET, Method::POST] {
            let request = app.request(method.clone(), &path).json(&json!({}));
            let answer = Answer::of(request).await;
            assert_eq!(answer.status, 404, "{method} {path}");
            answer.assert_problem("not_found");
        }
    }
}

/// What the walkthrough is told about the time that things take would help whoever measures it.
#[tokio::test]
async fn s27_with_the_lab_off_no_answer_tells_what_it_took() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let request = app.request(Method::GET, paths::ME).bearer_auth(&ada.token);
    let me = Answer::of(request.header(OFFSET_HEADER, "86400")).await;
    assert_eq!(me.status, 200);
    for answer in [&ada.answer, &me] {
        assert!(!answer.headers.contains_key("server-timing"));
    }
}
