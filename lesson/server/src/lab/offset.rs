//! The header that shifts the verifier's clock for one request.

use axum::{extract::FromRequestParts, http::request::Parts};
use lesson_shared::lab::{MAX_OFFSET, OFFSET_HEADER};
use server::{error::AppError, state::AppState};
use shared::UnixSeconds;
use utoipa::{
    IntoParams,
    openapi::{
        ObjectBuilder, Required,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::Type,
    },
};

/// The time by the clock of this request.
pub(super) struct ShiftedNow(pub(super) UnixSeconds);

impl IntoParams for ShiftedNow {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let seconds = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(-MAX_OFFSET))
            .maximum(Some(MAX_OFFSET));
        let about = "By how many seconds the verifier's clock shall be off.";
        let header = ParameterBuilder::new()
            .name(OFFSET_HEADER)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(about))
            .schema(Some(seconds));
        vec![header.build()]
    }
}

impl FromRequestParts<AppState> for ShiftedNow {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let UnixSeconds(now) = state.clock.now().seconds();
        let Some(header) = parts.headers.get(OFFSET_HEADER) else {
            return Ok(Self(UnixSeconds(now)));
        };
        let offset = header.to_str().ok().and_then(|text| text.parse::<i64>().ok());
        let offset = offset.filter(|offset| (-MAX_OFFSET..=MAX_OFFSET).contains(offset));
        let wrong = || {
            let detail = format!("send whole seconds, from -{MAX_OFFSET} to {MAX_OFFSET}");
            AppError::field(OFFSET_HEADER, detail)
        };
        Ok(Self(UnixSeconds(now + offset.ok_or_else(wrong)?)))
    }
}
