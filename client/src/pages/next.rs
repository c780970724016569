//! Where to go after signing in.

use super::paths;

/// The way to the sign-in page and back to `here`.
#[must_use]
pub fn sign_in_path(here: &str) -> String {
    let here = String::from(js_sys::encode_uri_component(here));
    format!("{}?next={here}", paths::SIGN_IN)
}

/// Where `next` leads, if that is a page of this site: anybody can write a link that carries one.
#[must_use]
pub fn next_path(next: Option<&str>) -> &str {
    next.filter(|next| is_own(next)).unwrap_or(paths::HOME)
}

/// Browsers read `//host`, `/\host` and, once they have dropped the control characters, `/<tab>/host`
/// as addresses of other sites.
fn is_own(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(char::is_control)
        && !path.starts_with(paths::SIGN_IN)
}

#[cfg(test)]
mod tests {
    use super::next_path;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for own in [
            "/",
            "/account",
            "/account?tab=sessions#top",
            "/?step=verify",
        ] {
            assert_eq!(next_path(Some(own)), own);
        }
        for foreign in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/sign-in?next=/account",
        ] {
            assert_eq!(next_path(Some(foreign)), "/", "{foreign:?}");
        }
        assert_eq!(next_path(None), "/");
    }
}
