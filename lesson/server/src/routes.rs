//! Every route of the lesson. Each handler says beside itself at which path it answers, and what.

use crate::{
    lab::{elsewhere, info, login, me, thief, tokens, transfer},
    sealed, source,
};
use axum::{Extension, Json, routing::post};
use lesson_shared::{
    LessonInfo,
    lab::{ACCESS_COOKIE, NAIVE_COOKIE, STRICT_COOKIE},
    paths,
};
use server::{
    api::openapi::{bearer, cookie, tag},
    routes::Routes,
};
use utoipa::openapi::{
    ComponentsBuilder, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, SecurityScheme},
};
use utoipa_axum::routes;

/// What is there with the lab on or off.
pub(crate) fn always() -> Routes {
    let tag = tag(
        "Lesson",
        "For learning. The lab has keys of its own, and its tokens are worth nothing elsewhere.",
    );
    let part = OpenApiBuilder::new().tags(Some([tag])).build();
    Routes::with_openapi(part).routes(routes!(lesson))
}

/// What is there with the lab on.
pub(crate) fn lab() -> Routes {
    let part = OpenApiBuilder::new().components(Some(schemes().build()));
    Routes::with_openapi(part.build())
        // The profile as the database has it.
        .routes(routes!(sealed::profile))
        // Genuine tokens.
        .routes(routes!(info::info))
        .routes(routes!(tokens::issue))
        .routes(routes!(tokens::logout))
        // Guessing.
        .routes(routes!(login::naive))
        .routes(routes!(login::strict))
        // Requests that another site makes a browser send.
        .routes(routes!(transfer::read, transfer::begin))
        .routes(routes!(transfer::strict))
        .routes(routes!(elsewhere::page))
        // The source of all that runs.
        .routes(routes!(source::list))
        .routes(routes!(source::file))
        .merge(verifiers())
        // The thief of one's own session.
        .routes(routes!(thief::copy))
        .routes(routes!(thief::use_copy))
        .routes(routes!(thief::forge))
}

/// Two verifiers, and two resources behind each. They answer a `POST` of a form as they answer a `GET`, so its
/// description is that of the `GET` under a name of its own.
fn verifiers() -> Routes {
    let mut routes = Routes::new()
        .routes(routes!(me::naive))
        .routes(routes!(me::strict))
        .routes(routes!(me::naive_admin))
        .routes(routes!(me::strict_admin))
        .route(paths::LAB_NAIVE_ME, post(me::naive))
        .route(paths::LAB_STRICT_ME, post(me::strict))
        .route(paths::LAB_NAIVE_ADMIN, post(me::naive_admin))
        .route(paths::LAB_STRICT_ADMIN, post(me::strict_admin));
    for path in routes.get_openapi_mut().paths.paths.values_mut() {
        path.post.clone_from(&path.get);
        let Some(by_form) = &mut path.post else { continue };
        by_form.summary = by_form.summary.take().map(|summary| summary + " with a form");
        by_form.operation_id = by_form.operation_id.take().map(|id| id + "_by_form");
    }
    routes
}

/// What every site can make a browser ask, with the lab on.
pub(crate) fn lab_for_any_site() -> Routes {
    Routes::new().routes(routes!(transfer::naive))
}

/// What the server has of the lesson
#[utoipa::path(get, path = paths::LESSON, operation_id = "lesson", tag = "Lesson",
    responses((status = 200, description = "Whether the lab is on, and the account to try things with.",
        body = LessonInfo, example = json!({
            "lab": true, "demo": { "username": "demo", "password": "seven-steps-of-a-token" }
        }))))]
async fn lesson(Extension(info): Extension<LessonInfo>) -> Json<LessonInfo> {
    Json(info)
}

/// How the lab's own operations are protected.
fn schemes() -> ComponentsBuilder {
    // The one cookie without a prefix: other sites have to be able to make a browser send it.
    let naive = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        NAIVE_COOKIE,
        "Http-only cookie with a visitor of the lab that every site can have sent (`SameSite=None`).",
    )));
    let token = bearer("A token of the lab, from its keys and not the server's.");
    let what = "a visitor of the lab, which other sites cannot have sent (`SameSite=Strict`)";
    ComponentsBuilder::new()
        .security_scheme("lab_bearer", token)
        .security_scheme("lab_access_cookie", cookie(ACCESS_COOKIE, "a token of the lab"))
        .security_scheme("lab_strict_cookie", cookie(STRICT_COOKIE, what))
        .security_scheme("lab_naive_cookie", naive)
}
