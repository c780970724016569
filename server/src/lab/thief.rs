//! A thief of the visitor's own session: the refresh token is copied, and used again later. No script sees
//! it; the copy stays here, and whoever has the session's cookie is the one who may play this.

use super::Here;
use crate::{
    app::AppState,
    auth::{caller::Caller, cookies::Cookie, expire},
    error::AppError,
    extract::JsonBody,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use lru::LruCache;
use shared::{
    ProblemCode,
    api::{Empty, lab::LabTheft},
};
use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
};
use tracing::instrument;
use zeroize::Zeroizing;

/// The copies that were made last, by their sessions.
pub(super) struct Copies(Mutex<LruCache<String, Zeroizing<String>>>);

const MOST_COPIES: NonZero<usize> = NonZero::new(1000).expect("it is not zero");

impl Default for Copies {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST_COPIES)))
    }
}

/// `POST /api/lab/thief/copy`
#[instrument(skip_all)]
pub(super) async fn copy(
    State(state): State<AppState>,
    lab: Here,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<StatusCode, AppError> {
    let (session, token) = own(&state, &headers).await?;
    let mut copies = lab.copies.0.lock().unwrap_or_else(PoisonError::into_inner);
    copies.put(session, token);
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/lab/thief/use`: a renewal like any other, by the code of any other, from what calls itself
/// the thief's program. What the thief gets is dropped.
#[instrument(skip_all)]
pub(super) async fn use_copy(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<LabTheft>, AppError> {
    let (session, _) = own(&state, &headers).await?;
    let copied = {
        let mut copies = lab.copies.0.lock().unwrap_or_else(PoisonError::into_inner);
        copies.pop(&session)
    };
    let copied = copied.ok_or_else(|| {
        let detail = "there is no copy of this session's refresh token; copy it first";
        AppError::new(ProblemCode::RefreshRefused, detail)
    })?;
    let thief = Caller {
        user_agent: Some(USER_AGENT.into()),
        ..caller
    };
    let tokens = [copied.to_string()];
    let renewed = expire::renew_with(&state, &thief, &tokens).await;
    let code = renewed.err().map(|error| error.code());
    Ok(Json(LabTheft {
        status: code.map_or(200, ProblemCode::status),
        code,
    }))
}

const USER_AGENT: &str = "thief of the lab";

/// The refresh token of the request and its session, if the one is genuine for the other: who only knows
/// the id of a session cannot have its copy used.
async fn own(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<(String, Zeroizing<String>), AppError> {
    let tokens = Cookie::Refresh.all(&state.config.public_url, headers);
    let [token] = <[String; 1]>::try_from(tokens).map_err(|_| no_session())?;
    let token = Zeroizing::new(token);
    let genuine = expire::genuine(state, &token).await?;
    let (_, session) = genuine.ok_or_else(no_session)?;
    Ok((session.id, token))
}

fn no_session() -> AppError {
    AppError::new(
        ProblemCode::RefreshRefused,
        "there is no session to steal; sign in first",
    )
}
