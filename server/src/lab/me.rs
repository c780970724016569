//! A protected resource twice: behind the naive verifier and behind the strict one.

use super::{Here, naive::Asked, offset::ShiftedNow};
use crate::{
    app::AppState,
    auth::{caller::Caller, per_network::PerNetwork, rate::Rate},
    error::AppError,
    extract::AnyBody,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri},
};
use shared::{
    Role,
    api::lab::{LabMe, Mistake},
};
use std::time::Duration;
use tracing::instrument;

/// What one network may ask of the naive verifier, who decrypts with RSA and takes keys of any size. A run
/// of all attacks asks some eighty times.
const NETWORK: Rate = Rate {
    burst: 600,
    every: Duration::from_millis(200),
};
/// The same for all networks of one site.
const SITE: Rate = Rate {
    burst: 1200,
    every: Duration::from_millis(150),
};

/// How much the naive verifier was asked.
pub(super) fn limits() -> PerNetwork {
    PerNetwork::new(NETWORK, SITE)
}

/// `GET` and `POST /api/lab/naive/me`
#[instrument(skip_all)]
pub(super) async fn naive(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    ShiftedNow(now): ShiftedNow,
    uri: Uri,
    headers: HeaderMap,
    AnyBody(body): AnyBody,
) -> Result<Json<LabMe>, AppError> {
    let taken = lab.naive_calls.take(&caller, state.clock.now());
    taken.map_err(AppError::too_many_attempts)?;
    let asked = Asked {
        headers: &headers,
        query: uri.query().unwrap_or_default(),
        body: &body,
    };
    let me = lab.naive.judge(&asked, &lab.strict(&state), now)?;
    tracing::info!(mistake = me.mistake.map(Mistake::name), "naively accepted");
    Ok(Json(me))
}

/// `GET` and `POST /api/lab/strict/me`
#[instrument(skip_all)]
pub(super) async fn strict(
    State(state): State<AppState>,
    lab: Here,
    ShiftedNow(now): ShiftedNow,
    headers: HeaderMap,
) -> Result<Json<LabMe>, AppError> {
    let claims = lab.strict(&state).admit(&headers, now)?;
    Ok(Json(LabMe {
        sub: claims.sub.clone(),
        roles: claims
            .roles
            .iter()
            .copied()
            .map(Role::name)
            .map(Into::into)
            .collect(),
        exp: Some(claims.exp.0.into()),
        mistake: None,
        did: None,
    }))
}
