//! The description of what the lesson serves.

mod me;
mod thief;

use lesson_shared::{
    LessonInfo, SealedProfile,
    lab::{
        ACCESS_COOKIE, LabInfo, LabLogin, LabSignedIn, LabToken, LabTokenRequest, LabTransfers,
        NAIVE_COOKIE, STRICT_COOKIE, SourceFile,
    },
    paths,
};
use serde_json::{Value, json};
use server::api::openapi::{Part, bearer, cookie, operation::Operation, schema::text};
use shared::{ProblemCode, api::Empty};
use utoipa::openapi::{
    HttpMethod::{Get, Post},
    security::{ApiKey, ApiKeyValue, SecurityScheme},
};

const LAB_BEARER: &str = "lab_bearer";
const LAB_ACCESS_COOKIE: &str = "lab_access_cookie";
const LAB_STRICT_COOKIE: &str = "lab_strict_cookie";
const LAB_NAIVE_COOKIE: &str = "lab_naive_cookie";

/// With the lab on or off.
pub(crate) fn part(lab: bool) -> Part {
    let tag = (
        "Lesson",
        "For learning. The lab has keys of its own, and its tokens are worth nothing elsewhere.",
    );
    let mut part = Part {
        tag,
        schemes: Vec::new(),
        operations: vec![lesson()],
    };
    if lab {
        part.schemes = schemes();
        part.operations.extend(operations());
    }
    part
}

fn schemes() -> Vec<(&'static str, SecurityScheme)> {
    // The one cookie without a prefix: other sites have to be able to make a browser send it.
    let naive = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        NAIVE_COOKIE,
        "Http-only cookie with a visitor of the lab that every site can have sent (`SameSite=None`).",
    )));
    vec![
        (
            LAB_BEARER,
            bearer("A token of the lab, from its keys and not the server's."),
        ),
        (
            LAB_ACCESS_COOKIE,
            cookie(ACCESS_COOKIE, "a token of the lab"),
        ),
        (
            LAB_STRICT_COOKIE,
            cookie(
                STRICT_COOKIE,
                "a visitor of the lab, which other sites cannot have sent (`SameSite=Strict`)",
            ),
        ),
        (LAB_NAIVE_COOKIE, naive),
    ]
}

/// It wants a token of the lab, which is refused as any other.
fn wants_lab_token(operation: Operation) -> Operation {
    operation
        .wants(LAB_BEARER)
        .wants(LAB_ACCESS_COOKIE)
        .refuses_tokens()
}

fn lesson() -> Operation {
    Operation::new(Get, paths::LESSON, "lesson", "What the server has of the lesson")
        .answers::<LessonInfo>(
            200,
            "Whether the lab is on, and the account to try things with.",
            json!({ "lab": true, "demo": { "username": "demo", "password": "seven-steps-of-a-token" } }),
        )
}

fn operations() -> Vec<Operation> {
    let operations = [
        sealed_profile(),
        info(),
        issue(),
        end(),
        naive_login(),
        strict_login(),
        transfers(),
        begin_transfers(),
        naive_transfer(),
        strict_transfer(),
        elsewhere(),
        sources(),
        source(),
    ];
    let operations = operations
        .into_iter()
        .chain(me::operations())
        .chain(thief::operations());
    operations.collect()
}

fn sealed_profile() -> Operation {
    Operation::new(
        Get,
        paths::LAB_PROFILE,
        "sealed_profile",
        "One's own profile as it is stored",
    )
    .describe("The row of the database, sealed.")
    .signed_in()
    .stores()
    .answers::<SealedProfile>(
        200,
        "The columns that were written.",
        json!({ "columns": [{ "column": "display_name", "sealed": "k1.q0Zt5W8nR2yLx7cVb1mDsg" }] }),
    )
}

fn info() -> Operation {
    Operation::new(Get, paths::LAB, "lab", "What the lab has").answers::<LabInfo>(
        200,
        "Issuer, audience, keys and clock of the lab.",
        json!({
            "issuer": "http://localhost:8080/lab", "audience": "lab", "leeway": 5,
            "max_lifetime": 600, "keys": [{ "kid": "weak", "algorithm": "HS256" }],
            "now": 1_800_000_000, "elsewhere": "http://127.0.0.1:8080/api/lab/elsewhere"
        }),
    )
}

fn issue() -> Operation {
    let path = paths::LAB_TOKENS;
    Operation::new(Post, path, "lab_token", "Get a genuine token of the lab")
        .describe(
            "For a user who is made up. There is no password, because there is nothing behind it.",
        )
        .body::<LabTokenRequest>(json!({ "algorithm": "EdDSA", "lifetime": 60, "key": "strong" }))
        .answers::<LabToken>(
            200,
            "The token.",
            json!({ "token": "eyJhbGciOiJFZERTQSJ9.e30.c2ln" }),
        )
        .fails(&[ProblemCode::TooManyAttempts])
}

fn end() -> Operation {
    let path = paths::LAB_LOGOUT;
    let operation = Operation::new(Post, path, "lab_log_out", "End the session of a lab token");
    wants_lab_token(operation)
        .describe("The strict verifier refuses it from now on. The naive one does not hear of it.")
        .body::<Empty>(json!({}))
        .answers_nothing("Ended.")
        .fails(&[ProblemCode::TooManyAttempts])
}

fn naive_login() -> Operation {
    let path = paths::LAB_NAIVE_LOGIN;
    Operation::new(Post, path, "lab_naive_login", "Guess a password, unlimited")
        .body::<LabLogin>(guess())
        .answers::<LabSignedIn>(200, "Guessed.", json!({ "username": "alice" }))
        .fails(&[ProblemCode::WrongCredentials])
}

fn strict_login() -> Operation {
    let path = paths::LAB_STRICT_LOGIN;
    Operation::new(Post, path, "lab_strict_login", "Guess a password, limited")
        .describe("With the limit of the real login for one account, counted for each network, and that for a site.")
        .body::<LabLogin>(guess())
        .answers::<LabSignedIn>(200, "Guessed.", json!({ "username": "alice" }))
        .fails(&[ProblemCode::WrongCredentials, ProblemCode::TooManyAttempts])
}

fn transfers() -> Operation {
    let path = paths::LAB_TRANSFERS;
    Operation::new(Get, path, "lab_transfers", "How often a cookie was ridden")
        .wants(LAB_STRICT_COOKIE)
        .or_nothing()
        .answers::<LabTransfers>(200, "The numbers of this visitor.", counted())
}

fn begin_transfers() -> Operation {
    let path = paths::LAB_TRANSFERS;
    Operation::new(
        Post,
        path,
        "begin_lab_transfers",
        "Get two cookies to ride on",
    )
    .body::<Empty>(json!({}))
    .answers_with_cookies::<LabTransfers>(
        "One with `SameSite=None`, one with `SameSite=Strict`.",
        json!({ "naive": 0, "strict": 0 }),
    )
    .fails(&[ProblemCode::TooManyAttempts])
}

fn naive_transfer() -> Operation {
    let path = paths::LAB_NAIVE_TRANSFER;
    Operation::new(
        Post,
        path,
        "lab_naive_transfer",
        "Transfer for whoever has the cookie",
    )
    .describe("From any site, with any body. It changes a number of the visitor and nothing else.")
    .for_any_site()
    .wants(LAB_NAIVE_COOKIE)
    .answers::<LabTransfers>(200, "Transferred.", counted())
    .fails(&[ProblemCode::TokenMissing])
}

fn strict_transfer() -> Operation {
    let path = paths::LAB_STRICT_TRANSFER;
    Operation::new(
        Post,
        path,
        "lab_strict_transfer",
        "Transfer for a page of this site",
    )
    .body::<Empty>(json!({}))
    .wants(LAB_STRICT_COOKIE)
    .answers::<LabTransfers>(200, "Transferred.", counted())
    .fails(&[ProblemCode::TokenMissing])
}

fn elsewhere() -> Operation {
    let path = paths::LAB_ELSEWHERE;
    Operation::new(
        Get,
        path,
        "lab_elsewhere",
        "A page that aims forms at this site",
    )
    .describe(
        "To be opened under another name of the machine, which makes it another site. Where the public \
         address has no other name, it is not there.",
    )
    .answers_as("text/html", "The page.", text())
    .fails(&[ProblemCode::NotFound])
}

fn sources() -> Operation {
    let path = paths::LAB_SOURCE;
    Operation::new(Get, path, "lab_sources", "The source files of the steps")
        .answers_list::<SourceFile>(
            "Files of the running server and of its client.",
            &json!({ "step": "login", "side": "server", "path": "server/src/auth/login.rs" }),
        )
}

fn source() -> Operation {
    let path = "/api/lab/source/{path}";
    Operation::new(Get, path, "lab_source", "One of these files")
        .rest("path", "Its path as the list has it, slashes included.")
        .answers_as("text/plain", "The file.", text())
}

fn guess() -> Value {
    json!({ "username": "alice", "password": "letmein" })
}

fn counted() -> Value {
    json!({ "naive": 1, "strict": 0 })
}
