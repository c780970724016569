//! Cookies that scripts can read.

use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

/// Everything that a script can see of this page's cookies: `name=value; name=value`.
pub fn visible() -> String {
    document().and_then(|document| document.cookie().ok()).unwrap_or_default()
}

/// The value of the cookie `name`, as far as scripts may see it.
pub fn get(name: &str) -> Option<String> {
    find(&visible(), name).map(Into::into)
}

/// Sets a cookie for this site that lives as long as the browser session; whether the browser took it.
/// `value` has to be made of characters that cookies allow, as tokens are.
pub fn set(name: &str, value: &str) -> bool {
    write(&format!("{name}={value}; {}", attributes())) && get(name).as_deref() == Some(value)
}

/// Removes a cookie that [`set`] has set.
pub fn remove(name: &str) {
    write(&format!("{name}=; Max-Age=0; {}", attributes()));
}

fn attributes() -> &'static str {
    let secure = web_sys::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|protocol| protocol == "https:");
    if secure { "Path=/; SameSite=Strict; Secure" } else { "Path=/; SameSite=Strict" }
}

fn write(cookie: &str) -> bool {
    document().is_some_and(|document| document.set_cookie(cookie).is_ok())
}

fn document() -> Option<HtmlDocument> {
    web_sys::window()?.document()?.dyn_into().ok()
}

fn find<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::find;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let cookies = "a=1; claimcheck_token=x.y.z; other_claimcheck_token=no; b=c=d";
        assert_eq!(find(cookies, "claimcheck_token"), Some("x.y.z"));
        assert_eq!(find(cookies, "token"), None);
        assert_eq!(find(cookies, "b"), Some("c=d"));
        assert_eq!(find("", "a"), None);
    }
}
