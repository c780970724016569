//! The operations in the OpenAPI document, so that tests of all operations include new ones.

use reqwest::Method;
use serde_json::Value;
use shared::api::paths;
use support::TestApp;

/// One operation, as `/api/openapi.json` has it.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) method: Method,
    /// The path with an id for each parameter.
    pub(crate) path: String,
    pub(crate) has_body: bool,
    pub(crate) wants_token: bool,
}

pub(crate) async fn operations(app: &TestApp) -> Vec<Operation> {
    let description = app.get(paths::OPENAPI).await.json();
    let described = description["paths"].as_object().unwrap();
    let mut operations = Vec::new();
    for (path, methods) in described {
        for (method, told) in methods.as_object().unwrap() {
            operations.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: with_ids(path),
                has_body: told["requestBody"].is_object(),
                wants_token: wants_token(&told["security"]),
            });
        }
    }
    assert!(operations.len() > 20, "{operations:?}");
    operations
}

/// A path as a request has it: every parameter of the path is an id that nothing has.
pub(crate) fn with_ids(path: &str) -> String {
    let segments = path
        .split('/')
        .map(|segment| if segment.starts_with('{') { "AAAAAAAAAAAAAAAAAAAAAA" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

/// An access token is wanted where each of the alternatives has one. An empty alternative is no token at all.
fn wants_token(security: &Value) -> bool {
    let alternatives = security.as_array().map_or(&[][..], Vec::as_slice);
    let has_token =
        |one: &Value| ["bearer", "access_cookie"].iter().any(|name| one.get(name).is_some());
    !alternatives.is_empty() && alternatives.iter().all(has_token)
}
