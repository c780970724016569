//! Performs the attacks of this page, and keeps their results.

mod attacker;
mod cracker;
mod error;
mod result;

pub use cracker::CrackState;
pub use error::AttackError;
pub use result::{AttackResult, Grade, Judgement, Judgements};

use crate::http::{Answer, Call, Credential, Http};
use attacker::{PlantedCookie, has_signed, published_key, recover, sign};
use attacks::{Attack, Case, First, Materials};
use cracker::Cracker;
use leptos::prelude::*;
use lesson_shared::{
    lab::{LabInfo, LabKeyChoice, LabToken, LabTokenRequest, OFFSET_HEADER},
    paths,
};
use shared::{api::Empty, verify::Algorithm};
use std::sync::Arc;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum RunState {
    #[default]
    Idle,
    Running,
    Done(Arc<AttackResult>),
    Failed(AttackError),
}

impl RunState {
    pub fn result(self) -> Option<Arc<AttackResult>> {
        match self {
            Self::Done(result) => Some(result),
            Self::Idle | Self::Running | Self::Failed(_) => None,
        }
    }
}

/// A forgery with its attack.
pub type Forgery = (&'static Attack, &'static Case);

/// Performs attacks. One for the whole page, so that all its parts show the same results.
#[derive(Clone, Copy)]
pub struct Runner {
    pub http: Http,
    pub cracker: Cracker,
    runs: StoredValue<Vec<(Forgery, RwSignal<RunState>)>>,
}

impl Runner {
    pub fn new(http: Http) -> Self {
        let forgeries =
            attacks::all().flat_map(|attack| attack.cases().iter().map(move |case| (attack, case)));
        let runs = forgeries.map(|forgery| (forgery, RwSignal::new(RunState::Idle)));
        Self { http, cracker: Cracker::new(), runs: StoredValue::new(runs.collect()) }
    }

    /// All forgeries, each with how far it is.
    pub fn runs(self) -> Vec<(Forgery, RwSignal<RunState>)> {
        self.runs.get_value()
    }

    pub fn runs_of(self, attack: &Attack) -> Vec<(Forgery, RwSignal<RunState>)> {
        let mut runs = self.runs();
        runs.retain(|((other, _), _)| other.id == attack.id);
        runs
    }

    pub async fn perform(self, (_, case): Forgery, run: RwSignal<RunState>) {
        run.set(RunState::Running);
        let result = self.attack(case).await;
        // The visitor may have left the page, and the signal with it.
        run.try_set(match result {
            Ok(result) => RunState::Done(Arc::new(result)),
            Err(error) => RunState::Failed(error),
        });
    }

    async fn attack(self, case: &Case) -> Result<AttackResult, AttackError> {
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
        let ask = async |path: &str| self.send(path, case, &genuine, &forged).await;
        let judgements = Judgements {
            naive: ask(case.resource.naive_path()).await?,
            strict: ask(case.resource.strict_path()).await?,
        };
        Ok(AttackResult { judgements, recovered: recovered.then_some(pem), genuine, forged })
    }

    /// Asks the server for the lab's keys and names each time, because a server that was restarted has other keys.
    pub async fn info(self) -> Result<LabInfo, AttackError> {
        Ok(self.answer(Call::get(paths::LAB)).await?.read()?)
    }

    /// The secret of the weak key that has signed this token: the one that was guessed before if it still fits.
    async fn secret(self, token: &str) -> Result<String, AttackError> {
        if let Some(secret) = self.cracker.secret()
            && has_signed(&secret, token).await?
        {
            return Ok(secret);
        }
        let found = self.cracker.crack(token, 0).await;
        found.ok_or(AttackError::NotCracked)
    }

    /// A token that the lab has issued. `lifetime` is in seconds.
    pub async fn genuine(
        self,
        algorithm: Algorithm,
        key: LabKeyChoice,
        lifetime: Option<u32>,
    ) -> Result<String, AttackError> {
        let request = LabTokenRequest { algorithm, lifetime, key };
        let answer = self.answer(Call::post(paths::LAB_TOKENS, &request)).await?;
        let LabToken { token } = answer.read()?;
        Ok(token)
    }

    async fn end_session(self, token: &str) -> Result<(), AttackError> {
        let call = Call::post(paths::LAB_LOGOUT, &Empty {}).credential(Credential::Nothing);
        let call = call.header("Authorization", format!("Bearer {token}"));
        Ok(self.answer(call).await?.read()?)
    }

    /// Sends the request of a forgery to one of the verifiers.
    async fn send(
        self,
        path: &str,
        case: &Case,
        genuine: &str,
        forged: &str,
    ) -> Result<Judgement, AttackError> {
        let request = case.request(genuine, forged);
        let path = match &request.query {
            None => path.to_owned(),
            Some(query) => format!("{path}?{query}"),
        };
        // The visitor's own cookies stay out of this: the browser adds cookies only for an attack that plants one.
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
            Some(token) => Some(PlantedCookie::new(token).await),
        };
        self.answer(call).await.map(Judgement::read)
    }

    /// What both verifiers say to a bearer token while their clocks are `offset` seconds ahead.
    pub async fn judge(self, token: &str, offset: i64) -> Result<Judgements, AttackError> {
        let ask = async |path: &str| {
            let call = Call::get(path)
                .credential(Credential::Nothing)
                .header("Authorization", format!("Bearer {token}"))
                .header(OFFSET_HEADER, offset.to_string());
            self.answer(call).await.map(Judgement::read)
        };
        Ok(Judgements {
            naive: ask(paths::LAB_NAIVE_ME).await?,
            strict: ask(paths::LAB_STRICT_ME).await?,
        })
    }

    /// The answer to a request. A refusal is an answer too, but a 429 or 5xx is an error: no verifier has judged then.
    async fn answer(self, call: Call) -> Result<Answer, AttackError> {
        let answer = self.http.ask(call).await?;
        if let Some(error) = AttackError::too_many(&answer) {
            return Err(error);
        }
        if answer.status >= 500 {
            answer.clone().read::<()>()?;
        }
        Ok(answer)
    }
}
