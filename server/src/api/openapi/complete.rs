//! Adds to the document what follows from the attributes of the handlers: an operation with a body can refuse the body,
//! an operation with a token can refuse the token, and every operation can fail.
//!
//! While this runs, a problem is a response under the name of its code ([`shared::problem::fails`]). At the end the
//! problems of one status become one response.

use super::answer::{cookies, failure};
use crate::headers::is_for_every_host;
use shared::ProblemCode;
use std::{collections::BTreeMap, mem};
use utoipa::openapi::{
    HttpMethod, OpenApi, Ref, RefOr, Response,
    path::{Operation, ParameterIn, PathItem},
    schema::{ArrayItems, Schema},
    security::{HttpAuthScheme, SecurityRequirement, SecurityScheme},
};

/// The security scheme of the access token, and of the cookie that can be sent instead.
pub(super) const BEARER: &str = "bearer";
pub(super) const ACCESS_COOKIE: &str = "access_cookie";

/// The problems that every operation can answer with.
const ALWAYS: &[ProblemCode] = &[ProblemCode::Timeout, ProblemCode::Internal];

/// The problems of operations that are not for every host.
const HOST: &[ProblemCode] = &[ProblemCode::WrongHost];

/// The problems of operations that can change something and that the same-site guard protects.
const CHANGES: &[ProblemCode] = &[ProblemCode::CrossSite];

/// The problems of operations with a body.
const BODY: &[ProblemCode] = &[
    ProblemCode::MalformedBody,
    ProblemCode::UnsupportedMediaType,
    ProblemCode::BodyTooLarge,
    ProblemCode::InvalidField,
];

/// The problems of operations with a token.
const TOKEN: &[ProblemCode] = &[
    ProblemCode::TokenMissing,
    ProblemCode::TokenRequestInvalid,
    ProblemCode::TokenInvalid,
    ProblemCode::TokenExpired,
    ProblemCode::SessionEnded,
    ProblemCode::CrossSite,
];

/// The order of the problems of one status: those of the handler alone come last.
const ORDER: [&[ProblemCode]; 6] = [ALWAYS, HOST, CHANGES, BODY, TOKEN, &ProblemCode::ALL];

/// Adds to operations that can change something that they refuse requests of other sites.
pub(super) fn guard(document: &mut OpenApi) {
    let operations = document.paths.paths.values_mut().flat_map(operations);
    for (_, operation) in operations.filter(|(method, _)| *method != HttpMethod::Get) {
        fail(operation, CHANGES);
    }
}

/// Adds to each operation what its attributes leave out.
pub(super) fn complete(document: &mut OpenApi) {
    refer_to_items(document);
    let bearers = bearers(document);
    for (path, mut item) in mem::take(&mut document.paths.paths) {
        for (_, operation) in operations(&mut item) {
            add_what_follows(operation, &bearers);
            if !is_for_every_host(&path) {
                fail(operation, HOST);
            }
            merge_problems(&mut operation.responses.responses);
        }
        // `{*` is a pattern of the router; OpenAPI has no parameter for the rest of a path.
        document.paths.paths.insert(path.replace("{*", "{"), item);
    }
}

/// Makes the schema of a page refer to the schema of its items. utoipa repeats it, because the type is generic.
fn refer_to_items(document: &mut OpenApi) {
    let schemas = document.components.iter_mut();
    for (name, schema) in schemas.flat_map(|components| &mut components.schemas) {
        if let Some(item) = name.strip_prefix("Page_")
            && let RefOr::T(Schema::Object(page)) = schema
            && let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items")
        {
            items.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(item).into()));
        }
    }
}

/// The operations of a path, in the order of the page for people.
pub(super) fn operations(
    item: &mut PathItem,
) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let all = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    let there = all.into_iter();
    there.filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The requirements that are tokens in the `Authorization` header.
fn bearers(document: &OpenApi) -> Vec<SecurityRequirement> {
    let schemes = document.components.iter();
    let schemes = schemes.flat_map(|components| &components.security_schemes);
    let is_bearer = |scheme: &RefOr<SecurityScheme>| matches!(scheme, RefOr::T(SecurityScheme::Http(http)) if http.scheme == HttpAuthScheme::Bearer);
    schemes.filter(|(_, scheme)| is_bearer(scheme)).map(|(name, _)| wants(name)).collect()
}

fn wants(scheme: &str) -> SecurityRequirement {
    SecurityRequirement::new(scheme, Vec::<String>::new())
}

fn add_what_follows(operation: &mut Operation, bearers: &[SecurityRequirement]) {
    fail(operation, ALWAYS);
    if operation.request_body.is_some() {
        fail(operation, BODY);
    }
    let mut security = operation.security.iter().flatten();
    if security.any(|one| bearers.contains(one)) {
        fail(operation, TOKEN);
    }
    for code in of_parameters(operation) {
        fail(operation, &[code]);
    }
    if let Some(security) = &mut operation.security
        && let Some(at) = security.iter().position(|one| *one == wants(BEARER))
    {
        security.insert(at + 1, wants(ACCESS_COOKIE));
    }
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response
            && let Some(header) = response.headers.get_mut("Set-Cookie")
        {
            *header = cookies().into();
        }
    }
    // The description is a doc comment, which was broken into lines.
    let description = operation.description.take();
    operation.description = description.map(|text| without_line_breaks(&text));
}

/// The problems of parameters: an unknown id in the path is not found, a wrong query or header is a wrong field.
fn of_parameters(operation: &Operation) -> Vec<ProblemCode> {
    let parameters = operation.parameters.iter().flatten();
    let codes = parameters.filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path => {
            Some(ProblemCode::NotFound)
        }
        RefOr::T(_) => Some(ProblemCode::InvalidField),
        RefOr::Ref(_) => None,
    });
    codes.collect()
}

fn without_line_breaks(text: &str) -> String {
    let paragraphs = text.split("\n\n");
    let paragraphs = paragraphs.map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn fail(operation: &mut Operation, codes: &[ProblemCode]) {
    let problems = codes.iter().map(|code| {
        let response = Response::new(code.title());
        (code.name().to_owned(), response.into())
    });
    operation.responses.responses.extend(problems);
}

/// Makes one response of the problems of one status.
fn merge_problems(responses: &mut BTreeMap<String, RefOr<Response>>) {
    let mut by_status: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
    for code in ORDER.into_iter().flatten() {
        if responses.remove(code.name()).is_some() {
            by_status.entry(code.status()).or_default().push(*code);
        }
    }
    let merged = by_status.into_iter();
    responses.extend(merged.map(|(status, codes)| (status.to_string(), failure(&codes).into())));
}
