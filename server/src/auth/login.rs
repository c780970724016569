//! Step 1, login: name and password come in and are compared.

use super::{
    caller::Caller,
    cookies::Cookie,
    issue::{self, Grant},
    known_device::LIFETIME_SECONDS,
    logout::sessions_of,
    password::Comparison,
    store::{self, example_grant},
    throttle::{Attempt, Tried},
};
use crate::{
    db::{
        PasswordHash,
        users::{self, User},
    },
    error::AppError,
    extract::JsonBody,
    stage,
    state::AppState,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use shared::{
    AuditEvent, ProblemCode, Stage, Step,
    api::{LoginRequest, SHORTEST_LIFETIME, TokenGrant, paths},
    credentials::{Password, Username},
    problem::fails,
};
use tracing::instrument;

/// Sign in
///
/// Begins a session. The refresh token comes as a cookie; with `storage` `http_only_cookie` the access token does,
/// too, and is not in the body. What was tried in vain too often, for an account or from a network, is refused for a
/// while. Whether a name exists is not told.
#[utoipa::path(post, path = paths::LOGIN, operation_id = "log_in", tag = "Login",
    request_body(content = LoginRequest, example = json!({
        "username": "ada", "password": "nine blue herons over the quay", "storage": "memory"
    })),
    responses(
        (status = 200, description = "Signed in.", body = TokenGrant, headers(("Set-Cookie")),
            example = example_grant),
        fails::WrongCredentials, fails::TooManyAttempts, fails::Busy, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn login(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(request): JsonBody<LoginRequest>,
) -> Result<Response, AppError> {
    let url = &state.config.public_url;
    let cookies = Cookies {
        device: Cookie::DEVICE.all(url, &headers),
        refresh: Cookie::REFRESH.all(url, &headers),
    };
    let Login { grant, device_token } = sign_in(&state, &caller, request, &cookies).await?;
    let mut response = store::granted(url, grant);
    let (name, value) = Cookie::DEVICE.set(url, &device_token, LIFETIME_SECONDS);
    response.headers_mut().append(name, value);
    Ok(response)
}

/// The cookies of a browser from which a user has signed in before.
struct Cookies {
    device: Vec<String>,
    refresh: Vec<String>,
}

/// What a login gives: the tokens of the new session, and the one that the device is known by from now on.
struct Login {
    grant: Grant,
    device_token: String,
}

/// Begins a session for a user who proves the password.
async fn sign_in(
    state: &AppState,
    caller: &Caller,
    request: LoginRequest,
    cookies: &Cookies,
) -> Result<Login, AppError> {
    let lifetime = lifetime(state, request.lifetime)?;
    let (username, password) = (&request.username, request.password);
    let (user, device) = authenticate(state, caller, username, password, &cookies.device).await?;
    if !state.limits.guests.include(&user.username) {
        state.limits.throttle.signed_in(&user.id)?;
    }
    let user_id = user.id.clone();
    let device_token = state.seals.devices.seal(&user, device, state.clock.now());
    // The new refresh cookie overwrites the old one, so no browser could end the old session any more.
    let replaced = sessions_of(state, &cookies.refresh).await?;
    let storage = request.storage;
    match issue::begin_session(state, caller, user, storage, lifetime, replaced).await? {
        Some(grant) => {
            tracing::info!(step = %Step::Login, user = user_id, "signed in");
            Ok(Login { grant, device_token })
        }
        None => Err(refuse(state, caller, Some(user_id))),
    }
}

fn lifetime(state: &AppState, asked: Option<u32>) -> Result<u32, AppError> {
    let longest = state.config.policy.max_lifetime();
    match asked {
        None => Ok(longest),
        Some(seconds) if (SHORTEST_LIFETIME..=longest).contains(&seconds) => Ok(seconds),
        Some(_) => Err(AppError::field(
            "lifetime",
            format!("a token lives {SHORTEST_LIFETIME} to {longest} seconds"),
        )),
    }
}

/// The user, and the id of the device if it is known. An unknown name, a wrong password and a disabled
/// account take the same way to the same answer, limits and hash included, so that the answer does not tell
/// an attacker which names have an account.
async fn authenticate(
    state: &AppState,
    caller: &Caller,
    username: &str,
    password: Password,
    device_cookies: &[String],
) -> Result<(User, Option<String>), AppError> {
    // Before the user is looked up, so that it takes the same time for every name.
    let token = state.seals.devices.read(device_cookies, state.clock.now());
    let named = find(state, username).await?;
    let device = match (&token, &named) {
        (Some(token), Some(user)) => state.seals.devices.id_for(token, user),
        _ => None,
    };
    let user_id = named.as_ref().map(|user| user.id.clone());
    let attempt = admit(state, caller, username, device.clone(), named.as_ref()).await?;
    let proved = prove(state, caller, named, device.is_some(), password).await;
    let proved = attempt.settle(proved).await?;
    proved.map(|user| (user, device)).ok_or_else(|| refuse(state, caller, user_id))
}

/// The user of this name. An invalid name has no user.
async fn find(state: &AppState, typed: &str) -> Result<Option<User>, AppError> {
    let Ok(username) = Username::parse(typed) else {
        return Ok(None);
    };
    Ok(stage::timed(Stage::FindUser, users::find(&state.db, &username)).await?)
}

/// The user, if this is the password and the account is not disabled.
async fn prove(
    state: &AppState,
    caller: &Caller,
    named: Option<User>,
    is_known_device: bool,
    password: Password,
) -> Result<Option<User>, AppError> {
    let hash = named.as_ref().map(|user| user.password_hash.clone());
    // All who share a guest account would share the places of its devices.
    let account = named
        .as_ref()
        .filter(|user| is_known_device && !state.limits.guests.include(&user.username));
    let _quota = state.limits.hashing.quota(caller, account.map(|user| &*user.id))?;
    let compared = state.limits.hashing.compare(password.clone(), hash);
    let compared = stage::timed(Stage::Password, compared).await?;
    let enabled = named.filter(|user| user.disabled_at.is_none());
    match (compared, enabled) {
        (Comparison::Right { stronger: None }, Some(user)) => Ok(Some(user)),
        (Comparison::Right { stronger: Some(stronger) }, Some(user)) => {
            strengthen(state, user, stronger, password).await
        }
        _ => Ok(None),
    }
}

/// The user, with the stronger hash in the database. When the hash there is another by now, a login at the
/// same moment has strengthened it, or the password was changed: the new hash decides.
async fn strengthen(
    state: &AppState,
    user: User,
    stronger: PasswordHash,
    password: Password,
) -> Result<Option<User>, AppError> {
    if users::strengthen(&state.db, &user.id, &user.password_hash, &stronger).await? {
        return Ok(Some(User { password_hash: stronger, ..user }));
    }
    let Some(changed) = users::find_by_id(&state.db, &user.id).await? else {
        return Ok(None);
    };
    let hash = Some(changed.password_hash.clone());
    match state.limits.hashing.compare(password, hash).await? {
        Comparison::Right { .. } => Ok(Some(changed)),
        Comparison::Wrong => Ok(None),
    }
}

/// Records a failed login. The answer is the same for every reason.
fn refuse(state: &AppState, caller: &Caller, user_id: Option<String>) -> AppError {
    tracing::info!(step = %Step::Login, "refused");
    let throttle = &state.limits.throttle;
    let may_note = match &user_id {
        Some(id) => throttle.may_note_at(id),
        None => throttle.may_note(Tried::Login, caller),
    };
    if may_note {
        state.record_later(state.event(AuditEvent::LoginFailed, caller), user_id);
    }
    AppError::new(
        ProblemCode::WrongCredentials,
        "the user name or the password is wrong; check both and try again",
    )
}

/// Counts the try, or refuses it.
async fn admit<'a>(
    state: &'a AppState,
    caller: &Caller,
    username: &str,
    device: Option<String>,
    named: Option<&User>,
) -> Result<Attempt<'a>, AppError> {
    let throttle = &state.limits.throttle;
    let admitted = stage::timed(Stage::Limits, async {
        match named {
            Some(user) if state.limits.guests.include(&user.username) => {
                throttle.guest_login(caller)
            }
            _ => throttle.login(caller, username, device).await,
        }
    })
    .await;
    let user_id = named.map(|user| &*user.id);
    if let Err(error) = &admitted
        && error.code() == ProblemCode::TooManyAttempts
    {
        tracing::info!(step = %Step::Login, user = user_id, "too many tries");
        if state.limits.throttle.may_note(Tried::Login, caller) {
            let event = state.event(AuditEvent::LoginThrottled, caller);
            state.record_later(event, user_id.map(str::to_owned));
        }
    }
    admitted
}
