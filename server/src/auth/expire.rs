//! Step 7, expire: an expired token is refused, and the refresh token brings the next one.
//!
//! One `UPDATE` decides which request renews ([`sessions::renew`]). A request that it does not choose has a
//! used token: an answer was lost, or two parties hold the session. A key that the client chose before the
//! request tells one from the other (S63).

use super::{
    caller::Caller,
    cookies::Cookie,
    end::end_session,
    issue::{self, Grant},
    refresh_token::RefreshToken,
    store::{self, example_grant},
};
use crate::{
    clock::UnixMillis,
    db::sessions::{self, Session},
    error::AppError,
    extract::JsonBody,
    stage,
    state::AppState,
};
use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use shared::{
    AuditEvent, ProblemCode, Stage, Step,
    api::{Empty, TokenGrant, paths},
    compact::base64url,
    problem::fails,
};
use std::{ops::RangeInclusive, time::Duration};
use tracing::instrument;

/// For this long after a renewal the token that was used for it gets the same successor again: the
/// answer may have been lost, or another tab was a moment slower.
const GRACE: Duration = Duration::from_secs(10);

/// Get the next access token
///
/// Each refresh token works once and brings its successor. One that comes again proves that two parties have it, and
/// ends the session. It may come again because its answer was lost: with the `Idempotency-Key` of its first use it gets
/// the same successor at any time, and without a key within ten seconds.
#[utoipa::path(post, path = paths::REFRESH, operation_id = "renew", tag = "Login",
    request_body(content = Empty, example = json!({})),
    params(("Idempotency-Key" = Option<String>, Header, nullable = false,
        min_length = 22, max_length = 86, pattern = "^[A-Za-z0-9_-]+$",
        description = "At least 128 random bits in base64url, 22 to 86 characters. Choose it before the request and \
            send it again until an answer came.")),
    security(("refresh_cookie" = [])),
    responses(
        (status = 200, description = "Renewed.", body = TokenGrant, headers(("Set-Cookie")),
            example = example_grant),
        fails::RefreshRefused, fails::RefreshReused, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub async fn renew(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Response {
    let url = &state.config.public_url;
    let tokens = Cookie::REFRESH.all(url, &headers);
    let renewed = match RenewalKey::of(&headers) {
        Ok(key) => renew_with(&state, &caller, &tokens, key.as_ref()).await,
        Err(error) => Err(error),
    };
    match renewed {
        Ok(grant) => store::granted(url, grant),
        Err(error) => {
            tracing::info!(step = %Step::Expire, code = %error.code(), "not renewed");
            match error.code() {
                // The cookies are useless now. After a fault of the server they are not.
                ProblemCode::RefreshRefused | ProblemCode::RefreshReused => {
                    (store::forgotten(url), error).into_response()
                }
                _ => error.into_response(),
            }
        }
    }
}

/// Renews with the one token that came.
pub async fn renew_with(
    state: &AppState,
    caller: &Caller,
    tokens: &[String],
    key: Option<&RenewalKey>,
) -> Result<Grant, AppError> {
    let [text] = tokens else {
        return Err(refused("one refresh cookie is wanted, and there is none or more"));
    };
    let now = state.clock.now();
    let Some((token, found)) = genuine(state, text).await? else {
        state.limits.throttle.false_seal(caller)?;
        return Err(refused("the refresh token is not one of this server's for a known session"));
    };
    let idle_expires_at = now.plus(state.config.refresh_idle).min(found.expires_at);
    let before = Session { counter: token.counter(), ..found };
    let renewed = Session {
        counter: before.counter + 1,
        renewal_key: key.map(|key| key.hash(&before)),
        renewed_at: now,
        idle_expires_at,
        ..before.clone()
    };
    let sealed = state.seals.callers.seal(sessions::TABLE, &before.id, caller);
    let renewal = sessions::renew(&state.db, &before, &renewed, &sealed);
    if stage::timed(Stage::RenewalRow, renewal).await? {
        tracing::info!(step = %Step::Expire, session = before.id, "renewed");
        return issue::grant(state, &renewed, None, now);
    }
    // Read again: what stood there before the UPDATE may be older than what it met.
    match sessions::find(&state.db, &before.id).await? {
        Some(session) => {
            let was_lost = may_be_lost(key, &before, &session, now);
            answer_used(state, caller, &token, session, was_lost).await
        }
        None => Err(refused("the account or its session is gone")),
    }
}

/// The token and its session, if this server sealed the token for the session. A false seal changes nothing,
/// so an attacker cannot end a session by guessing.
pub async fn genuine(
    state: &AppState,
    text: &str,
) -> Result<Option<(RefreshToken, Session)>, sqlx::Error> {
    let Some(token) = RefreshToken::parse(text) else {
        return Ok(None);
    };
    let id = token.session_id();
    let found = stage::timed(Stage::FindSession, sessions::find(&state.db, &id)).await?;
    let sealed = |session: &Session| state.seals.refresh.has_sealed(&token, &session.nonce);
    let proved = stage::time(Stage::Seal, || found.filter(sealed));
    Ok(proved.map(|session| (token, session)))
}

/// Whether the client may send the token `before` again because its answer was lost: the key is that of the
/// last renewal, or there is none to compare and the renewal was a moment ago. Another key is another client's.
fn may_be_lost(
    key: Option<&RenewalKey>,
    before: &Session,
    session: &Session,
    now: UnixMillis,
) -> bool {
    match (key, &session.renewal_key) {
        (Some(key), Some(last)) => key.hash(before) == *last,
        // After a clock was set back, the renewal seems to be still to come.
        _ => session.renewed_at <= now.plus(GRACE) && now <= session.renewed_at.plus(GRACE),
    }
}

/// Answers a token that was used before: its answer was lost, or it was stolen.
async fn answer_used(
    state: &AppState,
    caller: &Caller,
    token: &RefreshToken,
    session: Session,
    was_lost: bool,
) -> Result<Grant, AppError> {
    let now = state.clock.now();
    // A change of the password meanwhile has made the token useless.
    if !state.seals.refresh.has_sealed(token, &session.nonce) {
        return Err(refused("the session changed meanwhile; sign in again"));
    }
    if !session.is_alive(now) {
        return Err(refused("the session has ended; sign in again"));
    }
    let behind = session.counter - token.counter();
    if behind == 1 && was_lost {
        tracing::info!(step = %Step::Expire, session = session.id, "renewal repeated");
        return issue::grant(state, &session, None, now);
    }
    if behind < 1 {
        return Err(refused("the session changed meanwhile; try again"));
    }
    tracing::warn!(step = %Step::Expire, session = session.id, "refresh token used again; session ended");
    let event = state.event(AuditEvent::RefreshReused, caller);
    end_session(state, session.id, event).await?;
    Err(AppError::new(
        ProblemCode::RefreshReused,
        "this refresh token was used before, so somebody else may have it; the session was ended, sign in again",
    ))
}

/// The `Idempotency-Key` of a renewal, which the client chose at random before it sent the request.
pub struct RenewalKey(String);

impl RenewalKey {
    /// # Errors
    /// When there is more than one, or one that is too short to be random or is no base64url.
    fn of(headers: &HeaderMap) -> Result<Option<Self>, AppError> {
        let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
        let (first, more) = (values.next(), values.next());
        let Some(value) = first else {
            return Ok(None);
        };
        let is_base64url = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        match value.to_str() {
            Ok(key)
                if more.is_none()
                    && LENGTHS.contains(&key.len())
                    && key.chars().all(is_base64url) =>
            {
                Ok(Some(Self(key.to_owned())))
            }
            _ => Err(AppError::field(
                "Idempotency-Key",
                "the Idempotency-Key has to be one header with 22 to 86 characters of base64url",
            )),
        }
    }

    /// Differs for every session and counter, so that a key that is used twice tells nothing.
    fn hash(&self, before: &Session) -> String {
        let bound = format!("{}\0{}\0{}", before.id, before.counter, self.0);
        base64url(digest(&SHA256, bound.as_bytes()).as_ref())
    }
}

/// 128 to 512 bits in base64url.
const LENGTHS: RangeInclusive<usize> = 22..=86;
const IDEMPOTENCY_KEY: &str = "idempotency-key";

fn refused(detail: &str) -> AppError {
    AppError::new(ProblemCode::RefreshRefused, detail)
}
