//! Step 2, issue: a session begins, claims are written and signed, and the tokens go out.

use super::{caller::Caller, cookies::Cookie, end::ending, theft};
use crate::{
    clock::UnixMillis,
    db::{
        sessions::{self, Session},
        users::User,
    },
    error::AppError,
    random, stage,
    state::AppState,
};
use axum::{
    Json,
    http::{HeaderName, HeaderValue},
    response::{AppendHeaders, IntoResponse, Response},
};
use shared::{
    AuditEvent, Claims, Stage, Step,
    api::{StorageMode, Theft, TokenGrant, TokenType},
};

/// Begins a session, which ends those that it replaces, and answers with its first tokens. `None`: the
/// account was disabled, deleted or given another password while this one was compared, and nothing
/// happened.
pub async fn begin_session(
    state: &AppState,
    caller: &Caller,
    user: User,
    storage: StorageMode,
    access_lifetime: u32,
    replaced: Vec<String>,
) -> Result<Option<Response>, AppError> {
    let now = state.clock.now();
    let theft = theft::since_last_login(state, caller, &user).await?;
    let session = Session {
        id: random::id(),
        user_id: user.id,
        roles: user.roles,
        storage,
        access_lifetime,
        nonce: random::id(),
        counter: 0,
        renewed_at: now,
        idle_expires_at: now.plus(state.config.refresh_idle),
        expires_at: now.plus(state.config.refresh_absolute),
        revoked_at: None,
        user_disabled_at: user.disabled_at,
    };
    let sealed = state.callers.seal(sessions::TABLE, &session.id, caller);
    let event = state.event(AuditEvent::Login, caller);
    let why = |id: &String| (id.clone(), state.event(AuditEvent::Replaced, caller));
    let ends = replaced.iter().map(why).collect();
    let (db, hash) = (state.db.clone(), user.password_hash);
    let begun = ending(state, Stage::SessionRow, async move {
        let begun = sessions::create(&db, &session, &hash, &sealed, event, ends).await?;
        Ok(if begun {
            (Some(session), replaced)
        } else {
            (None, vec![])
        })
    })
    .await?;
    begun
        .map(|session| grant(state, &session, theft, now))
        .transpose()
}

/// The tokens of a session as it stands: the access token where the client wants to keep it, the
/// refresh token in its cookie.
pub fn grant(
    state: &AppState,
    session: &Session,
    theft: Option<Theft>,
    now: UnixMillis,
) -> Result<Response, AppError> {
    let url = &state.config.public_url;
    let (access_token, expires_in) = access_token(state, session, now)?;
    let refresh_expires_in = now.seconds_until(session.idle_expires_at);
    let refresh_cookie = refresh_cookie(state, session, now);
    let (access_cookie, access_token) = match session.storage {
        // As long as the session and not only as the token: an expired token shall be refused by the
        // server, which says so, and not be missing.
        StorageMode::HttpOnlyCookie => {
            let cookie = Cookie::ACCESS.set(url, &access_token, refresh_expires_in);
            (cookie, None)
        }
        // A cookie left from an earlier login would be a second token in every request.
        _ => (Cookie::ACCESS.clear(url), Some(access_token)),
    };
    let grant = TokenGrant {
        access_token,
        token_type: TokenType::Bearer,
        expires_in,
        refresh_expires_in,
        theft,
    };
    tracing::info!(step = %Step::Issue, session = session.id, expires_in, "issued");
    let headers = AppendHeaders([refresh_cookie, access_cookie]);
    Ok((headers, Json(grant)).into_response())
}

/// The refresh token of a session as it stands, in its cookie.
#[must_use]
pub fn refresh_cookie(
    state: &AppState,
    session: &Session,
    now: UnixMillis,
) -> (HeaderName, HeaderValue) {
    let token = state
        .refresh_key
        .seal(&session.id, session.counter, &session.nonce);
    let seconds = now.seconds_until(session.idle_expires_at);
    Cookie::REFRESH.set(&state.config.public_url, &token, seconds)
}

/// The signed token and the seconds until it expires, which no session outlives.
fn access_token(
    state: &AppState,
    session: &Session,
    now: UnixMillis,
) -> Result<(String, u32), AppError> {
    let left = now.seconds_until(session.expires_at).max(1);
    let expires_in = session
        .access_lifetime
        .min(state.config.policy.max_lifetime())
        .min(left);
    let iat = now.seconds();
    let claims = Claims {
        iss: state.config.policy.issuer().into(),
        aud: state.config.policy.audience().into(),
        sub: session.user_id.clone(),
        sid: session.id.clone(),
        jti: random::id(),
        iat,
        exp: iat.plus(expires_in),
        roles: session.roles.clone(),
    };
    let key = state.keys.signing(now)?;
    let token = stage::time(Stage::Sign, || key.sign(&claims))?;
    Ok((token, expires_in))
}
