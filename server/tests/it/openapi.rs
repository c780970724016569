use crate::{answer::Answer, app::TestApp};
use reqwest::Method;
use serde_json::{Value, json};
use server::{api::openapi, app};
use shared::{
    ProblemCode, TokenPolicy,
    api::{SHORTEST_LIFETIME, paths},
};
use std::collections::BTreeSet;

fn document() -> Value {
    openapi::document().clone()
}

fn with_ids(path: &str) -> String {
    let id = "AAAAAAAAAAAAAAAAAAAAAA";
    path.replace("{id}", id)
        .replace("{session}", id)
        .replace("{*path}", "a/file.rs")
}

/// A path of the router as OpenAPI writes it.
fn described_as(path: &str) -> String {
    path.replace("{*", "{")
}

/// The router says in `Allow` what a path takes.
#[tokio::test]
async fn each_route_is_described_with_all_its_methods() {
    let app = TestApp::with_flags(&["--lab"]).await;
    let document = document();
    let mut described: BTreeSet<_> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    for (path, _) in app::routes(true) {
        if path == "/api/docs/style.css" {
            continue;
        }
        let brew = Method::from_bytes(b"BREW").unwrap();
        let answer = Answer::of(app.request(brew, &with_ids(path))).await;
        assert_eq!(answer.status, 405, "{path}");
        let taken: BTreeSet<_> = answer
            .header("allow")
            .split(',')
            .filter(|method| *method != "HEAD")
            .map(str::to_lowercase)
            .collect();
        let told = &document["paths"][described_as(path)];
        let told = told.as_object();
        let told: BTreeSet<_> = told
            .into_iter()
            .flat_map(|told| told.keys().cloned())
            .collect();
        assert_eq!(taken, told, "{path}");
        described.remove(&described_as(path));
    }
    assert!(
        described.is_empty(),
        "described and not there: {described:?}"
    );
}

#[tokio::test]
async fn the_description_is_complete_in_itself() {
    let app = TestApp::start().await;
    let served = app.get(paths::OPENAPI).await;
    assert_eq!(served.status, 200);
    assert_eq!(served.json(), document());
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, told) in methods.as_object().unwrap() {
            let at = format!("{method} {path}");
            assert!(ids.insert(told["operationId"].to_string()), "{at}");
            assert_eq!(told["tags"].as_array().map(Vec::len), Some(1), "{at}");
            assert!(told["summary"].is_string(), "{at}");
            let placeholders = path.matches('{').count();
            let parameters = told["parameters"].as_array().into_iter().flatten();
            let in_path = parameters.filter(|parameter| parameter["in"] == "path");
            assert_eq!(in_path.count(), placeholders, "{at}");
        }
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    for list in ["SessionItem", "UserItem", "AuditItem"] {
        let items =
            &document["components"]["schemas"][format!("PageOf{list}")]["properties"]["items"];
        assert!(items.to_string().contains(&format!("/{list}\"")), "{items}");
    }
    for code in ProblemCode::ALL {
        // The answer of methods that are not described.
        let everywhere = matches!(code, ProblemCode::MethodNotAllowed);
        assert!(everywhere || text.contains(&format!("`{code}`")), "{code}");
    }
}

/// Whoever reads it need not have the sources.
#[test]
fn no_name_of_the_code_is_in_a_description() {
    let document = document().to_string();
    for name in document.split('`').skip(1).step_by(2) {
        let is_constant = name.contains('_') && name.len() > 1 && name.to_uppercase() == name;
        assert!(!name.contains("::") && !is_constant, "{name}");
    }
}

#[test]
fn the_lifetime_that_can_be_asked_for_is_that_of_any_server() {
    let document = document();
    for (message, shortest) in [("LoginRequest", SHORTEST_LIFETIME), ("LabTokenRequest", 1)] {
        let lifetime = &document["components"]["schemas"][message]["properties"]["lifetime"];
        assert_eq!(lifetime["minimum"], shortest, "{message}");
        assert_eq!(lifetime["maximum"], TokenPolicy::MAX_LIFETIME, "{message}");
    }
}

/// The naive verifier does not look at it, so it may be anything.
#[test]
fn the_expiry_that_the_lab_shows_may_be_anything() {
    let document = document();
    let exp = &document["components"]["schemas"]["LabMe"]["properties"]["exp"];
    assert!(exp["description"].is_string());
    for narrows in ["type", "oneOf", "$ref"] {
        assert!(exp.get(narrows).is_none(), "{exp}");
    }
}

/// The bait takes what comes from any site; and each cookie that is ridden on is named.
#[test]
fn a40_the_transfers_of_the_lab_are_described_as_they_are() {
    let document = document();
    let told = |path: &str| document["paths"][path]["post"].clone();
    let (naive, strict) = (
        told(paths::LAB_NAIVE_TRANSFER),
        told(paths::LAB_STRICT_TRANSFER),
    );
    assert!(naive["responses"].get("403").is_none());
    assert!(strict["responses"].get("403").is_some());
    assert_eq!(naive["security"], json!([{ "lab_naive_cookie": [] }]));
    assert_eq!(strict["security"], json!([{ "lab_strict_cookie": [] }]));
    let end = &told(paths::LAB_LOGOUT)["security"];
    assert_eq!(end[0], json!({ "lab_bearer": [] }));
    let schemes = &document["components"]["securitySchemes"];
    for methods in document["paths"].as_object().unwrap().values() {
        for told in methods.as_object().unwrap().values() {
            let wanted = told["security"].as_array().into_iter().flatten();
            for name in wanted.flat_map(|one| one.as_object().unwrap().keys()) {
                assert!(schemes.get(name).is_some(), "{name}");
            }
        }
    }
}

/// Where `too_many_attempts` and `busy` are told, so is when to come back.
#[test]
fn whoever_has_to_wait_is_told_of_retry_after() {
    let document = document();
    let mut busy = 0;
    for methods in document["paths"].as_object().unwrap().values() {
        for told in methods.as_object().unwrap().values() {
            for (status, response) in told["responses"].as_object().unwrap() {
                let description = response["description"].as_str().unwrap();
                let wait = description.contains("`too_many_attempts`");
                let is_busy = description.contains("`busy`");
                let header = response["headers"]["Retry-After"].is_object();
                assert_eq!(header, wait || is_busy, "{} {status}", told["operationId"]);
                busy += i32::from(is_busy);
            }
        }
    }
    assert!(busy > 0);
}

#[tokio::test]
async fn the_page_for_people_shows_every_operation_and_needs_nothing_that_the_policy_forbids() {
    let app = TestApp::start().await;
    let page = app.get(paths::DOCS).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let page = page.text();
    for methods in document()["paths"].as_object().unwrap().values() {
        for told in methods.as_object().unwrap().values() {
            let id = told["operationId"].as_str().unwrap();
            assert!(page.contains(&format!("<article id=\"{id}\">")), "{id}");
            assert!(page.contains(&format!("href=\"#{id}\"")), "{id}");
        }
    }
    for target in page.split("href=\"#").skip(1) {
        let id = target.split('"').next().unwrap();
        assert!(
            page.contains(&format!("id=\"{id}\"")),
            "#{id} leads nowhere"
        );
    }
    for forbidden in ["<script", "<style", " style=", " on", "http-equiv", "src="] {
        let tags = page.split('<').filter_map(|rest| rest.split('>').next());
        for tag in tags {
            assert!(
                !format!("<{tag}").contains(forbidden),
                "{forbidden} in <{tag}>"
            );
        }
    }
    let href = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
    let style = app.get(href.split('"').next().unwrap()).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.text().contains("--paper:") && !style.text().contains("url("));
}

/// Whoever copies an example gets what the description says.
#[tokio::test]
async fn the_examples_of_the_login_work() {
    let app = TestApp::start().await;
    let document = document();
    let example = |path: &str| {
        document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
            .clone()
    };
    let registered = app.post(paths::REGISTER, example(paths::REGISTER)).await;
    assert_eq!(registered.status, 201, "{}", registered.text());
    let signed_in = app.post(paths::LOGIN, example(paths::LOGIN)).await;
    assert_eq!(signed_in.status, 200);
    let out = app.post(paths::LOGOUT, json!({})).await;
    assert_eq!(out.status, 204);
}
