//! The checks of the verifier: the results that this browser can find by itself, and those of the server.

use super::super::{
    state::{Tour, use_current_token},
    texts,
};
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

shared::named_enum! {
    /// What this page knows of a check of the token.
    enum CheckResult {
        Passed = "passed",
        Refused = "refused",
        NotReached = "not_reached",
        /// The check needs the key, or something else that only the server has.
        ServerOnly = "server_only",
    }
}

/// All checks with their results: by the server, if it has judged the token, else by this browser.
pub fn checks() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let server = use_auth().server;
    let ticks = expect_context::<Ticks>();
    let token = Signal::derive(move || match tour.forged.get() {
        Some(forged) => Some(forged.token),
        None => current.text(),
    });
    let by_server = Memo::new(move |_| server_results(&tour.last_judged()?));
    let results = Memo::new(move |_| {
        by_server.get().unwrap_or_else(|| {
            let leeway = server.info().map_or(0, |info| info.leeway);
            token.get().map_or_else(
                || vec![CheckResult::ServerOnly; Check::ALL.len()],
                |token| browser_results(&token, ticks.now(), leeway),
            )
        })
    });
    let source = Signal::derive(move || match by_server.get() {
        Some(_) => t_string!(i18n, walkthrough.verify.by_server),
        None => t_string!(i18n, walkthrough.verify.by_browser),
    });
    let item = move |(index, &check): (usize, &Check)| {
        let result = Memo::new(move |_| results.with(|results| results[index]));
        let verdict = Signal::derive(move || {
            t_string!(i18n, walkthrough.verify.result_by_id).text(result.get().name())
        });
        view! {
            <li class="check" data-testid=format!("check-{check}") data-verdict=Signal::derive(move || result.get().name())>
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
    .into_any()
}

/// A 200 means that the token has passed every check; a refusal names the check that it has not passed.
fn server_results(exchange: &Exchange) -> Option<Vec<CheckResult>> {
    if exchange.status() == Some(200) {
        return Some(vec![CheckResult::Passed; Check::ALL.len()]);
    }
    let refused = exchange.problem()?.check?;
    let result = |check: &Check| match check.cmp(&refused) {
        std::cmp::Ordering::Less => CheckResult::Passed,
        std::cmp::Ordering::Equal => CheckResult::Refused,
        std::cmp::Ordering::Greater => CheckResult::NotReached,
    };
    Some(Check::ALL.iter().map(result).collect())
}

/// The server's verifier, run here without the key, issuer and audience that the server has.
fn browser_results(token: &str, now: UnixSeconds, leeway: u32) -> Vec<CheckResult> {
    let refusal = without_key(token, now, leeway).err();
    report(refusal.as_ref())
        .map(|(check, verdict)| match (check, verdict) {
            (_, Verdict::Refused(_)) => CheckResult::Refused,
            (_, Verdict::NotReached) => CheckResult::NotReached,
            (
                Check::KeyId
                | Check::Algorithm
                | Check::Signature
                | Check::Issuer
                | Check::Audience
                | Check::Session,
                Verdict::Passed,
            ) => CheckResult::ServerOnly,
            (_, Verdict::Passed) => CheckResult::Passed,
        })
        .collect()
}

fn without_key(token: &str, now: UnixSeconds, leeway: u32) -> Result<(), Refusal> {
    let claimed = Compact::parse(token)?;
    let algorithm = serde_json::from_slice::<ClaimedAlgorithm>(&claimed.header)
        .ok()
        .and_then(|header| Algorithm::from_name(&header.alg))
        .unwrap_or(Algorithm::Hs256);
    let signed = Parsed::parse(token)?.choose_key(|_| Some((algorithm, ())))?.signature_is(true)?;
    // The expected issuer and audience are the token's own, so these two checks pass here.
    let claims = UnverifiedClaims::read(token)?;
    let policy = TokenPolicy::new(&*claims.iss, &*claims.aud, leeway, TokenPolicy::MAX_LIFETIME)
        .map_err(|_| Refusal::WrongIssuer)?;
    signed.claims(&policy, now).map(|_| ())
}

#[derive(serde::Deserialize)]
struct ClaimedAlgorithm {
    alg: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Table, texts::walkthrough::verify::result_by_id};
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

    fn result(token: &str, now: i64, check: Check) -> CheckResult {
        browser_results(token, UnixSeconds(now), 5)[check as usize]
    }

    #[test]
    fn every_result_has_a_text() {
        Table::assert_names(&result_by_id, CheckResult::ALL.map(CheckResult::name));
    }

    #[test]
    fn without_the_key_the_browser_judges_what_it_can() {
        let token = token(&payload(1060));
        assert_eq!(result(&token, 1010, Check::Parts), CheckResult::Passed);
        assert_eq!(result(&token, 1010, Check::Signature), CheckResult::ServerOnly);
        assert_eq!(result(&token, 1010, Check::Expiry), CheckResult::Passed);
        assert_eq!(result(&token, 1065, Check::Expiry), CheckResult::Refused);
    }

    #[test]
    fn after_a_refusal_nothing_is_reached() {
        assert_eq!(result("a.b", 1010, Check::Length), CheckResult::Passed);
        assert_eq!(result("a.b", 1010, Check::Parts), CheckResult::Refused);
        assert_eq!(result("a.b", 1010, Check::Signature), CheckResult::NotReached);
    }
}
