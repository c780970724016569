//! The description for people: a page that minijinja renders from the same document with `page.html`. It has no script
//! and loads nothing but its style, as the Content Security Policy demands. Swagger UI, Redoc and Scalar were weighed and
//! left out: they are large scripts.

use crate::{error::AppError, state::AppState};
use axum::{
    Extension, Json,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{Html, IntoResponse},
};
use minijinja::{
    Environment, UndefinedBehavior, context,
    value::{Serde, Value as Template},
};
use serde_json::Value;
use shared::api::paths;
use std::sync::{Arc, OnceLock};
use utoipa::openapi::HttpMethod;

/// The description for programs and for people.
pub(crate) struct Description {
    pub(crate) document: Value,
    /// Path and method of each operation, in the order of the page. The JSON document sorts them by name.
    pub(super) order: Vec<(String, HttpMethod)>,
    /// The page, kept after the first request: it takes about 30 ms to render.
    pub(super) page: OnceLock<String>,
}

/// This description (OpenAPI 3.1)
#[utoipa::path(get, path = paths::OPENAPI, operation_id = "openapi", tag = "Server",
    responses((status = 200, description = "The description.", body = Object)))]
pub(crate) async fn json(Extension(description): Extension<Arc<Description>>) -> Json<Value> {
    Json(description.document.clone())
}

/// This description for people
#[utoipa::path(get, path = paths::DOCS, operation_id = "docs", tag = "Server",
    responses((status = 200, description = "A page.", body = String, content_type = "text/html")))]
pub(crate) async fn docs(
    State(state): State<AppState>,
    Extension(description): Extension<Arc<Description>>,
) -> Result<Html<String>, AppError> {
    if let Some(page) = description.page.get() {
        return Ok(Html(page.clone()));
    }
    let page = render(&description, state.config.public_url.origin());
    let page = page.map_err(AppError::internal)?;
    Ok(Html(description.page.get_or_init(|| page).clone()))
}

pub(crate) const STYLE: &str = "/api/docs/style.css";

const CSS: &str = concat!(
    include_str!("../../../../client/styles/tokens.css"),
    include_str!("../../../../client/styles/base.css"),
    include_str!("page.css"),
);

/// `GET /api/docs/style.css`: the style of the page. The document does not list it.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], CSS)
}

fn render(description: &Description, origin: &str) -> Result<String, minijinja::Error> {
    let document = Template::from(Serde(&description.document));
    let operations = description.order.iter().map(|(path, method)| {
        let method = Template::from(Serde(method));
        let told = &description.document["paths"][path][method.as_str().unwrap_or_default()];
        context! { path, method, told => Template::from(Serde(told)) }
    });
    let operations: Vec<_> = operations.collect();
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.add_function("present", present);
    let schemas = document.get_attr("components")?.get_attr("schemas")?;
    environment.add_function("follow", move |schema: Template| follow(&schemas, schema));
    environment.render_named_str(
        "page.html",
        include_str!("page.html"),
        context! { document, operations, origin, style => STYLE, openapi => paths::OPENAPI },
    )
}

/// The schema that a `$ref` names, or the schema itself.
fn follow(schemas: &Template, schema: Template) -> Result<Template, minijinja::Error> {
    let reference = schema.get_attr("$ref").unwrap_or_default();
    match reference.as_str().and_then(|it| it.rsplit('/').next()) {
        Some(name) => schemas.get_attr(name),
        None => Ok(schema),
    }
}

/// The schema of a value that can be absent is `oneOf` null and another schema. This returns the other one.
fn present(schema: Template) -> Template {
    let several = schema.get_attr("oneOf").unwrap_or_default();
    let is_null =
        |one: &Template| one.get_attr("type").is_ok_and(|kind| kind.as_str() == Some("null"));
    let found = several.try_iter().ok().and_then(|mut all| all.find(|one| !is_null(one)));
    found.unwrap_or(schema)
}
