//! Genuine tokens of the lab, and their end.

use super::here::Here;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use lesson_shared::{
    lab::{LabToken, LabTokenRequest},
    paths,
};
use server::{auth::caller::Caller, error::AppError, extract::JsonBody, random, state::AppState};
use shared::{Claims, api::Empty, problem::fails};
use tracing::instrument;

/// Get a genuine token of the lab
///
/// For a user who is made up. There is no password, because there is nothing behind it.
#[utoipa::path(post, path = paths::LAB_TOKENS, operation_id = "lab_token", tag = "Lesson",
    request_body(content = LabTokenRequest, example = json!({
        "algorithm": "EdDSA", "lifetime": 60, "key": "strong"
    })),
    responses(
        (status = 200, description = "The token.", body = LabToken,
            example = json!({ "token": "eyJhbGciOiJFZERTQSJ9.e30.c2ln" })),
        fails::TooManyAttempts,
    ))]
#[instrument(skip_all)]
pub(crate) async fn issue(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    JsonBody(request): JsonBody<LabTokenRequest>,
) -> Result<Json<LabToken>, AppError> {
    let now = state.clock.now();
    let limit = lab.limits.tokens.take(&caller, now);
    limit.map_err(AppError::too_many_attempts)?;
    let longest = lab.policy.max_lifetime();
    let lifetime = request.lifetime.unwrap_or(longest);
    if !(1..=longest).contains(&lifetime) {
        let detail = format!("a token of the lab lives 1 to {longest} seconds");
        return Err(AppError::field("lifetime", detail));
    }
    let chosen = lab.keys.choose(request.algorithm, request.key);
    let weak = || AppError::field("algorithm", "the weak key has HS256; ask for that");
    let iat = now.seconds();
    let claims = Claims {
        iss: lab.policy.issuer().into(),
        aud: lab.policy.audience().into(),
        sub: USER.into(),
        sid: random::id(),
        jti: random::id(),
        iat,
        exp: iat.plus(lifetime),
        ..Claims::example()
    };
    let token = chosen.ok_or_else(weak)?.key.sign(&claims)?;
    lab.naive.issued(&token);
    Ok(Json(LabToken { token }))
}

/// The user of the lab, who is made up.
const USER: &str = "lab-user-AAAAAAAAAAAAAA";

/// End the session of a lab token
///
/// The strict verifier refuses it from now on. The naive one does not hear of it.
#[utoipa::path(post, path = paths::LAB_LOGOUT, operation_id = "lab_log_out", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    security(("lab_bearer" = []), ("lab_access_cookie" = [])),
    responses((status = 204, description = "Ended."), fails::TooManyAttempts))]
#[instrument(skip_all)]
pub(crate) async fn logout(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let claims = lab.strict(&state).admit(&headers, now.seconds())?;
    let limits = &lab.limits;
    let taken = limits.ends.take(&caller, now);
    taken.map_err(AppError::too_many_attempts)?;
    limits.all_ends.take((), now).map_err(|wait| {
        limits.ends.give_back(&caller);
        AppError::too_many_attempts(wait)
    })?;
    lab.revoked.insert([(claims.sid.clone(), now)], now);
    Ok(StatusCode::NO_CONTENT)
}
