//! Where the naive verifier looks for a token: everywhere.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use lesson_shared::lab::{ACCESS_COOKIE, Mistake};
use server::auth::verify::Verifier;
use url::form_urlencoded;

/// A request, as far as the naive verifier looks at it.
#[derive(Clone, Copy, Debug)]
pub(in crate::lab) struct Asked<'r> {
    pub(in crate::lab) headers: &'r HeaderMap,
    pub(in crate::lab) query: &'r str,
    /// The body, as a form.
    pub(in crate::lab) body: &'r [u8],
}

/// The first token there is, in the header, a cookie, the query or the body.
pub(super) fn find(asked: &Asked<'_>) -> Option<String> {
    in_header(asked.headers)
        .or_else(|| in_cookie(asked.headers))
        .or_else(|| in_form(asked.query.as_bytes()))
        .or_else(|| in_form(asked.body))
}

/// [`Mistake::TokenAnywhere`] where the strict verifier does not take this token from this request.
pub(super) fn is_odd(asked: &Asked<'_>, token: &str, strict: &Verifier<'_>) -> Option<Mistake> {
    let theirs = strict.the_one_token(asked.headers);
    let same = theirs.is_ok_and(|theirs| theirs.as_deref() == Some(token));
    (!same).then_some(Mistake::TokenAnywhere)
}

/// The text behind the scheme of `Authorization`, up to the first comma unless it is JSON.
fn in_header(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let credentials = value.split_once(' ').map_or(value, |(_, rest)| rest).trim();
    let token =
        if credentials.starts_with('{') { credentials } else { credentials.split(',').next()? };
    (!token.is_empty()).then(|| token.to_owned())
}

fn in_cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get("cookie")?.to_str().ok()?;
    let mut pairs = cookies.split(';').filter_map(|pair| pair.split_once('='));
    let (_, token) = pairs.find(|(name, _)| name.trim().ends_with(ACCESS_COOKIE))?;
    Some(token.trim().to_owned())
}

fn in_form(form: &[u8]) -> Option<String> {
    let mut fields = form_urlencoded::parse(form);
    let (_, token) = fields.find(|(name, _)| name == "access_token")?;
    (!token.is_empty()).then(|| token.into_owned())
}
