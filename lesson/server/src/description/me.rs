//! The two resources of the lab behind its two verifiers.

use super::{Operation, wants_lab_token};
use lesson_shared::{
    lab::{LabMe, MAX_OFFSET, OFFSET_HEADER},
    paths,
};
use serde_json::{Value, json};
use shared::ProblemCode;
use utoipa::openapi::{
    HttpMethod::{self, Get, Post},
    ObjectBuilder,
    schema::Type,
};

pub(super) fn operations() -> [Operation; 8] {
    let admins = &[ProblemCode::InsufficientScope];
    [
        naive(Get, paths::LAB_NAIVE_ME, "lab_naive_me"),
        naive(Post, paths::LAB_NAIVE_ME, "lab_naive_me_by_form"),
        strict(Get, paths::LAB_STRICT_ME, "lab_strict_me"),
        strict(Post, paths::LAB_STRICT_ME, "lab_strict_me_by_form"),
        naive(Get, paths::LAB_NAIVE_ADMIN, "lab_naive_admin"),
        naive(Post, paths::LAB_NAIVE_ADMIN, "lab_naive_admin_by_form"),
        strict(Get, paths::LAB_STRICT_ADMIN, "lab_strict_admin").fails(admins),
        strict(Post, paths::LAB_STRICT_ADMIN, "lab_strict_admin_by_form").fails(admins),
    ]
}

fn naive(method: HttpMethod, path: &'static str, id: &str) -> Operation {
    let summary = summary("naive", &method, path);
    wants_lab_token(shifted(Operation::new(method, path, id, &summary)))
        .describe(
            "It takes a token from the header, a cookie, the query or the body, and makes the mistakes \
             that attacks live on. It reaches nothing: its files, its database and its internet are a \
             few texts in memory. For a role it does not ask.",
        )
        .or_nothing()
        .answers::<LabMe>(200, "Whom it took the request for, and by which mistake.", me(true))
        .fails(&[
            ProblemCode::BodyTooLarge,
            ProblemCode::MalformedBody,
            ProblemCode::TooManyAttempts,
        ])
}

fn strict(method: HttpMethod, path: &'static str, id: &str) -> Operation {
    let summary = summary("strict", &method, path);
    wants_lab_token(shifted(Operation::new(method, path, id, &summary)))
        .describe("It is the server's own, with the keys of the lab. A form is not read.")
        .answers::<LabMe>(200, "Whom the token names.", me(false))
}

fn summary(verifier: &str, method: &HttpMethod, path: &str) -> String {
    let form = if *method == Get { "" } else { " with a form" };
    let admins = [paths::LAB_NAIVE_ADMIN, paths::LAB_STRICT_ADMIN];
    let what = if admins.contains(&path) {
        " for what is for admins"
    } else {
        ""
    };
    format!("Ask the {verifier} verifier{what}{form}")
}

/// The clock of one request.
fn shifted(operation: Operation) -> Operation {
    let seconds = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(-MAX_OFFSET))
        .maximum(Some(MAX_OFFSET));
    let about = "By how many seconds the verifier's clock shall be off.";
    operation.header(OFFSET_HEADER, seconds, about)
}

fn me(naive: bool) -> Value {
    let mut me = json!({
        "sub": "lab-user-AAAAAAAAAAAAAA", "roles": ["user"], "exp": 1_800_000_600
    });
    if naive {
        me["mistake"] = "kid_as_path".into();
        me["did"] = "read /dev/null".into();
    }
    me
}
