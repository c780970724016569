//! The bench: what the attacks of this page share, and how one is performed.

use super::{
    crack::Cracker,
    outcome::{Outcome, Said},
};
use crate::{
    browser::crypto::{Alg, CryptoError, Key, hmac_sha256},
    http::{ApiError, Call, Credential, Http},
};
use attacks::{Attack, Case, Draft, First, ForgeError, Materials, Signing};
use leptos::prelude::*;
use shared::{
    api::{
        Empty,
        lab::{LabInfo, LabKeyChoice, LabToken, LabTokenRequest, world::ATTACKER_KEY},
        paths,
    },
    verify::Algorithm,
};
use std::sync::Arc;

/// How far a forgery is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Run {
    #[default]
    Idle,
    Running,
    Done(Arc<Outcome>),
    Failed(Trouble),
}

/// Why an attack could not be performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The server does not do its part.
    Api(ApiError),
    /// The browser cannot make the signature.
    Crypto,
    /// The weak secret was not found.
    NotCracked,
    /// The server's genuine token is none.
    Material,
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<CryptoError> for Trouble {
    fn from(_: CryptoError) -> Self {
        Self::Crypto
    }
}

impl From<ForgeError> for Trouble {
    fn from(_: ForgeError) -> Self {
        Self::Material
    }
}

/// A forgery with the attack it belongs to.
pub(super) type Forgery = (&'static Attack, &'static Case);

/// What the attacks of this page share.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) http: Http,
    pub(super) cracker: Cracker,
    info: StoredValue<Option<LabInfo>>,
    runs: StoredValue<Vec<(Forgery, RwSignal<Run>)>>,
}

impl Bench {
    pub(super) fn new(http: Http) -> Self {
        let forgeries =
            attacks::all().flat_map(|attack| attack.cases().iter().map(move |case| (attack, case)));
        let runs = forgeries.map(|forgery| (forgery, RwSignal::new(Run::Idle)));
        Self {
            http,
            cracker: Cracker::new(),
            info: StoredValue::new(None),
            runs: StoredValue::new(runs.collect()),
        }
    }

    /// All forgeries, each with how far it is.
    pub(super) fn runs(self) -> Vec<(Forgery, RwSignal<Run>)> {
        self.runs.get_value()
    }

    /// The forgeries of one attack.
    pub(super) fn runs_of(self, attack: &Attack) -> Vec<(Forgery, RwSignal<Run>)> {
        let mut runs = self.runs();
        runs.retain(|((other, _), _)| other.id == attack.id);
        runs
    }

    /// Performs a forgery and keeps what came of it.
    pub(super) async fn perform(self, (_, case): Forgery, run: RwSignal<Run>) {
        run.set(Run::Running);
        let outcome = self.attack(case).await;
        // The page may be gone by now, and the signal with it.
        run.try_set(match outcome {
            Ok(outcome) => Run::Done(Arc::new(outcome)),
            Err(trouble) => Run::Failed(trouble),
        });
    }

    async fn attack(self, case: &Case) -> Result<Outcome, Trouble> {
        let info = self.info().await?;
        let secret = match case.key {
            LabKeyChoice::Strong => String::new(),
            LabKeyChoice::Weak => self.secret().await?,
        };
        let genuine = self.genuine(case.algorithm, case.key, None).await?;
        if case.first == Some(First::EndSession) {
            self.end_session(&genuine).await?;
        }
        let draft = case.forge(&Materials {
            token: &genuine,
            secret: &secret,
            pem: pem(&info, case.algorithm),
        })?;
        let signature = sign(&draft).await?;
        let forged = draft.token(&signature);
        Ok(Outcome {
            naive: self.ask(paths::LAB_NAIVE_ME, case, &forged).await?,
            strict: self.ask(paths::LAB_STRICT_ME, case, &forged).await?,
            genuine,
            forged,
        })
    }

    /// What the lab has. Asked for once.
    pub(super) async fn info(self) -> Result<LabInfo, ApiError> {
        if let Some(info) = self.info.try_get_value().flatten() {
            return Ok(info);
        }
        let info: LabInfo = self.http.send(Call::get(paths::LAB).unrecorded()).await?;
        // The page may be gone by now.
        self.info.try_set_value(Some(info.clone()));
        Ok(info)
    }

    /// The secret of the weak key, guessed from a token that it has signed.
    async fn secret(self) -> Result<String, Trouble> {
        if let Some(secret) = self.cracker.secret() {
            return Ok(secret);
        }
        let token = self
            .genuine(Algorithm::Hs256, LabKeyChoice::Weak, None)
            .await?;
        let found = self.cracker.crack(&token, 0).await;
        found.ok_or(Trouble::NotCracked)
    }

    /// A token that the lab has issued.
    pub(super) async fn genuine(
        self,
        algorithm: Algorithm,
        key: LabKeyChoice,
        lifetime: Option<u32>,
    ) -> Result<String, ApiError> {
        let request = LabTokenRequest {
            algorithm,
            lifetime,
            key,
        };
        let call = Call::post(paths::LAB_TOKENS, &request).unrecorded();
        let LabToken { token } = self.http.send(call).await?;
        Ok(token)
    }

    async fn end_session(self, token: &str) -> Result<(), ApiError> {
        let call = Call::post(paths::LAB_LOGOUT, &Empty {})
            .credential(Credential::Nothing)
            .header("Authorization", format!("Bearer {token}"))
            .unrecorded();
        self.http.send(call).await
    }

    async fn ask(self, path: &str, case: &Case, token: &str) -> Result<Said, ApiError> {
        let request = case.request(token);
        let path = match &request.query {
            None => path.to_owned(),
            Some(query) => format!("{path}?{query}"),
        };
        // No cookie of the visitor has anything to do with this.
        let mut call = Call::get(path)
            .method(request.method)
            .credential(Credential::Nothing);
        for (name, value) in request.headers {
            call = call.header(name, value);
        }
        if let Some((media_type, body)) = request.body {
            call = call.body(media_type, body);
        }
        self.http.ask(call).await.map(Said::read)
    }
}

fn pem(info: &LabInfo, algorithm: Algorithm) -> &str {
    let key = info.keys.iter().find(|key| key.algorithm == algorithm);
    key.and_then(|key| key.pem.as_deref()).unwrap_or_default()
}

async fn sign(draft: &Draft) -> Result<Vec<u8>, CryptoError> {
    let input = draft.input.as_bytes();
    match &draft.signing {
        Signing::Done(_) => Ok(Vec::new()),
        Signing::Hmac(secret) => hmac_sha256(secret, input).await,
        Signing::Attacker => {
            let jwk = serde_json::from_str(ATTACKER_KEY).map_err(|_| CryptoError::BadKey)?;
            Key::jwk(Alg::Es256, &jwk).await?.sign(input).await
        }
    }
}
