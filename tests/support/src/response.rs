//! A response of the server with its whole body.

use reqwest::{RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::Value;
use std::fmt::Write;

pub struct TestResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Sends a request and reads the whole answer.
pub trait Ask {
    fn ask(self) -> impl Future<Output = TestResponse> + Send;
}

impl Ask for RequestBuilder {
    fn ask(self) -> impl Future<Output = TestResponse> + Send {
        TestResponse::of(self)
    }
}

impl TestResponse {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The `code` of a problem; empty for anything else.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The `Set-Cookie` lines.
    pub fn cookies(&self) -> Vec<&str> {
        let lines = self.headers.get_all("set-cookie").iter();
        lines.map(|line| line.to_str().unwrap()).collect()
    }

    /// The value that a cookie was set to; `None` when it was not set, or cleared.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let line = self
            .cookies()
            .into_iter()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
        let value = line.split(';').next()?;
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The access token in a body that grants one; empty where the answer has none.
    pub fn access_token(&self) -> String {
        self.json()["access_token"].as_str().unwrap_or_default().to_owned()
    }

    /// The refresh token that the answer sets as a cookie.
    pub fn refresh_token(&self) -> String {
        self.cookie("claimcheck_refresh").unwrap()
    }

    /// Status, the headers that tell what to do next, and what a problem says.
    pub fn summary(&self) -> String {
        let mut summary = self.status.as_u16().to_string();
        let problem = self.json();
        for member in ["code", "field", "check"] {
            if let Some(value) = problem[member].as_str() {
                let _ = write!(summary, " {member}={value}");
            }
        }
        for name in ["www-authenticate", "allow", "retry-after"] {
            if self.headers.contains_key(name) {
                let _ = write!(summary, "\n{name}: {}", self.header(name));
            }
        }
        if let Some(detail) = problem["detail"].as_str() {
            let _ = write!(summary, "\n{detail}");
        }
        summary
    }

    /// Asserts the status. The failure shows what the server answered instead.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.summary());
        self
    }

    /// Asserts that a field of the request is refused, and which.
    #[track_caller]
    pub fn assert_wrong_field(&self, field: &str) {
        self.assert_problem("invalid_field");
        assert_eq!(self.json()["field"], field, "{}", self.text());
    }

    /// Asserts that this is a problem as RFC 9457 has it, and that its members agree.
    #[track_caller]
    pub fn assert_problem(&self, code: &str) {
        let problem = self.json();
        assert_eq!(problem["code"], code, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["type"], format!("urn:claimcheck:problem:{code}"));
        for sentence in ["title", "detail"] {
            assert!(
                problem[sentence].as_str().is_some_and(|text| text.len() > 10),
                "{}",
                self.text()
            );
        }
        assert_eq!(self.header("cache-control"), "no-store");
    }
}
