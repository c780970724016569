//! What admins see and do.

use super::{
    account::session,
    operation::Operation,
    schema::{one_of, text},
};
use serde_json::{Value, json};
use shared::{
    AuditEvent, ProblemCode,
    api::{
        Empty,
        account::SessionItem,
        admin::{AuditItem, ChangeUser, SigningKeys, UserItem},
        paths,
    },
};
use utoipa::openapi::HttpMethod::{Delete, Get, Patch, Post};

pub(super) const TAG: &str = "Administration";

pub(super) fn operations() -> Vec<Operation> {
    let operations = [
        list_users(),
        change_user(),
        list_sessions(),
        end_sessions(),
        end_session(),
        list_keys(),
        rotate_keys(),
        audit(),
    ];
    let operations = operations.into_iter();
    operations.map(|each| each.tag(TAG).admin()).collect()
}

fn list_users() -> Operation {
    Operation::new(Get, paths::ADMIN_USERS, "list_users", "List users by name")
        .query("search", text(), "The beginning of a name.")
        .answers_page::<UserItem>(&user())
}

fn change_user() -> Operation {
    Operation::new(
        Patch,
        paths::ADMIN_USER,
        "change_user",
        "Disable or enable an account",
    )
    .describe("Disabling ends all sessions of the user at once.")
    .id("id", "The id of the user.")
    .body::<ChangeUser>(json!({ "disabled": true }))
    .answers::<UserItem>(200, "The user as it is now.", user())
    .fails(&[ProblemCode::OwnAccount, ProblemCode::GuestAccount])
}

fn list_sessions() -> Operation {
    let path = paths::ADMIN_USER_SESSIONS;
    Operation::new(Get, path, "list_sessions_of_user", "List a user's sessions")
        .id("id", "The id of the user.")
        .answers_page::<SessionItem>(&session())
}

fn end_sessions() -> Operation {
    let path = paths::ADMIN_USER_SESSIONS;
    Operation::new(
        Delete,
        path,
        "end_sessions_of_user",
        "End all sessions of a user",
    )
    .id("id", "The id of the user.")
    .answers_nothing("Ended.")
}

fn end_session() -> Operation {
    let path = paths::ADMIN_USER_SESSION;
    Operation::new(
        Delete,
        path,
        "end_session_of_user",
        "End one session of a user",
    )
    .id("id", "The id of the user.")
    .id("session", "The id of the session.")
    .answers_nothing("Ended.")
}

fn list_keys() -> Operation {
    Operation::new(Get, paths::ADMIN_KEYS, "list_keys", "List the signing keys")
        .describe("The newest first, without anything secret.")
        .answers::<SigningKeys>(200, "The keys.", keys("signing"))
}

fn rotate_keys() -> Operation {
    Operation::new(
        Post,
        paths::ADMIN_KEYS_ROTATE,
        "rotate_keys",
        "Announce a new signing key",
    )
    .describe("It signs when everybody who verifies has had the time to learn of it.")
    .body::<Empty>(json!({}))
    .answers::<SigningKeys>(200, "The keys, with the new one.", keys("announced"))
    .fails(&[ProblemCode::RotationPending])
}

fn audit() -> Operation {
    let events = AuditEvent::ALL.iter().map(|event| event.name());
    Operation::new(Get, paths::ADMIN_AUDIT, "list_audit", "List what happened")
        .describe("The newest first. A name that nobody has gives an empty page.")
        .query("event", one_of(events), "Only events of this name.")
        .query(
            "user",
            text(),
            "Only what happened to the user of this whole name.",
        )
        .answers_page::<AuditItem>(&json!({
            "id": "q0Zt5W8nR2yLx7cVb1mDsg", "at": 1_800_000_000_000_u64, "event": "login",
            "username": "ada", "user_id": "2bX0l3Vh5mJ9Qq1ZkR7c8A",
            "session_id": "Jw6kNfX1s0uHc4tB9yGmPQ", "address": "192.0.2.7",
            "device": { "browser": "Firefox", "system": "Linux" }
        }))
}

fn user() -> Value {
    json!({
        "id": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "username": "ada", "roles": ["user"],
        "created_at": 1_800_000_000_000_u64, "last_login_at": 1_800_000_000_000_u64, "sessions": 1
    })
}

fn keys(state: &str) -> Value {
    json!({ "keys": [{
        "kid": "pX3vT9aK2nQ6wE1rY8uZ0g", "algorithm": "EdDSA", "state": state,
        "created_at": 1_800_000_000_000_u64, "signs_from": 1_800_000_060_000_u64
    }] })
}
