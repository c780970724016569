//! Two protected resources, one for everybody and one for admins, and each twice: behind the naive verifier
//! and behind the strict one.

use super::{here::Here, naive::Asked, offset::ShiftedNow};
use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use lesson_shared::lab::{LabMe, Mistake};
use server::{
    auth::{admin, caller::Caller},
    error::AppError,
    extract::AnyBody,
    state::AppState,
};
use shared::{AccessClaims, Role};
use tracing::instrument;

/// `GET` and `POST /api/lab/naive/me`
#[instrument(skip_all)]
pub(super) async fn naive(NaivelyBelieved(me): NaivelyBelieved) -> Json<LabMe> {
    accepted(me)
}

/// `GET` and `POST /api/lab/strict/me`
#[instrument(skip_all)]
pub(super) async fn strict(Verified(claims): Verified) -> Json<LabMe> {
    Json(told(&claims))
}

/// `GET` and `POST /api/lab/naive/admin`: its page shows the button to admins alone, so nobody asks here.
#[instrument(skip_all)]
pub(super) async fn naive_admin(NaivelyBelieved(me): NaivelyBelieved) -> Json<LabMe> {
    let is_admin = me.roles.iter().any(|role| role == Role::Admin.name());
    let unchecked = (!is_admin).then_some(Mistake::UncheckedRole);
    accepted(LabMe {
        mistake: me.mistake.or(unchecked),
        ..me
    })
}

fn accepted(me: LabMe) -> Json<LabMe> {
    tracing::info!(mistake = me.mistake.map(Mistake::name), "naively accepted");
    Json(me)
}

/// `GET` and `POST /api/lab/strict/admin`
#[instrument(skip_all)]
pub(super) async fn strict_admin(Verified(claims): Verified) -> Result<Json<LabMe>, AppError> {
    admin::check(&claims)?;
    Ok(Json(told(&claims)))
}

/// Whom the naive verifier takes a request for.
pub(super) struct NaivelyBelieved(LabMe);

impl FromRequest<AppState> for NaivelyBelieved {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, AppError> {
        let (mut parts, body) = request.into_parts();
        let lab = Here::from_request_parts(&mut parts, state).await?;
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let ShiftedNow(now) = ShiftedNow::from_request_parts(&mut parts, state).await?;
        let taken = lab.naive_calls.take(&caller, state.clock.now());
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

/// Whom the strict verifier knows a request to be from.
pub(super) struct Verified(AccessClaims);

impl FromRequestParts<AppState> for Verified {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let lab = Here::from_request_parts(parts, state).await?;
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
