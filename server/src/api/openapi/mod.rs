//! The description of the interface (OpenAPI 3.1): for programs at `/api/openapi.json`, for people at
//! `/api/docs`. The messages describe themselves (`shared`, feature `openapi`); what each path does with
//! them is told here, a file per part. A test compares it with the routes.

mod account;
mod admin;
mod answer;
mod login;
pub mod operation;
mod page;
mod public;
pub mod schema;

use crate::routes::Routes;
use axum::{Json, routing::get};
use operation::{ACCESS_COOKIE, BEARER, Operation, REFRESH_COOKIE};
use page::Description;
use serde_json::Value;
use shared::{
    Problem,
    api::{self, paths},
};
use std::sync::Arc;
use utoipa::{
    ToSchema,
    openapi::{
        ComponentsBuilder, InfoBuilder, OpenApiBuilder, Paths,
        info::LicenseBuilder,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::TagBuilder,
    },
};

/// A part of the interface that a program adds to the login.
pub struct Part {
    /// Its name, and what it is about.
    pub tag: (&'static str, &'static str),
    /// How its operations are protected, where the login's schemes are not enough.
    pub schemes: Vec<(&'static str, SecurityScheme)>,
    /// What it does.
    pub operations: Vec<Operation>,
}

/// Where the description is read.
pub(crate) fn routes(addition: Option<Part>) -> Routes {
    let description = Arc::new(describe(addition));
    let shown = Arc::clone(&description);
    // `GET /api/openapi.json`
    let json = async move || Json(description.document.clone());
    vec![
        (paths::OPENAPI, get(json)),
        (
            paths::DOCS,
            get(async move |state| page::docs(state, &shown)),
        ),
        (page::STYLE, get(page::style)),
    ]
}

/// The whole description: of the login, and of what a program adds.
#[must_use]
pub fn document(addition: Option<Part>) -> Value {
    describe(addition).document
}

/// The parts in the order in which people read them, with what each is about.
const TAGS: [(&str, &str); 5] = [
    (
        login::TAG,
        "An account, tokens for it, new tokens for old ones, and the end.",
    ),
    (
        account::TAG,
        "What a signed-in user sees and does. Each wants an access token.",
    ),
    (
        admin::TAG,
        "What admins see and do. Each wants the access token of an admin.",
    ),
    (
        public::KEYS,
        "What others need to verify tokens by themselves.",
    ),
    (
        public::SERVER,
        "What there is to know about the server before signing in.",
    ),
];

const ABOUT: &str = "\
A login with a JWT. `POST /api/auth/login` gives an access token, which goes along with every request as \
`Authorization: Bearer …`, and a refresh token in an http-only cookie, which gets the next access token \
from `POST /api/auth/refresh`.

Bodies are JSON and are read strictly: an unknown field, a field that comes twice or a value of another \
type is refused, and so are unknown fields of a query. A body has at most 16 KiB unless an operation says \
otherwise. Failures are problems (RFC 9457) with a stable \
`code`; failures of the token also say so in `WWW-Authenticate` (RFC 6750). Times are unix milliseconds \
unless they are claims of a token, which are in seconds.

A request that can change something and comes from a browser has to come from a page of this server \
(`Sec-Fetch-Site` or `Origin`). Programs that are no browsers send neither, and then no cookie either.";

fn describe(addition: Option<Part>) -> Description {
    let mut operations = vec![
        login::operations(),
        account::operations(),
        admin::operations(),
        public::operations(),
    ];
    let mut tags = TAGS.to_vec();
    let mut more_schemes = Vec::new();
    if let Some(part) = addition {
        tags.push(part.tag);
        more_schemes = part.schemes;
        let tagged = part.operations.into_iter().map(|each| each.tag(part.tag.0));
        operations.push(tagged.collect());
    }
    let mut paths = Paths::new();
    let mut schemas = operation::Schemas::new();
    let mut problem = Vec::new();
    Problem::schemas(&mut problem);
    schemas.extend(problem);
    schemas.insert(
        Problem::name().into_owned(),
        <Problem as utoipa::PartialSchema>::schema(),
    );
    let mut order = Vec::new();
    for mut operation in operations.into_iter().flatten() {
        schemas.append(&mut operation.schemas);
        order.push(operation.id.clone());
        let (path, method) = (operation.path, operation.method.clone());
        paths.add_path_operation(path, vec![method], operation.build());
    }
    let mut components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(BEARER, bearer("The access token (RFC 9068)."))
        .security_scheme(
            ACCESS_COOKIE,
            cookie(api::ACCESS_COOKIE, "the access token"),
        )
        .security_scheme(
            REFRESH_COOKIE,
            cookie(api::REFRESH_COOKIE, "the refresh token"),
        );
    for (name, scheme) in more_schemes {
        components = components.security_scheme(name, scheme);
    }
    let document = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Claimcheck")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .license(Some(
                    LicenseBuilder::new()
                        .name(env!("CARGO_PKG_LICENSE"))
                        .identifier(Some(env!("CARGO_PKG_LICENSE")))
                        .build(),
                )),
        )
        .tags(Some(tags.into_iter().map(|(name, about)| {
            TagBuilder::new()
                .name(name)
                .description(Some(about))
                .build()
        })))
        .paths(paths)
        .components(Some(components.build()))
        .build();
    let mut document = serde_json::to_value(document).expect("names and texts are JSON");
    unlink(&mut document);
    Description { document, order }
}

/// The comments of the messages refer to other items as rustdoc does. Outside of rustdoc the names alone
/// say something.
fn unlink(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "description" => *text = without_links(text),
                    _ => unlink(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unlink),
        _ => {}
    }
}

fn without_links(text: &str) -> String {
    let mut pieces = text.split("[`");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("`]").unwrap_or((piece, ""));
        let target = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let rest = target.map_or(rest, |(_, behind)| behind);
        plain.extend(["`", name, "`", rest]);
    }
    plain
}

/// A token in the `Authorization` header.
#[must_use]
pub fn bearer(about: &str) -> SecurityScheme {
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(about));
    SecurityScheme::Http(scheme.build())
}

/// An http-only cookie with the prefix of https.
#[must_use]
pub fn cookie(name: &str, what: &str) -> SecurityScheme {
    let about = format!("Http-only cookie with {what}; on https its name begins with `__Host-`.");
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, &*about)))
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn names_stay_and_links_go() {
        for (told, plain) in [
            ("nothing to see", "nothing to see"),
            ("up to [`MOST`](Self::MOST).", "up to `MOST`."),
            ("from [`A`] to [`B`](b), both", "from `A` to `B`, both"),
            ("(see `code` [1])", "(see `code` [1])"),
        ] {
            assert_eq!(without_links(told), plain);
        }
    }
}
