//! One forgery: what it starts from, how it is sent, and what has to become of it.

use crate::{
    draft::{Draft, ForgeError, Materials},
    genuine::Genuine,
};
use shared::{
    Check, ProblemCode,
    api::lab::{LabKeyChoice, OFFSET_HEADER},
    verify::Algorithm,
};

/// One way of performing an attack.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The name, unique within its attack.
    pub name: &'static str,
    /// The algorithm of the genuine token that it starts from.
    pub algorithm: Algorithm,
    /// The key of that token. Of the weak key the attacker has found the secret and can sign whatever it likes,
    /// so these forgeries get past the signature, to the checks behind it.
    pub key: LabKeyChoice,
    /// Where the token is put.
    pub place: Place,
    /// What happens before it is sent.
    pub first: Option<First>,
    /// What the strict verifier has to answer.
    pub expected: Expected,
    recipe: fn(&Genuine<'_>) -> Draft,
}

/// Where the token travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `Authorization: Bearer`, as it should.
    Bearer,
    /// The same, with the verifier's clock an hour further.
    BearerLater,
    /// Two `Authorization` headers.
    Twice,
    /// The query.
    Query,
    /// The body of a form.
    Body,
    /// Nowhere: no token is sent.
    Nowhere,
}

/// What happens between the issue of the genuine token and the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Its session is ended.
    EndSession,
}

/// What the strict verifier has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A refusal of the token by this check.
    Check(Check),
    /// A refusal that no check of the token is involved in.
    Problem(ProblemCode),
    /// Nothing is wrong with the token.
    Accepted,
}

/// A request as it is sent to both verifiers, for [`LabMe`](shared::api::lab::LabMe).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The query without its question mark.
    pub query: Option<String>,
    /// The headers, to be appended: a name can come twice.
    pub headers: Vec<(&'static str, String)>,
    /// The body with its media type.
    pub body: Option<(&'static str, String)>,
}

impl Case {
    pub(crate) const fn new(
        name: &'static str,
        expected: Expected,
        recipe: fn(&Genuine<'_>) -> Draft,
    ) -> Self {
        Self {
            name,
            algorithm: Algorithm::Hs256,
            key: LabKeyChoice::Strong,
            place: Place::Bearer,
            first: None,
            expected,
            recipe,
        }
    }

    /// One that a check has to stop.
    pub(crate) const fn stopped(
        name: &'static str,
        check: Check,
        recipe: fn(&Genuine<'_>) -> Draft,
    ) -> Self {
        Self::new(name, Expected::Check(check), recipe)
    }

    pub(crate) const fn weak(self) -> Self {
        Self {
            key: LabKeyChoice::Weak,
            ..self
        }
    }

    pub(crate) const fn algorithm(self, algorithm: Algorithm) -> Self {
        Self { algorithm, ..self }
    }

    pub(crate) const fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    pub(crate) const fn first(self, first: First) -> Self {
        Self {
            first: Some(first),
            ..self
        }
    }

    /// Forges a token, up to its signature.
    pub fn forge(&self, materials: &Materials<'_>) -> Result<Draft, ForgeError> {
        Ok((self.recipe)(&Genuine::read(materials)?))
    }

    /// The request with this token in its place.
    #[must_use]
    pub fn request(&self, token: &str) -> Request {
        let mut request = Request {
            method: "GET",
            query: None,
            headers: Vec::new(),
            body: None,
        };
        let bearer = || ("authorization", format!("Bearer {token}"));
        match self.place {
            Place::Bearer => request.headers.push(bearer()),
            Place::BearerLater => {
                request.headers.push(bearer());
                request.headers.push((OFFSET_HEADER, "3600".into()));
            }
            Place::Twice => {
                request.headers.push(bearer());
                request.headers.push(bearer());
            }
            Place::Query => request.query = Some(format!("access_token={token}")),
            Place::Body => {
                request.method = "POST";
                let form = format!("access_token={token}");
                request.body = Some(("application/x-www-form-urlencoded", form));
            }
            Place::Nowhere => {}
        }
        request
    }
}
