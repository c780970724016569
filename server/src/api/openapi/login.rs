//! The login: an account, tokens, renewal, the end.

use super::operation::Operation;
use serde_json::json;
use shared::{
    ProblemCode,
    api::{Empty, LoginRequest, RegisterRequest, Registered, TokenGrant, paths},
};
use utoipa::openapi::HttpMethod::Post;

pub(super) const TAG: &str = "Login";

pub(super) fn operations() -> Vec<Operation> {
    vec![register(), log_in(), renew(), log_out()]
}

fn register() -> Operation {
    Operation::new(Post, paths::REGISTER, "register", "Make an account")
        .tag(TAG)
        .describe(
            "A name has 3 to 32 of `a`–`z`, `0`–`9`, `.`, `_` and `-`. A password has 15 to 128 \
             characters unless the server is configured otherwise, and must not be easy to guess; \
             there are no rules about its composition.",
        )
        .body::<RegisterRequest>(json!({
            "username": "ada", "password": "nine blue herons over the quay"
        }))
        .answers::<Registered>(
            201,
            "The account was made.",
            json!({ "sub": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "username": "ada" }),
        )
        .hashes()
        .fails(&[ProblemCode::UsernameTaken])
}

fn log_in() -> Operation {
    Operation::new(Post, paths::LOGIN, "log_in", "Sign in")
        .tag(TAG)
        .describe(
            "Begins a session. The refresh token comes as a cookie; with `storage` \
             `http_only_cookie` the access token does, too, and is not in the body. What was tried \
             in vain too often, for an account or from a network, is refused for a while. Whether a \
             name exists is not told.",
        )
        .body::<LoginRequest>(json!({
            "username": "ada", "password": "nine blue herons over the quay", "storage": "memory"
        }))
        .answers_with_cookies::<TokenGrant>("Signed in.", grant())
        .hashes()
        .fails(&[ProblemCode::WrongCredentials])
}

fn renew() -> Operation {
    Operation::new(Post, paths::REFRESH, "renew", "Get the next access token")
        .tag(TAG)
        .describe(
            "Each refresh token works once and brings its successor. One that comes again later \
             than ten seconds after its use proves that two parties have it, and ends the session.",
        )
        .body::<Empty>(json!({}))
        .refresh_cookie()
        .answers_with_cookies::<TokenGrant>("Renewed.", grant())
        .stores()
        .fails(&[
            ProblemCode::RefreshRefused,
            ProblemCode::RefreshReused,
            ProblemCode::TooManyAttempts,
        ])
}

fn log_out() -> Operation {
    Operation::new(Post, paths::LOGOUT, "log_out", "Sign out")
        .tag(TAG)
        .describe(
            "Ends the session of the refresh cookie and that of the access token. An expired token \
             will do, and having signed out before is no failure.",
        )
        .body::<Empty>(json!({}))
        .signed_in()
        .refresh_cookie()
        .or_nothing()
        .answers_cookies("Signed out; the cookies are cleared.")
        .stores()
}

fn grant() -> serde_json::Value {
    json!({
        "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2lnbmF0dXJl",
        "token_type": "Bearer",
        "expires_in": 600,
        "refresh_expires_in": 86400
    })
}
