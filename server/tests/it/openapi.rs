use crate::described::with_ids;
use reqwest::Method;
use serde_json::{Value, json};
use server::Additions;
use shared::{
    ProblemCode, TokenPolicy,
    api::{SHORTEST_LIFETIME, paths},
};
use std::collections::BTreeSet;
use support::{Ask, TestApp};

fn document() -> Value {
    server::description(Additions::default())
}

/// Each operation with the method and the path that it is described under.
fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, told)| (format!("{method} {path}"), told))
    })
}

/// The router says in `Allow` what a path takes.
#[tokio::test]
async fn each_route_is_described_with_all_its_methods() {
    let app = TestApp::start().await;
    let document = document();
    for (path, told) in document["paths"].as_object().unwrap() {
        let brew = Method::from_bytes(b"BREW").unwrap();
        let answer = app.request(brew, &with_ids(path)).ask().await;
        assert_eq!(answer.status, 405, "{path}");
        let taken: BTreeSet<_> = answer
            .header("allow")
            .split(',')
            .filter(|method| *method != "HEAD")
            .map(str::to_lowercase)
            .collect();
        let told: BTreeSet<_> = told.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            taken, told,
            "{path} takes the methods on the left and is described with those on the right; list each handler with \
             `routes!` in server/src/routes.rs"
        );
    }
}

/// `routes!` describes what it adds to a router, and nothing else does.
#[test]
fn no_route_but_that_of_the_style_is_added_without_a_description() {
    let sources = [include_str!("../../src/routes.rs"), include_str!("../../src/app.rs")];
    let (all, _) = sources[1].split_once("#[cfg(test)]").unwrap();
    let plain = [sources[0], all].join("");
    for way in [".route(", ".route_service(", ".nest(", ".nest_service("] {
        let most = usize::from(way == ".route(");
        assert_eq!(
            plain.matches(way).count(),
            most,
            "`{way}` adds what nothing describes; use `routes!` in server/src/routes.rs"
        );
    }
    assert!(plain.contains(".route(page::STYLE, "));
}

#[tokio::test]
async fn the_description_is_complete_in_itself() {
    let app = TestApp::start().await;
    let served = app.get(paths::OPENAPI).await.expect(200);
    assert_eq!(served.json(), document());
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let tags = document["tags"].as_array().unwrap();
    let tags: Vec<_> = tags.iter().map(|tag| &tag["name"]).collect();
    let mut ids = BTreeSet::new();
    for (at, told) in operations(&document) {
        assert!(ids.insert(told["operationId"].to_string()), "{at}");
        assert_eq!(told["tags"].as_array().map(Vec::len), Some(1), "{at}");
        assert!(
            tags.contains(&&told["tags"][0]),
            "{at} has a tag that server/src/api/openapi/mod.rs does not list"
        );
        assert!(told["summary"].is_string(), "{at}");
        for status in told["responses"].as_object().unwrap().keys() {
            assert!(status.parse::<u16>().is_ok(), "{at}: {status}");
        }
        let placeholders = at.matches('{').count();
        let parameters = told["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.filter(|parameter| parameter["in"] == "path");
        assert_eq!(in_path.count(), placeholders, "{at}");
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    for list in ["SessionItem", "UserItem", "AuditItem"] {
        let items =
            &document["components"]["schemas"][format!("Page_{list}")]["properties"]["items"];
        assert!(items.to_string().contains(&format!("/{list}\"")), "{items}");
    }
    for code in ProblemCode::ALL {
        // The answer of methods that are not described.
        let everywhere = matches!(code, ProblemCode::MethodNotAllowed);
        assert!(everywhere || text.contains(&format!("`{code}`")), "{code}");
    }
}

/// The readers do not have the sources, where the names and links of rustdoc lead.
#[test]
fn no_name_of_the_code_is_in_a_description() {
    let document = document().to_string();
    assert!(!document.contains("[`"), "a link of rustdoc in a description");
    for name in document.split('`').skip(1).step_by(2) {
        let is_constant = name.contains('_') && name.len() > 1 && name.to_uppercase() == name;
        assert!(!name.contains("::") && !is_constant, "{name}");
    }
}

#[test]
fn the_lifetime_that_can_be_asked_for_is_that_of_any_server() {
    let document = document();
    let lifetime = &document["components"]["schemas"]["LoginRequest"]["properties"]["lifetime"];
    assert_eq!(lifetime["minimum"], SHORTEST_LIFETIME);
    assert_eq!(lifetime["maximum"], TokenPolicy::MAX_LIFETIME);
}

/// Where `too_many_attempts` and `busy` are told, so is when to come back.
#[test]
fn whoever_has_to_wait_is_told_of_retry_after() {
    let document = document();
    let mut busy = 0;
    for (at, told) in operations(&document) {
        for (status, response) in told["responses"].as_object().unwrap() {
            let description = response["description"].as_str().unwrap();
            let wait = description.contains("`too_many_attempts`");
            let is_busy = description.contains("`busy`");
            let header = response["headers"]["Retry-After"].is_object();
            assert_eq!(header, wait || is_busy, "{at} {status}");
            busy += i32::from(is_busy);
        }
    }
    assert!(busy > 0);
}

#[tokio::test]
async fn the_page_for_people_shows_every_operation_and_needs_nothing_that_the_policy_forbids() {
    let app = TestApp::start().await;
    let page = app.get(paths::DOCS).await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let page = page.text();
    for (_, told) in operations(&document()) {
        let id = told["operationId"].as_str().unwrap();
        assert!(page.contains(&format!("<article id=\"{id}\">")), "{id}");
        assert!(page.contains(&format!("href=\"#{id}\"")), "{id}");
    }
    for target in page.split("href=\"#").skip(1) {
        let id = target.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "#{id} leads nowhere");
    }
    for forbidden in ["<script", "<style", " style=", " on", "http-equiv", "src="] {
        let tags = page.split('<').filter_map(|rest| rest.split('>').next());
        for tag in tags {
            assert!(!format!("<{tag}").contains(forbidden), "{forbidden} in <{tag}>");
        }
    }
    let href = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
    let style = app.get(href.split('"').next().unwrap()).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.text().contains("--paper:") && !style.text().contains("url("));
}

/// The examples are requests that the server accepts.
#[tokio::test]
async fn the_examples_of_the_login_work() {
    let app = TestApp::start().await;
    let document = document();
    let example = |path: &str| {
        document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
            .clone()
    };
    app.post(paths::REGISTER, example(paths::REGISTER)).await.expect(201);
    app.post(paths::LOGIN, example(paths::LOGIN)).await.expect(200);
    app.post(paths::LOGOUT, json!({})).await.expect(204);
}
