//! Requests that another site makes a browser send: the naive endpoint takes the cookie for consent, the
//! strict one checks which site the request comes from. They only count up a number of the visitor.

use super::here::Here;
use axum::{
    Json,
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{COOKIE, SET_COOKIE},
    },
    response::AppendHeaders,
};
use lesson_shared::{
    lab::{LabTransfers, NAIVE_COOKIE, STRICT_COOKIE},
    paths,
};
use server::{
    auth::{caller::Caller, cookies::Cookie, same_site},
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use shared::{ProblemCode, api::Empty, problem::fails};
use tracing::instrument;

/// A visitor of the lab.
const VISITOR: Cookie = Cookie(STRICT_COOKIE);
/// An hour, in seconds.
const LIFETIME: u32 = 60 * 60;

/// Get two cookies to ride on
#[utoipa::path(post, path = paths::LAB_TRANSFERS, operation_id = "begin_lab_transfers", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    responses(
        (status = 200, description = "One with `SameSite=None`, one with `SameSite=Strict`.", body = LabTransfers,
            headers(("Set-Cookie")), example = json!({ "naive": 0, "strict": 0 })),
        fails::TooManyAttempts,
    ))]
#[instrument(skip_all)]
pub(crate) async fn begin(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Begun, AppError> {
    let taken = lab.limits.visitors.take(&caller, state.clock.now());
    taken.map_err(AppError::too_many_attempts)?;
    let id = lab.visitors.add();
    let strict = VISITOR.set(&state.config.public_url, &id, LIFETIME);
    // `Secure` goes with `SameSite=None`, and browsers take it from localhost, too.
    let naive =
        format!("{NAIVE_COOKIE}={id}; Path=/; Max-Age={LIFETIME}; HttpOnly; SameSite=None; Secure");
    let naive = HeaderValue::try_from(naive).expect("an id is visible ASCII");
    let cookies = AppendHeaders([strict, (SET_COOKIE, naive)]);
    Ok((cookies, Json(LabTransfers::default())))
}

/// Two cookies, and numbers that are zero.
type Begun = (AppendHeaders<[(HeaderName, HeaderValue); 2]>, Json<LabTransfers>);

/// How often a cookie was ridden
#[utoipa::path(get, path = paths::LAB_TRANSFERS, operation_id = "lab_transfers", tag = "Lesson",
    security(("lab_strict_cookie" = []), ()),
    responses((status = 200, description = "The numbers of this visitor.", body = LabTransfers,
        example = json!({ "naive": 1, "strict": 0 }))))]
#[instrument(skip_all)]
pub(crate) async fn read(
    State(state): State<AppState>,
    lab: Here,
    headers: HeaderMap,
) -> Json<LabTransfers> {
    let ids = VISITOR.all(&state.config.public_url, &headers);
    let id = ids.first().map(String::as_str).unwrap_or_default();
    Json(lab.visitors.change(id, |_| ()).unwrap_or_default())
}

/// Transfer with a cookie that other sites can have sent
///
/// From any site, with any body. It changes a number of the visitor and nothing else.
#[utoipa::path(post, path = paths::LAB_NAIVE_TRANSFER, operation_id = "lab_naive_transfer", tag = "Lesson",
    security(("lab_naive_cookie" = [])),
    responses(
        (status = 200, description = "Transferred.", body = LabTransfers,
            example = json!({ "naive": 1, "strict": 0 })),
        fails::TokenMissing,
    ))]
#[instrument(skip_all)]
pub(crate) async fn naive(lab: Here, headers: HeaderMap) -> Result<Json<LabTransfers>, AppError> {
    let id = naive_cookie(&headers).ok_or_else(no_cookie)?;
    let count = |transfers: &mut LabTransfers| transfers.naive = transfers.naive.saturating_add(1);
    lab.visitors.change(id, count).map(Json).ok_or_else(no_cookie)
}

// Three things stop another site: its browser does not send this cookie, the guard of all requests refuses it, and a
// form cannot send JSON.
/// Transfer for a page of this site
#[utoipa::path(post, path = paths::LAB_STRICT_TRANSFER, operation_id = "lab_strict_transfer", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    security(("lab_strict_cookie" = [])),
    responses(
        (status = 200, description = "Transferred.", body = LabTransfers,
            example = json!({ "naive": 1, "strict": 0 })),
        fails::TokenMissing,
    ))]
#[instrument(skip_all)]
pub(crate) async fn strict(
    State(state): State<AppState>,
    lab: Here,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<LabTransfers>, AppError> {
    same_site::check(&state.config, &headers)?;
    let ids = VISITOR.all(&state.config.public_url, &headers);
    let [id] = &*ids else {
        return Err(no_cookie());
    };
    let count =
        |transfers: &mut LabTransfers| transfers.strict = transfers.strict.saturating_add(1);
    lab.visitors.change(id, count).map(Json).ok_or_else(no_cookie)
}

fn naive_cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAIVE_COOKIE).map(|(_, id)| id)
}

fn no_cookie() -> AppError {
    AppError::new(
        ProblemCode::TokenMissing,
        "the cookie of the lab did not come along; open the lab first",
    )
}
