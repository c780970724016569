//! Two protected resources, one for every user and one for admins, and each twice: behind the naive verifier
//! and behind the strict one. Each handler answers `GET`, and `POST` of a form; `routes.rs` describes the `POST`.

use super::{here::Here, naive::Asked, offset::ShiftedNow};
use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use lesson_shared::{
    lab::{LabMe, Mistake},
    paths,
};
use serde_json::{Value, json};
use server::{
    auth::{admin, caller::Caller},
    error::AppError,
    extract::AnyBody,
    state::AppState,
};
use shared::{AccessClaims, Role, problem::fails};
use tracing::instrument;

const NAIVE: &str = "It takes a token from the header, a cookie, the query or the body, and makes the mistakes that \
    attacks live on. It reaches nothing: its files, its database and its internet are a few texts in memory. For a \
    role it does not ask.";

const STRICT: &str = "It is the server's own, with the keys of the lab. A form is not read.";

/// Ask the naive verifier
#[utoipa::path(get, path = paths::LAB_NAIVE_ME, operation_id = "lab_naive_me", tag = "Lesson",
    description = NAIVE,
    params(ShiftedNow),
    security(("lab_bearer" = []), ("lab_access_cookie" = []), ()),
    responses(
        (status = 200, description = "Whom it took the request for, and by which mistake.", body = LabMe,
            example = example_of_mistake),
        fails::BodyTooLarge, fails::MalformedBody, fails::TooManyAttempts,
    ))]
#[instrument(skip_all)]
pub(crate) async fn naive(NaivelyBelieved(me): NaivelyBelieved) -> Json<LabMe> {
    accepted(me)
}

/// Ask the strict verifier
#[utoipa::path(get, path = paths::LAB_STRICT_ME, operation_id = "lab_strict_me", tag = "Lesson",
    description = STRICT,
    params(ShiftedNow),
    security(("lab_bearer" = []), ("lab_access_cookie" = [])),
    responses((status = 200, description = "Whom the token names.", body = LabMe, example = example)))]
#[instrument(skip_all)]
pub(crate) async fn strict(Verified(claims): Verified) -> Json<LabMe> {
    Json(told(&claims))
}

// The naive server shows the button to admins alone and relies on that.
/// Ask the naive verifier for what is for admins
#[utoipa::path(get, path = paths::LAB_NAIVE_ADMIN, operation_id = "lab_naive_admin", tag = "Lesson",
    description = NAIVE,
    params(ShiftedNow),
    security(("lab_bearer" = []), ("lab_access_cookie" = []), ()),
    responses(
        (status = 200, description = "Whom it took the request for, and by which mistake.", body = LabMe,
            example = example_of_mistake),
        fails::BodyTooLarge, fails::MalformedBody, fails::TooManyAttempts,
    ))]
#[instrument(skip_all)]
pub(crate) async fn naive_admin(NaivelyBelieved(me): NaivelyBelieved) -> Json<LabMe> {
    let is_admin = me.roles.iter().any(|role| role == Role::Admin.name());
    let unchecked = (!is_admin).then_some(Mistake::UncheckedRole);
    accepted(LabMe { mistake: me.mistake.or(unchecked), ..me })
}

fn accepted(me: LabMe) -> Json<LabMe> {
    tracing::info!(mistake = me.mistake.map(Mistake::name), "naively accepted");
    Json(me)
}

/// Ask the strict verifier for what is for admins
#[utoipa::path(get, path = paths::LAB_STRICT_ADMIN, operation_id = "lab_strict_admin", tag = "Lesson",
    description = STRICT,
    params(ShiftedNow),
    security(("lab_bearer" = []), ("lab_access_cookie" = [])),
    responses((status = 200, description = "Whom the token names.", body = LabMe, example = example),
        fails::InsufficientScope))]
#[instrument(skip_all)]
pub(crate) async fn strict_admin(Verified(claims): Verified) -> Result<Json<LabMe>, AppError> {
    admin::check(&claims)?;
    Ok(Json(told(&claims)))
}

fn example() -> Value {
    json!({ "sub": "lab-user-AAAAAAAAAAAAAA", "roles": ["user"], "exp": 1_800_000_600 })
}

fn example_of_mistake() -> Value {
    json!({
        "sub": "lab-user-AAAAAAAAAAAAAA", "roles": ["user"], "exp": 1_800_000_600,
        "mistake": "kid_as_path", "did": "read /dev/null"
    })
}

/// The user that the naive verifier takes a request for.
pub(crate) struct NaivelyBelieved(LabMe);

impl FromRequest<AppState> for NaivelyBelieved {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, AppError> {
        let (mut parts, body) = request.into_parts();
        let lab = Here::from_request_parts(&mut parts, state).await.map_err(AppError::internal)?;
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let ShiftedNow(now) = ShiftedNow::from_request_parts(&mut parts, state).await?;
        let taken = lab.limits.naive_calls.take(&caller, state.clock.now());
        taken.map_err(AppError::too_many_attempts)?;
        let AnyBody(body) = AnyBody::from_request(Request::new(body), state).await?;
        let asked = Asked {
            headers: &parts.headers,
            query: parts.uri.query().unwrap_or_default(),
            body: &body,
        };
        let me = lab.naive.judge(&asked, &lab.strict(state), now)?;
        Ok(Self(me))
    }
}

/// The claims of a request that the strict verifier accepts.
pub(crate) struct Verified(AccessClaims);

impl FromRequestParts<AppState> for Verified {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let lab = Here::from_request_parts(parts, state).await.map_err(AppError::internal)?;
        let ShiftedNow(now) = ShiftedNow::from_request_parts(parts, state).await?;
        lab.strict(state).admit(&parts.headers, now).map(Self)
    }
}

fn told(claims: &AccessClaims) -> LabMe {
    let roles = claims.roles.iter().copied();
    LabMe {
        sub: claims.sub.clone(),
        roles: roles.map(Role::name).map(Into::into).collect(),
        exp: Some(claims.exp.0.into()),
        mistake: None,
        did: None,
    }
}
