use crate::lesson::{with_lab, with_lesson};
use lesson_shared::{lab::OFFSET_HEADER, paths};
use reqwest::Method;
use serde_json::json;
use support::{app::TestApp, response::TestResponse};

#[tokio::test]
async fn with_the_lab_off_none_of_it_is_there() {
    let app = TestApp::assembled(&[], with_lesson(false)).await;
    let ada = app.signed_in().await;
    let with_lab = server::description(lesson_server::described());
    let of_the_lab: Vec<_> = with_lab["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|path| path.starts_with(paths::LAB))
        .cloned()
        .collect();
    assert!(of_the_lab.len() > 15, "{of_the_lab:?}");
    let described = app.get(paths::OPENAPI).await.json();
    for path in of_the_lab {
        assert!(described["paths"].get(&path).is_none(), "{path}");
        let path = path.replace("{path}", "shared/src/claims.rs");
        for method in [Method::GET, Method::POST] {
            let answer = app.send(method.clone(), &path, &ada.token, json!({})).await;
            assert_eq!(answer.status, 404, "{method} {path}");
            answer.assert_problem("not_found");
        }
    }
    assert_eq!(app.get(paths::LESSON).await.json(), json!({ "lab": false, "demo": null }));
}

/// A program with the lab on describes every route of it, and serves every route that it describes.
#[tokio::test]
async fn with_the_lab_on_all_of_it_is_served_and_described() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let document = server::description(lesson_server::described());
    assert_eq!(app.get(paths::OPENAPI).await.json(), document);
    let mut seen = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !path.starts_with(paths::LAB) && path != paths::LESSON {
            continue;
        }
        let brew = Method::from_bytes(b"BREW").unwrap();
        let path = path.replace("{path}", "shared/src/claims.rs");
        let answer = TestResponse::of(app.request(brew, &path)).await;
        assert_eq!(answer.status, 405, "{path}");
        let allowed = answer.header("allow").to_lowercase();
        let mut taken: Vec<_> = allowed.split(',').filter(|one| *one != "head").collect();
        taken.sort_unstable();
        let told: Vec<_> = methods.as_object().unwrap().keys().collect();
        assert_eq!(taken, told, "{path}");
        seen += 1;
    }
    assert!(seen > 15, "{seen}");
}

/// The durations that the walkthrough shows would help an attacker who measures them.
#[tokio::test]
async fn s27_with_the_lab_off_no_answer_tells_what_it_took() {
    let app = TestApp::assembled(&[], with_lesson(false)).await;
    let ada = app.signed_in().await;
    let request = app.request(Method::GET, paths::ME).bearer_auth(&ada.token);
    let me = TestResponse::of(request.header(OFFSET_HEADER, "86400")).await;
    assert_eq!(me.status, 200);
    for answer in [&ada.answer, &me] {
        assert!(!answer.headers.contains_key("server-timing"));
    }
}
