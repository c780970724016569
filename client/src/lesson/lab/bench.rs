//! The bench: what the attacks of this page share, and how one is performed.

use super::{
    crack::Cracker,
    means::{Planted, has_signed, published_key, recover, sign},
    outcome::{Outcome, Said},
    trouble::Trouble,
};
use crate::http::{Answer, Call, Credential, Http};
use attacks::{Attack, Case, First, Materials};
use leptos::prelude::*;
use lesson_shared::{
    lab::{LabInfo, LabKeyChoice, LabToken, LabTokenRequest},
    paths,
};
use shared::{api::Empty, verify::Algorithm};
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

/// A forgery with the attack it belongs to.
pub(super) type Forgery = (&'static Attack, &'static Case);

/// What the attacks of this page share.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) http: Http,
    pub(super) cracker: Cracker,
    runs: StoredValue<Vec<(Forgery, RwSignal<Run>)>>,
}

impl Bench {
    pub(super) fn new(http: Http) -> Self {
        let forgeries =
            attacks::all().flat_map(|attack| attack.cases().iter().map(move |case| (attack, case)));
        let runs = forgeries.map(|forgery| (forgery, RwSignal::new(Run::Idle)));
        Self { http, cracker: Cracker::new(), runs: StoredValue::new(runs.collect()) }
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
        let genuine = self.genuine(case.algorithm, case.key, None).await?;
        let secret = match case.key {
            LabKeyChoice::Strong => String::new(),
            LabKeyChoice::Weak => self.secret(&genuine).await?,
        };
        let (mut pem, mut recovered) = (String::new(), false);
        match case.first {
            Some(First::EndSession) => self.end_session(&genuine).await?,
            Some(First::RecoverKey) => {
                let another = self.genuine(case.algorithm, case.key, None).await?;
                (pem, recovered) = (recover(&genuine, &another).await?, true);
            }
            None if case.algorithm == Algorithm::Hs256 => {}
            None => pem = published_key(&self.info().await?, case.algorithm),
        }
        let draft = case.forge(&Materials { token: &genuine, secret: &secret, pem: &pem })?;
        let signature = sign(&draft).await?;
        let forged = draft.token(&signature);
        let ask = async |path: &str| self.ask(path, case, &genuine, &forged).await;
        Ok(Outcome {
            naive: ask(case.resource.naive_path()).await?,
            strict: ask(case.resource.strict_path()).await?,
            recovered: recovered.then_some(pem),
            genuine,
            forged,
        })
    }

    /// What the lab has. It is asked for each time: a server that was started anew has other keys.
    pub(super) async fn info(self) -> Result<LabInfo, Trouble> {
        Ok(self.answer(Call::get(paths::LAB)).await?.read()?)
    }

    /// The secret of the weak key that has signed this token: the one that was guessed before if it still fits.
    async fn secret(self, token: &str) -> Result<String, Trouble> {
        if let Some(secret) = self.cracker.secret()
            && has_signed(&secret, token).await?
        {
            return Ok(secret);
        }
        let found = self.cracker.crack(token, 0).await;
        found.ok_or(Trouble::NotCracked)
    }

    /// A token that the lab has issued.
    pub(super) async fn genuine(
        self,
        algorithm: Algorithm,
        key: LabKeyChoice,
        lifetime: Option<u32>,
    ) -> Result<String, Trouble> {
        let request = LabTokenRequest { algorithm, lifetime, key };
        let answer = self.answer(Call::post(paths::LAB_TOKENS, &request)).await?;
        let LabToken { token } = answer.read()?;
        Ok(token)
    }

    async fn end_session(self, token: &str) -> Result<(), Trouble> {
        let call = Call::post(paths::LAB_LOGOUT, &Empty {}).credential(Credential::Nothing);
        let call = call.header("Authorization", format!("Bearer {token}"));
        Ok(self.answer(call).await?.read()?)
    }

    async fn ask(
        self,
        path: &str,
        case: &Case,
        genuine: &str,
        forged: &str,
    ) -> Result<Said, Trouble> {
        let request = case.request(genuine, forged);
        let path = match &request.query {
            None => path.to_owned(),
            Some(query) => format!("{path}?{query}"),
        };
        // No cookie of the visitor has anything to do with this, but for the one that belongs to the attack.
        let credential = match &request.cookie {
            None => Credential::Nothing,
            Some(_) => Credential::Cookies,
        };
        let mut call = Call::get(path).method(request.method).credential(credential);
        for (name, value) in request.headers {
            call = call.header(name, value);
        }
        if let Some((media_type, body)) = request.body {
            call = call.body(media_type, body);
        }
        let _cookie = match &request.cookie {
            None => None,
            Some(token) => Some(Planted::new(token).await),
        };
        self.said(call).await
    }

    /// What a verifier says to a request.
    pub(super) async fn said(self, call: Call) -> Result<Said, Trouble> {
        self.answer(call).await.map(Said::read)
    }

    /// The answer to a request, whatever it says, unless nobody has judged: there were too many requests, or
    /// the server has failed.
    async fn answer(self, call: Call) -> Result<Answer, Trouble> {
        let answer = self.http.ask(call).await?;
        if let Some(trouble) = Trouble::too_many(&answer) {
            return Err(trouble);
        }
        if answer.status >= 500 {
            answer.clone().read::<()>()?;
        }
        Ok(answer)
    }
}
