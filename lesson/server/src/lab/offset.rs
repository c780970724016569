//! By how much the verifier's clock shall be off, for one request.

use axum::{extract::FromRequestParts, http::request::Parts};
use lesson_shared::lab::{MAX_OFFSET, OFFSET_HEADER};
use server::{error::AppError, state::AppState};
use shared::UnixSeconds;

/// The time by the clock of this request.
pub(super) struct ShiftedNow(pub(super) UnixSeconds);

impl FromRequestParts<AppState> for ShiftedNow {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let UnixSeconds(now) = state.clock.now().seconds();
        let Some(header) = parts.headers.get(OFFSET_HEADER) else {
            return Ok(Self(UnixSeconds(now)));
        };
        let offset = header
            .to_str()
            .ok()
            .and_then(|text| text.parse::<i64>().ok());
        let offset = offset.filter(|offset| (-MAX_OFFSET..=MAX_OFFSET).contains(offset));
        let wrong = || {
            let detail = format!("send whole seconds, from -{MAX_OFFSET} to {MAX_OFFSET}");
            AppError::field(OFFSET_HEADER, detail)
        };
        Ok(Self(UnixSeconds(now + offset.ok_or_else(wrong)?)))
    }
}
