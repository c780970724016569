//! What the lab has.

use super::Here;
use crate::{app::AppState, config::PublicUrl};
use axum::{Json, extract::State};
use shared::api::{
    lab::{LabInfo, LabKey},
    paths,
};

/// `GET /api/lab`
pub(super) async fn info(State(state): State<AppState>, lab: Here) -> Json<LabInfo> {
    let keys = lab.keys.iter().map(|one| LabKey {
        kid: one.key.kid().into(),
        algorithm: one.key.algorithm(),
        jwk: one
            .key
            .public()
            .and_then(|jwk| serde_json::to_value(jwk).ok()),
        pem: one.pem.clone(),
    });
    Json(LabInfo {
        issuer: lab.policy.issuer().into(),
        audience: lab.policy.audience().into(),
        leeway: lab.policy.leeway(),
        max_lifetime: lab.policy.max_lifetime(),
        keys: keys.collect(),
        now: state.clock.now().seconds(),
        elsewhere: elsewhere(&state.config.public_url),
    })
}

/// The page under the other name of this machine, which is another site for a browser.
fn elsewhere(url: &PublicUrl) -> Option<String> {
    let names = [("localhost", "127.0.0.1"), ("127.0.0.1", "localhost")];
    let (name, other) = names.into_iter().find(|(name, _)| url.host() == *name)?;
    let origin = url.origin().replacen(name, other, 1);
    Some(format!("{origin}{}", paths::LAB_ELSEWHERE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_two_names_is_two_sites() {
        for (url, other) in [
            (
                "http://localhost:8080",
                Some("http://127.0.0.1:8080/api/lab/elsewhere"),
            ),
            (
                "http://127.0.0.1:8080",
                Some("http://localhost:8080/api/lab/elsewhere"),
            ),
            ("https://lab.example.com", None),
        ] {
            let url: PublicUrl = url.parse().unwrap();
            assert_eq!(elsewhere(&url).as_deref(), other);
        }
    }
}
