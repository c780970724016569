//! The description of the interface (OpenAPI 3.1): for programs at `/api/openapi.json`, for people at
//! `/api/docs`. The messages describe themselves (`shared`, feature `openapi`), and so do the handlers, with
//! attributes; what follows from those is added here.

mod answer;
mod complete;
pub(crate) mod page;

pub(crate) use page::Description;

use complete::{ACCESS_COOKIE, BEARER, complete, guard, operations};
use serde_json::Value;
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

/// The parts in the order in which people read them, with what each is about.
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

/// The description of these operations. Requests of any site may ask for the second.
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
    let mut document = serde_json::to_value(described).expect("names and texts are JSON");
    unlink(&mut document);
    Description { document, order, page: OnceLock::new() }
}

/// What is told of the whole.
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

/// A part of the interface.
#[must_use]
pub fn tag(name: &str, about: &str) -> Tag {
    TagBuilder::new().name(name).description(Some(about)).build()
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
