//! The thief of the visitor's own session.

use super::Operation;
use lesson_shared::{
    lab::{LabForgeries, LabTheft},
    paths,
};
use serde_json::json;
use shared::{ProblemCode, api::Empty};
use utoipa::openapi::HttpMethod::Post;

pub(super) fn operations() -> [Operation; 3] {
    [copy(), use_copy(), forge()]
}

fn copy() -> Operation {
    let path = paths::LAB_THIEF_COPY;
    Operation::new(
        Post,
        path,
        "lab_thief_copy",
        "Have one's own refresh token copied",
    )
    .describe("The copy stays in the server, for ten minutes at most. No script sees it.")
    .body::<Empty>(json!({}))
    .refresh_cookie()
    .stores()
    .answers_nothing("Copied.")
    .fails(&[ProblemCode::RefreshRefused, ProblemCode::TooManyAttempts])
}

fn use_copy() -> Operation {
    let path = paths::LAB_THIEF_USE;
    Operation::new(Post, path, "lab_thief_use", "Have the copy used")
        .describe("By the code of every renewal. What the thief gets is dropped; the session may end of it.")
        .body::<Empty>(json!({}))
        .refresh_cookie()
        .stores()
        .answers::<LabTheft>(200, "What the thief saw.", json!({ "status": 401, "code": "refresh_reused" }))
        .fails(&[ProblemCode::RefreshRefused, ProblemCode::TooManyAttempts])
}

fn forge() -> Operation {
    let path = paths::LAB_THIEF_FORGE;
    let refused = json!({ "status": 401, "code": "refresh_refused" });
    Operation::new(
        Post,
        path,
        "lab_thief_forge",
        "Have one's own refresh token changed and tried",
    )
    .describe("In each of its three parts one bit is changed. The session does not notice.")
    .body::<Empty>(json!({}))
    .refresh_cookie()
    .stores()
    .answers::<LabForgeries>(
        200,
        "What the thief saw.",
        json!({ "session": refused, "counter": refused, "seal": refused }),
    )
    .fails(&[ProblemCode::RefreshRefused, ProblemCode::TooManyAttempts])
}
