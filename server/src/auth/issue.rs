//! Step 2, issue: a session begins, and claims are written and signed.

use super::{caller::Caller, device::Whereabouts, end::ending};
use crate::{
    clock::UnixMillis,
    db::{
        audit,
        sessions::{self, Beginning, Session},
        users::User,
    },
    error::AppError,
    random, stage,
    state::AppState,
};
use shared::{
    AuditEvent, Claims, Stage, Step,
    api::{StorageMode, Theft},
};

/// The tokens that a client gets for its session.
pub struct Grant {
    pub access_token: String,
    /// Seconds until the access token expires.
    pub expires_in: u32,
    pub refresh_token: String,
    /// Seconds until the session ends unless it is renewed.
    pub refresh_expires_in: u32,
    /// Where the client wants to keep the access token.
    pub storage: StorageMode,
    /// The last theft of a refresh token since the login before, to be shown to the user.
    pub theft: Option<Theft>,
}

/// Begins a session, which ends those that it replaces, and gives its first tokens. `None`: the
/// account was disabled, deleted or given another password while this one was compared, and nothing
/// happened.
pub async fn begin_session(
    state: &AppState,
    caller: &Caller,
    user: User,
    storage: StorageMode,
    access_lifetime: u32,
    replaced: Vec<String>,
) -> Result<Option<Grant>, AppError> {
    let now = state.clock.now();
    let theft = theft_since_last_login(state, caller, &user).await?;
    // One visitor's login as a guest would end the session of another.
    let is_limited = !state.limits.guests.include(&user.username);
    let most = is_limited
        .then(|| (state.config.sessions_per_user, state.event(AuditEvent::SessionsCapped, caller)));
    let session = Session {
        id: random::id(),
        user_id: user.id,
        roles: user.roles,
        storage,
        access_lifetime,
        nonce: random::id(),
        counter: 0,
        renewal_key: None,
        renewed_at: now,
        idle_expires_at: now.plus(state.config.refresh_idle),
        expires_at: now.plus(state.config.refresh_absolute),
        revoked_at: None,
        user_disabled_at: user.disabled_at,
    };
    let sealed = state.seals.callers.seal(sessions::TABLE, &session.id, caller);
    let event = state.event(AuditEvent::Login, caller);
    let why = |id: &String| (id.clone(), state.event(AuditEvent::Replaced, caller));
    let replaced = replaced.iter().map(why).collect();
    let (db, hash) = (state.db.clone(), user.password_hash);
    let begun = ending(state, Stage::SessionRow, async move {
        let (row, password_hash, caller) = (&session, &hash, &*sealed);
        let begin = Beginning { session: row, password_hash, caller, replaced, most };
        // Boxed, because the transaction is large and would be a part of every future around it.
        let ended = Box::pin(sessions::create(&db, begin, event)).await?;
        Ok(ended.map_or((None, vec![]), |ended| (Some(session), ended)))
    })
    .await?;
    begun.map(|session| grant(state, &session, theft, now)).transpose()
}

/// The last theft of a refresh token since the user signed in before. The next login is the first time that
/// the server can tell the user about it.
async fn theft_since_last_login(
    state: &AppState,
    caller: &Caller,
    user: &User,
) -> Result<Option<Theft>, AppError> {
    let reused = AuditEvent::RefreshReused;
    let last = audit::find_last(&state.db, &user.id, reused, user.last_login_at).await?;
    let viewer = state.limits.guests.include(&user.username).then_some(caller.address);
    Ok(last.map(|event| {
        let callers = &state.seals.callers;
        let sealed = event.caller.as_deref();
        let thief = sealed.and_then(|sealed| callers.open(audit::TABLE, &event.id, sealed));
        let Whereabouts { address, device } = Whereabouts::of(thief, viewer);
        Theft { at: event.at, address, device }
    }))
}

/// The tokens of a session as it stands.
pub fn grant(
    state: &AppState,
    session: &Session,
    theft: Option<Theft>,
    now: UnixMillis,
) -> Result<Grant, AppError> {
    let (access_token, expires_in) = access_token(state, session, now)?;
    let (refresh_token, refresh_expires_in) = refresh_token(state, session, now);
    tracing::info!(step = %Step::Issue, session = session.id, expires_in, "issued");
    Ok(Grant {
        access_token,
        expires_in,
        refresh_token,
        refresh_expires_in,
        storage: session.storage,
        theft,
    })
}

/// The refresh token and the seconds until it expires.
pub fn refresh_token(state: &AppState, session: &Session, now: UnixMillis) -> (String, u32) {
    let (id, nonce) = (&session.id, &session.nonce);
    let token = state.seals.refresh.seal(id, session.counter, nonce);
    (token, now.seconds_until(session.idle_expires_at))
}

/// The signed token and the seconds until it expires. No token outlives its session.
fn access_token(
    state: &AppState,
    session: &Session,
    now: UnixMillis,
) -> Result<(String, u32), AppError> {
    let left = now.seconds_until(session.expires_at).max(1);
    let expires_in = session.access_lifetime.min(state.config.policy.max_lifetime()).min(left);
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
