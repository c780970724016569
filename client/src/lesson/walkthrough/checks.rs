//! The checks of the verifier: what this browser finds by itself, and what the server has found.

use super::{held::use_holding, texts, tour::Tour};
use crate::{
    auth::use_auth,
    components::Ticks,
    http::Exchange,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    Check, Refusal, TokenPolicy, UnixSeconds, UnverifiedClaims, Verdict,
    compact::Compact,
    verify::{Algorithm, Parsed, report},
};

/// How a token fared in a check, as far as it is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Passed,
    Refused,
    NotReached,
    /// It takes the key, or what else only the server has.
    ServerOnly,
}

impl Mark {
    const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Refused => "refused",
            Self::NotReached => "not_reached",
            Self::ServerOnly => "server_only",
        }
    }
}

/// All checks with their marks: by the server, if it has judged the token, else by this browser.
#[component]
pub fn Checks() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let server = use_auth().server;
    let ticks = expect_context::<Ticks>();
    let token = Signal::derive(move || match tour.forged.get() {
        Some(forged) => Some(forged.token),
        None => holding.get()?.token,
    });
    let by_server = Memo::new(move |_| last_judged(tour).as_ref().and_then(server_marks));
    let marks = Memo::new(move |_| {
        by_server.get().unwrap_or_else(|| {
            let leeway = server.info().map_or(0, |info| info.leeway);
            token.get().map_or_else(
                || vec![Mark::ServerOnly; Check::ALL.len()],
                |token| browser_marks(&token, ticks.now(), leeway),
            )
        })
    });
    let source = Signal::derive(move || {
        if by_server.get().is_some() {
            t_string!(i18n, walkthrough.verify.by_server)
        } else {
            t_string!(i18n, walkthrough.verify.by_browser)
        }
    });
    let item = move |(index, &check): (usize, &Check)| {
        let mark = Memo::new(move |_| marks.with(|marks| marks[index]));
        let verdict = Signal::derive(move || match mark.get() {
            Mark::Passed => t_string!(i18n, walkthrough.verify.passed),
            Mark::Refused => t_string!(i18n, walkthrough.verify.refused),
            Mark::NotReached => t_string!(i18n, walkthrough.verify.not_reached),
            Mark::ServerOnly => t_string!(i18n, walkthrough.verify.server_only),
        });
        view! {
            <li class="check" data-testid=format!("check-{check}") data-verdict=Signal::derive(move || mark.get().name())>
                <span class="check__name">{Signal::derive(move || texts::check(i18n, check))}</span>
                <span class="check__verdict">{verdict}</span>
                <code class="check__note">{check.name()}</code>
            </li>
        }
    };
    view! {
        <p class="small soft">{source}</p>
        <ol
            class="checks"
            aria-label=text!(i18n, walkthrough.verify.checks)
            data-testid="verify-report"
            data-by=Signal::derive(move || if by_server.get().is_some() { "server" } else { "browser" })
        >
            {Check::ALL.iter().enumerate().map(item).collect_view()}
        </ol>
    }
}

/// The last call of this step that the server has judged a token in.
#[must_use]
pub fn last_judged(tour: Tour) -> Option<Exchange> {
    let exchanges = tour.exchanges(shared::Step::Verify);
    exchanges.into_iter().rev().find(|exchange| server_marks(exchange).is_some())
}

/// An answer means that every check was passed; a refusal names the one that was not.
fn server_marks(exchange: &Exchange) -> Option<Vec<Mark>> {
    if exchange.status() == Some(200) {
        return Some(vec![Mark::Passed; Check::ALL.len()]);
    }
    let refused = exchange.problem()?.check?;
    let mark = |check: &Check| match check.cmp(&refused) {
        std::cmp::Ordering::Less => Mark::Passed,
        std::cmp::Ordering::Equal => Mark::Refused,
        std::cmp::Ordering::Greater => Mark::NotReached,
    };
    Some(Check::ALL.iter().map(mark).collect())
}

/// The same verifier, without key and without knowing what the server expects: what would need them is
/// left to the server.
fn browser_marks(token: &str, now: UnixSeconds, leeway: u32) -> Vec<Mark> {
    let refusal = without_key(token, now, leeway).err();
    report(refusal.as_ref())
        .map(|(check, verdict)| match (check, verdict) {
            (_, Verdict::Refused(_)) => Mark::Refused,
            (_, Verdict::NotReached) => Mark::NotReached,
            (
                Check::KeyId
                | Check::Algorithm
                | Check::Signature
                | Check::Issuer
                | Check::Audience
                | Check::Session,
                Verdict::Passed,
            ) => Mark::ServerOnly,
            (_, Verdict::Passed) => Mark::Passed,
        })
        .collect()
}

fn without_key(token: &str, now: UnixSeconds, leeway: u32) -> Result<(), Refusal> {
    let claimed = Compact::parse(token)?;
    let algorithm = serde_json::from_slice::<Claimed>(&claimed.header)
        .ok()
        .and_then(|header| Algorithm::from_name(&header.alg))
        .unwrap_or(Algorithm::Hs256);
    let signed = Parsed::parse(token)?.choose_key(|_| Some((algorithm, ())))?.signature_is(true)?;
    // Compared with itself, issuer and audience cannot be wrong: they are not judged here.
    let claims = UnverifiedClaims::read(token)?;
    let policy = TokenPolicy::new(&*claims.iss, &*claims.aud, leeway, TokenPolicy::MAX_LIFETIME)
        .map_err(|_| Refusal::WrongIssuer)?;
    signed.claims(&policy, now).map(|_| ())
}

#[derive(serde::Deserialize)]
struct Claimed {
    alg: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{Claims, compact::base64url};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn token(payload: &str) -> String {
        let header = r#"{"alg":"HS256","typ":"at+jwt","kid":"k1"}"#;
        let part = |text: &str| base64url(text.as_bytes());
        format!("{}.{}.{}", part(header), part(payload), part("signature"))
    }

    fn payload(exp: i64) -> String {
        let claims = Claims { iat: UnixSeconds(1000), exp: UnixSeconds(exp), ..Claims::example() };
        serde_json::to_string(&claims).expect("claims are JSON")
    }

    fn mark(token: &str, now: i64, check: Check) -> Mark {
        browser_marks(token, UnixSeconds(now), 5)[check as usize]
    }

    #[test]
    fn without_the_key_the_browser_judges_what_it_can() {
        let token = token(&payload(1060));
        assert_eq!(mark(&token, 1010, Check::Parts), Mark::Passed);
        assert_eq!(mark(&token, 1010, Check::Signature), Mark::ServerOnly);
        assert_eq!(mark(&token, 1010, Check::Expiry), Mark::Passed);
        assert_eq!(mark(&token, 1065, Check::Expiry), Mark::Refused);
    }

    #[test]
    fn after_a_refusal_nothing_is_reached() {
        assert_eq!(mark("a.b", 1010, Check::Length), Mark::Passed);
        assert_eq!(mark("a.b", 1010, Check::Parts), Mark::Refused);
        assert_eq!(mark("a.b", 1010, Check::Signature), Mark::NotReached);
    }
}
