//! Step 1, login: name and password come in and are compared.

use super::{
    caller::Caller,
    cookies::Cookie,
    issue,
    known_device::LIFETIME_SECONDS,
    logout::sessions_of_cookies,
    password::Comparison,
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
    api::{LoginRequest, SHORTEST_LIFETIME},
    credentials::{Password, Username},
};
use tracing::instrument;

/// `POST /api/auth/login`
#[instrument(skip_all)]
pub async fn login(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(request): JsonBody<LoginRequest>,
) -> Result<Response, AppError> {
    let lifetime = lifetime(&state, request.lifetime)?;
    let (username, password) = (&*request.username, request.password);
    let (user, device) = authenticate(&state, &caller, &headers, username, password).await?;
    let user_id = user.id.clone();
    let mark = state.devices.seal(&user, device, state.clock.now());
    // The new refresh cookie takes the place of the old one, whose session nobody could end any more.
    let replaced = sessions_of_cookies(&state, &headers).await?;
    let begun =
        issue::begin_session(&state, &caller, user, request.storage, lifetime, replaced).await?;
    let Some(mut response) = begun else {
        return Err(refuse(&state, &caller, Some(user_id)));
    };
    tracing::info!(step = %Step::Login, user = user_id, "signed in");
    let (name, mark) = Cookie::DEVICE.set(&state.config.public_url, &mark, LIFETIME_SECONDS);
    response.headers_mut().append(name, mark);
    Ok(response)
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
/// account take the same way to the same answer, limits and hash included, so that nobody learns here
/// who has an account.
async fn authenticate(
    state: &AppState,
    caller: &Caller,
    headers: &HeaderMap,
    username: &str,
    password: Password,
) -> Result<(User, Option<String>), AppError> {
    let (url, now) = (&state.config.public_url, state.clock.now());
    // Before anything is known about the user, so that it takes the same time for everybody.
    let mark = state.devices.read(url, headers, now);
    let user = match Username::parse(username) {
        Ok(username) => stage::timed(Stage::FindUser, users::find(&state.db, &username)).await?,
        Err(_) => None,
    };
    let device = match (&mark, &user) {
        (Some(mark), Some(user)) => state.devices.id_for(mark, user),
        _ => None,
    };
    let id = user.as_ref().map(|user| user.id.clone());
    let attempt = admit(state, caller, username, device.clone(), id.as_deref()).await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let user = match compare(state, caller, password.clone(), hash).await {
        Ok(Comparison::Right { stronger }) => match user {
            Some(user) if user.disabled_at.is_none() => {
                with_stronger_hash(state, user, stronger, password).await
            }
            _ => Ok(None),
        },
        Ok(Comparison::Wrong) => Ok(None),
        Err(error) => Err(error),
    };
    match user {
        Ok(Some(user)) => {
            attempt.give_back().await?;
            Ok((user, device))
        }
        Ok(None) => Err(refuse(state, caller, id)),
        // Nothing was found wrong, so nothing failed.
        Err(error) => {
            attempt.give_back().await?;
            Err(error)
        }
    }
}

/// The user, with the stronger hash where there is one. When the hash in the database is another by now,
/// a login of the same moment was faster, or the password was changed; which of these, that hash tells.
async fn with_stronger_hash(
    state: &AppState,
    user: User,
    stronger: Option<PasswordHash>,
    password: Password,
) -> Result<Option<User>, AppError> {
    let Some(stronger) = stronger else {
        return Ok(Some(user));
    };
    if users::strengthen(&state.db, &user.id, &user.password_hash, &stronger).await? {
        return Ok(Some(User {
            password_hash: stronger,
            ..user
        }));
    }
    let Some(user) = users::find_by_id(&state.db, &user.id).await? else {
        return Ok(None);
    };
    let hash = Some(user.password_hash.clone());
    match state.hashing.compare(password, hash).await? {
        Comparison::Right { .. } => Ok(Some(user)),
        Comparison::Wrong => Ok(None),
    }
}

async fn compare(
    state: &AppState,
    caller: &Caller,
    password: Password,
    hash: Option<PasswordHash>,
) -> Result<Comparison, AppError> {
    let _share = state.throttle.share(caller, state.hashing.places())?;
    let compared = state.hashing.compare(password, hash);
    stage::timed(Stage::Password, compared).await
}

/// Writes down that somebody failed, and answers what everybody who failed is answered.
fn refuse(state: &AppState, caller: &Caller, user_id: Option<String>) -> AppError {
    tracing::info!(step = %Step::Login, "refused");
    // Tries at an account are few, because they are limited. At names that nobody has there can be any
    // number.
    let may_note = state.throttle.may_note(Tried::Login, caller);
    if user_id.is_some() || may_note {
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
    user_id: Option<&str>,
) -> Result<Attempt<'a>, AppError> {
    let asked = state.throttle.login(caller, username, device);
    let admitted = stage::timed(Stage::Limits, asked).await;
    if let Err(error) = &admitted
        && error.code() == ProblemCode::TooManyAttempts
    {
        tracing::info!(step = %Step::Login, user = user_id, "too many tries");
        if state.throttle.may_note(Tried::Login, caller) {
            let event = state.event(AuditEvent::LoginThrottled, caller);
            state.record_later(event, user_id.map(str::to_owned));
        }
    }
    admitted
}
