//! One request before it is sent.

use serde::Serialize;
use shared::Step;

#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub(super) step: Option<Step>,
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) credential: Credential,
    pub(super) body: Option<String>,
    pub(super) recorded: bool,
    extra: Vec<(&'static str, String)>,
}

/// By what the server knows the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Credential {
    /// Nothing, and no cookies either.
    Nothing,
    /// The cookies that the browser has for the server, and adds by itself.
    #[default]
    Cookies,
    /// This token, as `Authorization: Bearer` (RFC 6750 §2.1).
    Bearer(String),
}

impl Credential {
    /// The token, or the cookies where there is none.
    pub fn of(token: Option<String>) -> Self {
        token.map_or(Self::Cookies, Self::Bearer)
    }
}

impl Call {
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            step: None,
            method: "GET",
            path: path.into(),
            credential: Credential::default(),
            body: None,
            recorded: true,
            extra: Vec::new(),
        }
    }

    pub fn post(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self::get(path).with_body("POST", body)
    }

    pub fn put(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self::get(path).with_body("PUT", body)
    }

    pub fn patch(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self::get(path).with_body("PATCH", body)
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self { method: "DELETE", ..Self::get(path) }
    }

    pub fn delete_with(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self::get(path).with_body("DELETE", body)
    }

    pub fn step(mut self, step: Step) -> Self {
        self.step = Some(step);
        self
    }

    pub fn credential(mut self, credential: Credential) -> Self {
        self.credential = credential;
        self
    }

    /// The same call, hidden from the observer.
    pub fn unrecorded(mut self) -> Self {
        self.recorded = false;
        self
    }

    pub fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// The same call with one more header. A name can come twice.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extra.push((name, value.into()));
        self
    }

    /// The same call with this body, which is not JSON.
    pub fn body(mut self, media_type: &'static str, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", media_type)
    }

    fn with_body(self, method: &'static str, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).expect("the messages of shared::api are JSON");
        Self { method, body: Some(body), ..self }
    }

    /// The headers that this page sets. The browser adds more, which no script can see.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Accept", "application/json".to_owned())];
        let typed = self.extra.iter().any(|(name, _)| *name == "Content-Type");
        if self.body.is_some() && !typed {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        if let Credential::Bearer(token) = &self.credential {
            headers.push(("Authorization", format!("Bearer {token}")));
        }
        headers.extend(self.extra.iter().cloned());
        headers
    }
}
