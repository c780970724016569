//! The description of the interface (OpenAPI 3.1): for programs at `/api/openapi.json`, for people at
//! `/api/docs`. The messages describe themselves (`shared`, feature `openapi`); what each path does with
//! them is told here, a file per part. A test compares it with the routes.

mod account;
mod admin;
mod answer;
mod lab;
mod login;
mod operation;
mod page;
mod public;

use crate::app::Routes;
use axum::{Json, response::IntoResponse, routing::get};
use operation::{
    ACCESS_COOKIE, BEARER, LAB_ACCESS_COOKIE, LAB_BEARER, LAB_NAIVE_COOKIE, LAB_STRICT_COOKIE,
    REFRESH_COOKIE,
};
use serde_json::Value;
use shared::{
    Problem,
    api::{self, paths},
};
use std::sync::LazyLock;
use utoipa::{
    ToSchema,
    openapi::{
        ComponentsBuilder, InfoBuilder, OpenApiBuilder, Paths,
        info::LicenseBuilder,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::TagBuilder,
    },
};

/// Where it is read.
pub fn routes() -> Routes {
    vec![
        (paths::OPENAPI, get(json)),
        (paths::DOCS, get(page::docs)),
        (page::STYLE, get(page::style)),
    ]
}

/// `GET /api/openapi.json`
async fn json() -> impl IntoResponse {
    Json(document())
}

/// The whole description.
#[must_use]
pub fn document() -> &'static Value {
    &DESCRIPTION.document
}

struct Description {
    document: Value,
    /// The ids of the operations in the order in which they are told, which the document does not keep.
    order: Vec<String>,
}

static DESCRIPTION: LazyLock<Description> = LazyLock::new(build);

/// The parts in the order in which people read them, with what each is about.
const TAGS: [(&str, &str); 6] = [
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
    (
        lab::TAG,
        "For learning; there only while the lab is on. The lab has keys of its own, and its tokens are \
         worth nothing elsewhere.",
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

fn build() -> Description {
    let operations = [
        login::operations(),
        account::operations(),
        admin::operations(),
        public::operations(),
        lab::operations(),
    ];
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
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(BEARER, bearer("The access token (RFC 9068)."))
        .security_scheme(
            ACCESS_COOKIE,
            cookie(api::ACCESS_COOKIE, "the access token"),
        )
        .security_scheme(
            REFRESH_COOKIE,
            cookie(api::REFRESH_COOKIE, "the refresh token"),
        )
        .security_scheme(
            LAB_BEARER,
            bearer("A token of the lab, from its keys and not the server's."),
        )
        .security_scheme(
            LAB_ACCESS_COOKIE,
            cookie(api::lab::ACCESS_COOKIE, "a token of the lab"),
        )
        .security_scheme(
            LAB_STRICT_COOKIE,
            cookie(
                api::lab::STRICT_COOKIE,
                "a visitor of the lab, which other sites cannot have sent (`SameSite=Strict`)",
            ),
        )
        .security_scheme(LAB_NAIVE_COOKIE, naive_cookie());
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
        .tags(Some(TAGS.map(|(name, about)| {
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

fn bearer(about: &str) -> SecurityScheme {
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(about));
    SecurityScheme::Http(scheme.build())
}

fn cookie(name: &str, what: &str) -> SecurityScheme {
    let about = format!("Http-only cookie with {what}; on https its name begins with `__Host-`.");
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, &*about)))
}

/// The one cookie without a prefix: it is to be ridden on.
fn naive_cookie() -> SecurityScheme {
    let about = "Http-only cookie with a visitor of the lab that every site can have sent (`SameSite=None`).";
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        api::lab::NAIVE_COOKIE,
        about,
    )))
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
