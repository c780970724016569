//! The address and the device of a client, for users to recognize. The device is read from the user agent.
//!
//! Browsers claim to be each other for the sake of old pages, so the tables are ordered: a browser that is
//! built on another one comes before it. Versions are left out, because half of the browsers freeze them or
//! make them up.

use super::caller::Caller;
use shared::api::account::Device;
use std::net::IpAddr;

/// The address and the device of a caller, as users see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    pub address: Option<String>,
    pub device: Device,
}

impl Whereabouts {
    /// Of a guest account, `viewer` is the address of the client that asks: it sees itself and no other
    /// client.
    pub(crate) fn of(caller: Option<Caller>, viewer: Option<IpAddr>) -> Self {
        let seen = caller.filter(|caller| viewer.is_none_or(|viewer| caller.address == viewer));
        seen.map_or_else(Self::default, |caller| Self {
            device: caller.user_agent.as_deref().map(recognize).unwrap_or_default(),
            address: Some(caller.address.to_string()),
        })
    }
}

/// A part of a user agent, and the browser that it identifies.
const BROWSERS: [(&str, &str); 24] = [
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER(inapp", "NAVER"),
    ("FBAN/", "Facebook"),
    ("FBAV/", "Facebook"),
    ("Instagram ", "Instagram"),
    ("Line/", "LINE"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("Whale/", "Whale"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python-requests/", "Python"),
];

/// A part of a user agent, and the system that it identifies.
const SYSTEMS: [(&str, &str); 11] = [
    ("Windows NT", "Windows"),
    ("iPhone", "iOS"),
    ("iPod", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("OpenHarmony", "HarmonyOS"),
    ("CrOS", "ChromeOS"),
    // An iPad that asks for desktop pages says this too, and nothing on the wire tells the two apart.
    ("Macintosh", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
];

pub(crate) fn recognize(user_agent: &str) -> Device {
    Device { browser: first(&BROWSERS, user_agent), system: first(&SYSTEMS, user_agent) }
}

fn first(table: &[(&str, &str)], user_agent: &str) -> Option<String> {
    let known = table.iter().find(|(mark, _)| user_agent.contains(mark));
    known.map(|(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Browser, system and user agent.
    const USER_AGENTS: &str = "
        Chrome | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36
        Edge | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36 Edg/146.0.0.0
        Firefox | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0
        Whale | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Whale/4.35.351.12 Safari/537.36
        Safari | macOS | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.3 Safari/605.1.15
        Opera | macOS | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36 OPR/128.0.0.0
        Safari | iOS | Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.3 Mobile/15E148 Safari/604.1
        Chrome | iOS | Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/146.0.7680.40 Mobile/15E148 Safari/604.1
        Firefox | iOS | Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/149.0 Mobile/15E148 Safari/605.1.15
        Edge | iPadOS | Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.3 EdgiOS/145.0.3800.58 Mobile/15E148 Safari/604.1
        Chrome | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36
        Samsung Internet | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36
        Firefox | Android | Mozilla/5.0 (Android 16; Mobile; rv:149.0) Gecko/149.0 Firefox/149.0
        KakaoTalk | Android | Mozilla/5.0 (Linux; Android 15; SM-S931N Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/144.0.7559.59 Mobile Safari/537.36;KAKAOTALK 2511110
        Firefox | Linux | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
        Chrome | Linux | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/146.0.0.0 Safari/537.36
        Chrome | ChromeOS | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36
    ";

    #[test]
    fn devices_are_called_what_people_call_them() {
        for line in USER_AGENTS.trim().lines() {
            let [browser, system, user_agent] =
                line.splitn(3, '|').map(str::trim).collect::<Vec<_>>()[..]
            else {
                panic!("{line}");
            };
            let device = recognize(user_agent);
            let names = (device.browser.as_deref(), device.system.as_deref());
            assert_eq!(names, (Some(browser), Some(system)), "{user_agent}");
        }
    }

    #[test]
    fn a_program_has_no_system_and_nonsense_has_no_name() {
        assert_eq!(recognize("curl/8.16.0").browser.as_deref(), Some("curl"));
        assert_eq!(recognize("curl/8.16.0").system, None);
        for nonsense in ["", "Mozilla/5.0", "<script>", "\u{1f600}"] {
            assert_eq!(recognize(nonsense), Device::default(), "{nonsense}");
        }
    }
}
