//! The description of the interface (OpenAPI 3.1): for programs at `/api/openapi.json`, for people at `/api/docs`. The
//! schemas come from the messages in `shared` (feature `openapi`), the operations from the attributes of the handlers.
//! `complete.rs` adds what follows from both.

mod answer;
mod complete;
pub(crate) mod page;

pub(crate) use page::Description;

use complete::{ACCESS_COOKIE, BEARER, complete, guard, operations};
use shared::{Problem, api};
use std::sync::OnceLock;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder,
        info::LicenseBuilder,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::{Tag, TagBuilder},
    },
};

/// The parts of the interface with their descriptions, in the order of the page for people.
const TAGS: [(&str, &str); 5] = [
    ("Login", "An account, tokens for it, new tokens for old ones, and the end."),
    ("Account", "What a signed-in user sees and does. Each wants an access token."),
    ("Administration", "What admins see and do. Each wants the access token of an admin."),
    ("Keys", "What others need to verify tokens by themselves."),
    ("Server", "What there is to know about the server before signing in."),
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

/// Describes these operations. The same-site guard protects the first ones alone.
pub(crate) fn describe(mut guarded: OpenApi, for_any_site: OpenApi) -> Description {
    guard(&mut guarded);
    let mut described = about();
    described.merge(guarded);
    described.merge(for_any_site);
    complete(&mut described);
    let items = described.paths.paths.iter_mut();
    let order = items
        .flat_map(|(path, item)| operations(item).map(move |(method, _)| (path.clone(), method)))
        .collect();
    let document = serde_json::to_value(described).expect("names and texts are JSON");
    Description { document, order, page: OnceLock::new() }
}

/// The document without operations.
fn about() -> OpenApi {
    let license = LicenseBuilder::new()
        .name(env!("CARGO_PKG_LICENSE"))
        .identifier(Some(env!("CARGO_PKG_LICENSE")));
    let info = InfoBuilder::new()
        .title("Claimcheck")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(license.build()));
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(BEARER, bearer("The access token (RFC 9068)."))
        .security_scheme(ACCESS_COOKIE, cookie(api::ACCESS_COOKIE, "the access token"))
        .security_scheme("refresh_cookie", cookie(api::REFRESH_COOKIE, "the refresh token"));
    OpenApiBuilder::new()
        .info(info)
        .tags(Some(TAGS.map(|(name, about)| tag(name, about))))
        .components(Some(components.build()))
        .build()
}

/// A part of the interface in the document.
#[must_use]
pub fn tag(name: &str, about: &str) -> Tag {
    TagBuilder::new().name(name).description(Some(about)).build()
}

/// The security scheme of a token in the `Authorization` header (RFC 6750 §2.1).
#[must_use]
pub fn bearer(about: &str) -> SecurityScheme {
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(about));
    SecurityScheme::Http(scheme.build())
}

/// The security scheme of an http-only cookie.
#[must_use]
pub fn cookie(name: &str, what: &str) -> SecurityScheme {
    let about = format!("Http-only cookie with {what}; on https its name begins with `__Host-`.");
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, &*about)))
}
