//! `/api/me/profile`: reads and writes the profile of a user, which the [vault](crate::vault) seals.

use crate::{
    auth::{CurrentUser, caller::Caller},
    db::profiles,
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use axum::{Json, extract::State};
use shared::{
    AuditEvent, ProblemCode,
    api::{
        account::{Profile, ProfileField},
        paths,
    },
    problem::fails,
};
use tracing::instrument;

/// The longest body with a profile, in bytes. The longest profile fits even if the client writes each character as
/// `\uXXXX`.
pub(super) const MAX_BYTES: usize = 64 * 1024;

/// Read the profile
///
/// It is kept sealed, and nothing of it is in a token.
#[utoipa::path(get, path = paths::PROFILE, operation_id = "read_profile", tag = "Account",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The profile.", body = Profile, example = example),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn read(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<Profile>, AppError> {
    let row = profiles::find(&state.db, &user.sub).await?;
    let profile = state.seals.vault.open(&user.sub, &row.unwrap_or_default())?;
    Ok(Json(profile))
}

/// Change the profile
///
/// The body is the whole profile, with the `version` that was read. If the profile has changed since, nothing is written.
/// The body may have 64 KiB.
#[utoipa::path(put, path = paths::PROFILE, operation_id = "write_profile", tag = "Account",
    request_body(content = Profile, example = example),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The profile with its new version.", body = Profile, example = example_after),
        fails::ProfileChanged, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn write(
    State(state): State<AppState>,
    caller: Caller,
    user: CurrentUser,
    JsonBody(profile): JsonBody<Profile, MAX_BYTES>,
) -> Result<Json<Profile>, AppError> {
    let profile = tidy(profile)?;
    state
        .limits
        .profile_writes
        .take(user.sub.clone(), state.clock.now())
        .map_err(AppError::too_many_attempts)?;
    let row = state.seals.vault.seal(&user.sub, &profile);
    let event = state.event(AuditEvent::ProfileChanged, &caller);
    if !profiles::replace(&state.db, &user.sub, &user.sid, &row, event).await? {
        return Err(AppError::new(
            ProblemCode::ProfileChanged,
            "somebody saved this profile after you read it; read it again and make your change there",
        ));
    }
    Ok(Json(Profile { version: profile.version + 1, ..profile }))
}

fn example() -> Profile {
    Profile {
        version: 3,
        display_name: "Ada".into(),
        email: "ada@example.com".into(),
        more: vec![ProfileField { name: "Pronouns".into(), value: "she/her".into() }],
        ..Profile::default()
    }
}

fn example_after() -> Profile {
    Profile { version: 4, ..example() }
}

/// Trims the texts, which may be pasted, and drops empty rows of the form. Fails with the first field that is too long
/// or has control characters.
fn tidy(profile: Profile) -> Result<Profile, AppError> {
    let mut more = Vec::new();
    for (index, field) in profile.more.into_iter().enumerate() {
        let name = line(&format!("more[{index}].name"), &field.name)?;
        let value = line(&format!("more[{index}].value"), &field.value)?;
        match (name.is_empty(), value.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let detail = "give the field a name, or leave it out";
                return Err(AppError::field(format!("more[{index}].name"), detail));
            }
            (false, _) => more.push(ProfileField { name, value }),
        }
    }
    if more.len() > Profile::MAX_MORE {
        let detail = format!("a profile has at most {} fields of its own", Profile::MAX_MORE);
        return Err(AppError::field("more", detail));
    }
    Ok(Profile {
        version: profile.version,
        display_name: line("display_name", &profile.display_name)?,
        email: line("email", &profile.email)?,
        phone: line("phone", &profile.phone)?,
        note: note(&profile.note)?,
        more,
    })
}

fn line(field: &str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    check(field, text, Profile::MAX_LINE, |_| false)?;
    Ok(text.into())
}

/// Line ends become `\n`, as in the text field of a browser.
fn note(text: &str) -> Result<String, AppError> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_end();
    check("note", text, Profile::MAX_NOTE, |c| matches!(c, '\n' | '\t'))?;
    Ok(text.into())
}

fn check(
    field: &str,
    text: &str,
    most: usize,
    allowed: impl Fn(char) -> bool,
) -> Result<(), AppError> {
    if text.chars().count() > most {
        return Err(AppError::field(field, format!("at most {most} characters fit here")));
    }
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(AppError::field(field, "control characters cannot be kept here"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> ProfileField {
        ProfileField { name: name.into(), value: value.into() }
    }

    #[test]
    fn what_surrounds_a_text_is_dropped_and_the_note_keeps_its_lines() {
        let profile = Profile {
            display_name: " Ada\u{3000}".into(),
            note: "  one\r\n\ttwo\n\n".into(),
            more: vec![field(" ", ""), field(" size ", " 38 ")],
            ..Profile::default()
        };
        let tidied = tidy(profile).unwrap();
        assert_eq!(tidied.display_name, "Ada");
        assert_eq!(tidied.note, "  one\n\ttwo");
        assert_eq!(tidied.more, [field("size", "38")]);
    }

    #[test]
    fn limits_count_characters_and_errors_name_the_field() {
        let fits = Profile {
            display_name: "가".repeat(Profile::MAX_LINE),
            note: "가".repeat(Profile::MAX_NOTE),
            more: vec![field("a", "b"); Profile::MAX_MORE],
            ..Profile::default()
        };
        assert_eq!(tidy(fits.clone()).unwrap(), fits);
        let with = |change: fn(&mut Profile)| {
            let mut profile = fits.clone();
            change(&mut profile);
            tidy(profile).unwrap_err().wrong_field().unwrap().to_owned()
        };
        assert_eq!(with(|p| p.display_name.push('가')), "display_name");
        assert_eq!(with(|p| p.email = "a\0b".into()), "email");
        assert_eq!(with(|p| p.phone = "1\n2".into()), "phone");
        assert_eq!(with(|p| p.note.push('가')), "note");
        assert_eq!(with(|p| p.note = "a\u{7}b".into()), "note");
        assert_eq!(with(|p| p.more.push(field("c", "d"))), "more");
        assert_eq!(with(|p| p.more[2].value = "x".repeat(201)), "more[2].value");
        assert_eq!(with(|p| p.more[19].name.clear()), "more[19].name");
    }
}
