//! The description for people: one page, written by the server out of the same document. It has no script
//! and loads nothing but its style, so the Content Security Policy has nothing to object to.

use crate::state::AppState;
use axum::{
    Extension, Json,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{Html, IntoResponse},
};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use shared::api::paths;
use std::sync::Arc;

/// What there is to show.
pub(crate) struct Description {
    /// The description as programs read it.
    pub(crate) document: Value,
    /// The ids of the operations in the order in which they are told, which the document does not keep.
    pub(super) order: Vec<String>,
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
) -> Html<String> {
    let page = Page {
        document: &description.document,
        order: &description.order,
        origin: state.config.public_url.origin(),
    };
    Html(page.render().into_string())
}

/// Where the style is.
pub(crate) const STYLE: &str = "/api/docs/style.css";

const CSS: &str = concat!(
    include_str!("../../../../client/styles/tokens.css"),
    include_str!("../../../../client/styles/base.css"),
    include_str!("page.css"),
);

/// `GET /api/docs/style.css`, which belongs to the page and is not described.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], CSS)
}

struct Page<'a> {
    document: &'a Value,
    order: &'a [String],
    origin: &'a str,
}

/// An operation with its place.
struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    told: &'a Value,
}

impl Operation<'_> {
    fn id(&self) -> &str {
        text(&self.told["operationId"])
    }
}

impl Page<'_> {
    fn render(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { "API of Claimcheck" }
                    // None: a browser would ask for one of its own accord.
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(STYLE);
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    header.top {
                        a.brand href="/" { "Claimcheck" }
                        a href=(paths::OPENAPI) { "OpenAPI 3.1" }
                    }
                    div.columns {
                        (self.contents())
                        main #content {
                            h1 { "API" }
                            (prose(text(&self.document["info"]["description"])))
                            @for tag in list(&self.document["tags"]) { (self.part(tag)) }
                            (self.messages())
                        }
                    }
                }
            }
        }
    }

    /// The parts, and where there is room for them the operations of each.
    fn contents(&self) -> Markup {
        html! {
            nav aria-label="Contents" {
                ul.parts {
                    @for tag in list(&self.document["tags"]) {
                        li {
                            a href={ "#part-" (text(&tag["name"])) } { (text(&tag["name"])) }
                            ul {
                                @for operation in self.operations(tag) {
                                    li { a href={ "#" (operation.id()) } { (text(&operation.told["summary"])) } }
                                }
                            }
                        }
                    }
                    li { a href="#messages" { "Messages" } }
                }
            }
        }
    }

    fn part(&self, tag: &Value) -> Markup {
        html! {
            section id={ "part-" (text(&tag["name"])) } {
                h2 { (text(&tag["name"])) }
                (prose(text(&tag["description"])))
                @for operation in self.operations(tag) { (self.operation(&operation)) }
            }
        }
    }

    fn messages(&self) -> Markup {
        let schemas = members(&self.document["components"]["schemas"]);
        html! {
            section #messages {
                h2 { "Messages" }
                p { "What bodies are made of." }
                @for (name, schema) in schemas.filter(|(_, schema)| schema["properties"].is_object()) {
                    (folded(&format!("message-{name}"), &html! { h3 { (name) } }, &html! {
                        (prose(text(&schema["description"])))
                        (self.fields(schema))
                    }))
                }
            }
        }
    }

    fn operations(&self, tag: &Value) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, methods) in members(&self.document["paths"]) {
            for (method, told) in members(methods) {
                if list(&told["tags"]).contains(&tag["name"]) {
                    operations.push(Operation { method, path, told });
                }
            }
        }
        operations.sort_by_key(|operation| self.order.iter().position(|id| id == operation.id()));
        operations
    }

    fn operation(&self, operation: &Operation) -> Markup {
        let told = operation.told;
        let body = &told["requestBody"]["content"]["application/json"];
        let line = html! {
            h3 { (text(&told["summary"])) }
            code.method { (operation.method.to_uppercase()) }
            code.path { (operation.path) }
        };
        let inside = html! {
            (prose(text(&told["description"])))
            (wants(&told["security"]))
            pre tabindex="0" aria-label="Example with curl" { code { (self.curl(operation)) } }
            @if !list(&told["parameters"]).is_empty() {
                h4 { "Path and query" }
                dl.fields {
                    @for parameter in list(&told["parameters"]) {
                        dt { code { (text(&parameter["name"])) } " " (self.kind(&parameter["schema"])) }
                        dd {
                            p { (inline(text(&parameter["description"]))) }
                            (self.values(&parameter["schema"]))
                        }
                    }
                }
            }
            @if body.is_object() {
                h4 { "Body" }
                (self.fields(&body["schema"]))
            }
            h4 { "Answers" }
            dl.answers {
                @for (status, answer) in members(&told["responses"]) { (self.answer(status, answer)) }
            }
        };
        folded(operation.id(), &line, &inside)
    }

    fn answer(&self, status: &str, answer: &Value) -> Markup {
        let example = members(&answer["content"])
            .map(|(_, content)| &content["example"])
            .find(|example| !example.is_null());
        html! {
            dt { code.status data-class=(status.get(..1).unwrap_or_default()) { (status) } }
            dd {
                (prose(text(&answer["description"])))
                @for (name, header) in members(&answer["headers"]) {
                    p { code { (name) } ": " (inline(text(&header["description"]))) }
                }
                @if let (true, Some(example)) = (status.starts_with('2'), example) {
                    pre tabindex="0" aria-label="Example" { code { (pretty(example)) } }
                    @for (_, content) in members(&answer["content"]) { (self.fields(&content["schema"])) }
                }
            }
        }
    }

    /// The fields of an object, wherever it is written down.
    fn fields(&self, schema: &Value) -> Markup {
        let schema = self.follow(schema);
        let required = list(&schema["required"]);
        html! {
            @if schema["properties"].is_object() {
                dl.fields {
                    @for (name, field) in members(&schema["properties"]) {
                        dt {
                            code { (name) } " " (self.kind(field))
                            @if required.iter().all(|one| one != name) { " " span.soft { "optional" } }
                        }
                        dd {
                            p { (inline(text(&field["description"]))) }
                            (self.values(field))
                        }
                    }
                }
            }
        }
    }

    /// The type of a value in a word or two.
    fn kind(&self, schema: &Value) -> Markup {
        let schema = present(schema);
        let name = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next());
        let followed = self.follow(schema);
        html! {
            span.soft {
                @match name {
                    Some(name) if followed["properties"].is_object() => {
                        a href={ "#message-" (name) } { (name) }
                    }
                    _ if followed["type"] == "array" => { "list of " (self.kind(&followed["items"])) }
                    _ => { (types(&followed["type"])) }
                }
            }
        }
    }

    /// What a text can be, where there is a choice.
    fn values(&self, schema: &Value) -> Markup {
        let mut schema = self.follow(present(schema));
        if schema["type"] == "array" {
            schema = self.follow(&schema["items"]);
        }
        let words = list(&schema["enum"]);
        html! {
            @if !words.is_empty() {
                p.soft {
                    @for (number, word) in words.iter().enumerate() {
                        @if number > 0 { ", " }
                        code { (text(word)) }
                    }
                }
            }
        }
    }

    fn follow<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            Some(pointer) => self.document.pointer(pointer).unwrap_or(schema),
            None => schema,
        }
    }

    fn curl(&self, operation: &Operation) -> String {
        let mut lines = vec![match operation.method {
            "get" => format!("curl {}{}", self.origin, operation.path),
            method => {
                format!("curl -X {} {}{}", method.to_uppercase(), self.origin, operation.path)
            }
        }];
        let securities = list(&operation.told["security"]).iter();
        let first = securities.flat_map(members).next();
        match first.map(|(name, _)| name) {
            None => {}
            Some(scheme) => {
                let told = &self.document["components"]["securitySchemes"][scheme];
                let variable = scheme.to_uppercase();
                if told["type"] == "http" {
                    lines.push(format!("-H \"Authorization: Bearer ${variable}\""));
                } else {
                    lines.push(format!("-H 'Origin: {}'", self.origin));
                    lines.push(format!("-b \"{}=${variable}\"", text(&told["name"])));
                }
            }
        }
        let example = &operation.told["requestBody"]["content"]["application/json"]["example"];
        if !example.is_null() {
            lines.push("-H 'Content-Type: application/json'".into());
            lines.push(format!("-d '{example}'"));
        }
        lines.join(" \\\n  ")
    }
}

/// One line, and the rest for whoever opens it. The id is inside: a link to something in there opens it without
/// a script, and a link to the whole would not.
fn folded(id: &str, line: &Markup, inside: &Markup) -> Markup {
    html! {
        details {
            summary { (line) }
            article id=(id) { (inside) }
        }
    }
}

/// What may be absent is one of nothing and something: the something.
fn present(schema: &Value) -> &Value {
    let several = list(&schema["oneOf"]);
    let found = several.iter().find(|one| one["type"] != "null");
    found.unwrap_or(schema)
}

/// What has to come along.
fn wants(security: &Value) -> Markup {
    let names: Vec<_> =
        list(security).iter().flat_map(members).map(|(name, _)| name.replace('_', " ")).collect();
    html! {
        @if !names.is_empty() { p.soft { "Wants: " (names.join(" or ")) } }
    }
}

fn types(kind: &Value) -> String {
    match kind {
        Value::String(one) => one.clone(),
        several => {
            let several = list(several).iter().map(text);
            several.filter(|one| *one != "null").collect::<Vec<_>>().join(" or ")
        }
    }
}

/// Paragraphs and lists, with code between backticks: what the descriptions use of Markdown.
fn prose(told: &str) -> Markup {
    html! {
        @for block in told.split("\n\n").filter(|block| !block.is_empty()) {
            @if block.starts_with("- ") {
                ul.plain { @for line in block.lines() { li { (inline(line.trim_start_matches("- "))) } } }
            } @else {
                p { (inline(block)) }
            }
        }
    }
}

fn inline(told: &str) -> Markup {
    html! {
        @for (number, piece) in told.split('`').enumerate() {
            @if number % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

fn pretty(example: &Value) -> String {
    serde_json::to_string_pretty(example).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value))
}
