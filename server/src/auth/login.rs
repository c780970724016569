//! Step 1, login: name and password come in and are compared.

use super::{caller::Caller, issue, logout::end_sessions_of_cookies, password::Comparison};
use crate::{app::AppState, db, error::AppError, extract::JsonBody};
use axum::{extract::State, http::HeaderMap, response::Response};
use shared::{
    AuditEvent, ProblemCode, Step,
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
    let user = authenticate(&state, &caller, &request.username, request.password).await?;
    tracing::info!(step = %Step::Login, user = user.id, "signed in");
    // The new refresh cookie takes the place of the old one, whose session nobody could end any more.
    end_sessions_of_cookies(&state, &headers, AuditEvent::Replaced, &caller).await?;
    issue::begin_session(&state, &caller, user, request.storage, lifetime).await
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

/// An unknown name, a wrong password and a disabled account take the same way to the same answer, hash
/// included, so that nobody learns here who has an account.
async fn authenticate(
    state: &AppState,
    caller: &Caller,
    username: &str,
    password: Password,
) -> Result<db::users::User, AppError> {
    let user = match Username::parse(username) {
        Ok(username) => db::users::find(&state.db, &username).await?,
        Err(_) => None,
    };
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    match (user, state.hashing.compare(password, hash).await?) {
        (Some(user), Comparison::Right { stronger }) if user.disabled_at.is_none() => {
            if let Some(stronger) = stronger {
                db::users::strengthen(&state.db, &user.id, &user.password_hash, &stronger).await?;
            }
            Ok(user)
        }
        (user, _) => {
            let id = user.as_ref().map(|user| &*user.id);
            let event = state.event(AuditEvent::LoginFailed, caller);
            event.record(&state.db, id, None).await?;
            tracing::info!(step = %Step::Login, "refused");
            Err(AppError::new(
                ProblemCode::WrongCredentials,
                "the user name or the password is wrong; check both and try again",
            ))
        }
    }
}
