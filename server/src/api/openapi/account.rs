//! What a signed-in user sees and does.

use super::{operation::Operation, schema::one_of};
use serde_json::{Value, json};
use shared::{
    ProblemCode,
    api::{
        Me,
        account::{ChangePassword, DeleteAccount, Profile, SessionItem},
        paths,
    },
};
use utoipa::openapi::HttpMethod::{Delete, Get, Put};

pub(super) const TAG: &str = "Account";

pub(super) fn operations() -> Vec<Operation> {
    let operations = [
        who(),
        read_profile(),
        write_profile(),
        list_sessions(),
        end_session(),
        end_sessions(),
        change_password(),
        delete(),
    ];
    operations.into_iter().map(|each| each.tag(TAG)).collect()
}

fn who() -> Operation {
    Operation::new(Get, paths::ME, "who_am_i", "Who the token says you are")
        .describe("Answered from the token alone, without the database.")
        .signed_in()
        .answers::<Me>(
            200,
            "The claims of the token.",
            json!({
                "sub": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "sid": "Jw6kNfX1s0uHc4tB9yGmPQ",
                "roles": ["user"], "iat": 1_800_000_000, "exp": 1_800_000_600
            }),
        )
}

fn read_profile() -> Operation {
    Operation::new(Get, paths::PROFILE, "read_profile", "Read the profile")
        .describe("It is kept sealed, and nothing of it is in a token.")
        .signed_in()
        .stores()
        .answers::<Profile>(200, "The profile.", profile(3))
}

fn write_profile() -> Operation {
    Operation::new(Put, paths::PROFILE, "write_profile", "Change the profile")
        .describe(
            "The body is the whole profile, with the `version` that was read. When somebody was \
             faster, nothing is changed. The body may have 64 KiB.",
        )
        .body::<Profile>(profile(3))
        .signed_in()
        .stores()
        .answers::<Profile>(200, "The profile with its new version.", profile(4))
        .fails(&[ProblemCode::ProfileChanged, ProblemCode::TooManyAttempts])
}

fn list_sessions() -> Operation {
    Operation::new(
        Get,
        paths::SESSIONS,
        "list_sessions",
        "List the own sessions",
    )
    .describe("Those that can still be renewed, the newest first.")
    .signed_in()
    .stores()
    .answers_page::<SessionItem>(&session())
}

fn end_session() -> Operation {
    Operation::new(Delete, paths::SESSION, "end_session", "End one session")
        .describe("Its tokens are refused at once.")
        .id("id", "The id of the session.")
        .signed_in()
        .stores()
        .answers_cookies("Ended. If it is the session that asked, its cookies are cleared.")
}

fn end_sessions() -> Operation {
    Operation::new(Delete, paths::SESSIONS, "end_sessions", "End all sessions")
        .query(
            "keep",
            one_of(["current"]),
            "Whether the session that asks goes on.",
        )
        .signed_in()
        .stores()
        .answers_cookies("Ended. Unless the session that asked goes on, its cookies are cleared.")
}

fn change_password() -> Operation {
    Operation::new(
        Put,
        paths::PASSWORD,
        "change_password",
        "Change the password",
    )
    .describe("Ends the other sessions. The session that asked gets a new refresh token.")
    .body::<ChangePassword>(json!({
        "current": "nine blue herons over the quay", "new": "ten grey herons under the bridge"
    }))
    .signed_in()
    .hashes()
    .answers_cookies("Changed.")
    .fails(&[ProblemCode::WrongPassword, ProblemCode::GuestAccount])
}

fn delete() -> Operation {
    Operation::new(Delete, paths::ME, "delete_account", "Delete the account")
        .describe("Everything in it is gone and its sessions are over. The name becomes free.")
        .body::<DeleteAccount>(json!({ "password": "nine blue herons over the quay" }))
        .signed_in()
        .hashes()
        .answers_cookies("Deleted; the cookies are cleared.")
        .fails(&[
            ProblemCode::WrongPassword,
            ProblemCode::OwnAccount,
            ProblemCode::GuestAccount,
        ])
}

fn profile(version: u8) -> Value {
    json!({
        "version": version, "display_name": "Ada", "email": "ada@example.com", "phone": "",
        "note": "", "more": [{ "name": "Pronouns", "value": "she/her" }]
    })
}

pub(super) fn session() -> Value {
    json!({
        "id": "Jw6kNfX1s0uHc4tB9yGmPQ", "current": true, "created_at": 1_800_000_000_000_u64,
        "last_used_at": 1_800_000_300_000_u64, "expires_at": 1_800_086_700_000_u64,
        "storage": "memory", "address": "192.0.2.7",
        "device": { "browser": "Firefox", "system": "Linux" }
    })
}
