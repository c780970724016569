//! The source that this server and its client were built from: what the walkthrough shows beside a step.
//! These files and no others.

use axum::{
    Json,
    http::{HeaderName, header::CONTENT_TYPE},
};
use lesson_shared::{
    lab::{Side, SourceFile},
    paths,
};
use server::{error::AppError, extract::Segments};
use shared::{ProblemCode, Step};

/// The source files of the steps
#[utoipa::path(get, path = paths::LAB_SOURCE, operation_id = "lab_sources", tag = "Lesson",
    responses((status = 200, description = "Files of the running server and of its client.", body = [SourceFile],
        example = json!([{ "step": "login", "side": "server", "path": "server/src/auth/login.rs" }]))))]
pub(crate) async fn list() -> Json<Vec<SourceFile>> {
    let file = |(step, side, path, _): &Embedded| SourceFile {
        step: *step,
        side: *side,
        path: (*path).into(),
    };
    Json(FILES.iter().map(file).collect())
}

/// One of these files
#[utoipa::path(get, path = paths::LAB_SOURCE_FILE, operation_id = "lab_source", tag = "Lesson",
    params(("path" = String, Path, description = "Its path as the list has it, slashes included.")),
    responses((status = 200, description = "The file.", body = String, content_type = "text/plain")))]
pub(crate) async fn file(
    Segments(path): Segments<String>,
) -> Result<([(HeaderName, &'static str); 1], &'static str), AppError> {
    let found = FILES.iter().find(|(_, _, listed, _)| *listed == path);
    let (_, _, _, text) = found.ok_or_else(|| {
        let detail = "this file is none of those that are listed at /api/lab/source";
        AppError::new(ProblemCode::NotFound, detail)
    })?;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], text))
}

type Embedded = (Option<Step>, Side, &'static str, &'static str);

macro_rules! files {
    ($($step:expr, $side:ident: $($path:literal)*;)*) => {
        &[$($(
            ($step, Side::$side, $path, include_str!(concat!("../../../", $path))),
        )*)*]
    };
}

/// By step, the files in which it happens first.
const FILES: &[Embedded] = files! {
    Some(Step::Login), Client: "client/src/auth/login.rs" "client/src/http/call.rs";
    Some(Step::Login), Server: "server/src/auth/login.rs" "server/src/auth/password.rs" "server/src/auth/throttle.rs";
    Some(Step::Issue), Server: "server/src/auth/issue.rs" "server/src/keys/signing.rs";
    Some(Step::Issue), Shared: "shared/src/claims.rs";
    Some(Step::Store), Client: "client/src/auth/store.rs" "client/src/browser/site_data.rs" "client/src/browser/cookie.rs";
    Some(Step::Store), Server: "server/src/auth/store.rs" "server/src/auth/cookies.rs";
    Some(Step::Attach), Client: "client/src/auth/attach.rs";
    Some(Step::Verify), Server: "server/src/auth/verify.rs" "server/src/auth/revoked.rs";
    Some(Step::Verify), Shared: "shared/src/verify/mod.rs" "shared/src/compact.rs" "shared/src/json.rs" "shared/src/verify/refusal.rs";
    Some(Step::Handle), Server: "server/src/api/me.rs";
    Some(Step::Expire), Client: "client/src/auth/expire.rs" "client/src/auth/logout.rs";
    Some(Step::Expire), Server: "server/src/auth/expire.rs" "server/src/auth/refresh_token.rs" "server/src/auth/logout.rs" "server/src/auth/end.rs";
    None, Shared: "shared/src/api/mod.rs" "shared/src/step.rs" "shared/src/verify/check.rs" "shared/src/stage.rs" "lesson/shared/src/trace.rs";
    None, Server: "server/src/app.rs" "server/src/stage.rs" "lesson/server/src/trace.rs" "server/src/auth/same_site.rs" "server/src/vault.rs" "lesson/server/src/lab/naive/mod.rs" "lesson/server/src/lab/naive/signature.rs" "lesson/server/src/lab/naive/known.rs" "lesson/server/src/lab/naive/kid.rs" "lesson/server/src/lab/naive/key.rs";
    None, Client: "client/src/http/mod.rs" "client/src/auth/session.rs" "client/src/auth/restore.rs";
};
