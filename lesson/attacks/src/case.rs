//! One forgery: the genuine token that it starts from, how it is sent, and what the strict verifier has to answer.

use crate::{
    draft::{Draft, ForgeError, Materials},
    genuine::Genuine,
};
use lesson_shared::{
    lab::{LabKeyChoice, OFFSET_HEADER},
    paths,
};
use shared::{Check, ProblemCode, verify::Algorithm};

/// One way of performing an attack.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The name, unique within its attack.
    pub name: &'static str,
    /// The algorithm of the genuine token that it starts from.
    pub algorithm: Algorithm,
    /// The key of that token. The attacker has found the secret of the weak key and can sign with it, so these
    /// forgeries pass the signature and reach the checks behind it.
    pub key: LabKeyChoice,
    /// What is asked for with it.
    pub resource: Resource,
    /// Where the token is put.
    pub place: TokenPlace,
    /// What happens before it is sent.
    pub first: Option<First>,
    /// What the strict verifier has to answer.
    pub expected: Expected,
    /// Whether the naive verifier falls for it. Some forgeries fail with every correct library.
    pub fools_naive: bool,
    recipe: fn(&Genuine<'_>) -> Draft,
}

/// What is asked for. Each has an endpoint behind the naive verifier and one behind the strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// What every user with a token may see.
    Me,
    /// What is for those whose token has the role `admin`.
    Admin,
}

impl Resource {
    pub const fn naive_path(self) -> &'static str {
        match self {
            Self::Me => paths::LAB_NAIVE_ME,
            Self::Admin => paths::LAB_NAIVE_ADMIN,
        }
    }

    pub const fn strict_path(self) -> &'static str {
        match self {
            Self::Me => paths::LAB_STRICT_ME,
            Self::Admin => paths::LAB_STRICT_ADMIN,
        }
    }
}

/// Where the token travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPlace {
    /// `Authorization: Bearer`, as it should.
    Bearer,
    /// The same, with the verifier's clock an hour further.
    BearerLater,
    /// Two `Authorization` headers.
    Twice,
    /// The cookie of the lab, while the genuine token is in the header.
    HeaderAndCookie,
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
    /// The public key is worked out from this token and another one, and not asked for.
    RecoverKey,
}

/// What the strict verifier has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A refusal of the token by this check.
    Check(Check),
    /// A refusal before or after the checks of the token.
    Problem(ProblemCode),
    /// Nothing is wrong with the token.
    Accepted,
}

/// A request as it is sent to both verifiers, for [`LabMe`](lesson_shared::lab::LabMe).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: &'static str,
    /// The query without its question mark.
    pub query: Option<String>,
    /// The headers, to be appended: a name can come twice.
    pub headers: Vec<(&'static str, String)>,
    /// The body with its media type.
    pub body: Option<(&'static str, String)>,
    /// The value of the cookie [`ACCESS_COOKIE`](lesson_shared::lab::ACCESS_COOKIE).
    pub cookie: Option<String>,
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
            resource: Resource::Me,
            place: TokenPlace::Bearer,
            first: None,
            expected,
            fools_naive: true,
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

    /// One that a check has to stop, and that stops at the naive verifier as well.
    pub(crate) const fn futile(
        name: &'static str,
        check: Check,
        recipe: fn(&Genuine<'_>) -> Draft,
    ) -> Self {
        Self { fools_naive: false, ..Self::stopped(name, check, recipe) }
    }

    /// One that a check has to stop although the signature is right: the attacker has found the weak key's secret.
    pub(crate) const fn signed(
        name: &'static str,
        check: Check,
        recipe: fn(&Genuine<'_>) -> Draft,
    ) -> Self {
        Self::stopped(name, check, recipe).weak()
    }

    pub(crate) const fn weak(self) -> Self {
        Self { key: LabKeyChoice::Weak, ..self }
    }

    pub(crate) const fn algorithm(self, algorithm: Algorithm) -> Self {
        Self { algorithm, ..self }
    }

    pub(crate) const fn resource(self, resource: Resource) -> Self {
        Self { resource, ..self }
    }

    pub(crate) const fn place(self, place: TokenPlace) -> Self {
        Self { place, ..self }
    }

    pub(crate) const fn first(self, first: First) -> Self {
        Self { first: Some(first), ..self }
    }

    /// Forges a token, up to its signature. Fails when the genuine token of `materials` is no token.
    pub fn forge(&self, materials: &Materials<'_>) -> Result<Draft, ForgeError> {
        Ok((self.recipe)(&Genuine::read(materials)?))
    }

    /// The request with the forged `token` where [`place`](Self::place) says. Where two tokens travel, `genuine` is the
    /// other one.
    pub fn request(&self, genuine: &str, token: &str) -> Request {
        let mut request =
            Request { method: "GET", query: None, headers: Vec::new(), body: None, cookie: None };
        let bearer = |token: &str| ("authorization", format!("Bearer {token}"));
        match self.place {
            TokenPlace::Bearer => request.headers.push(bearer(token)),
            TokenPlace::BearerLater => {
                request.headers.push(bearer(token));
                request.headers.push((OFFSET_HEADER, "3600".into()));
            }
            TokenPlace::Twice => {
                request.headers.push(bearer(genuine));
                request.headers.push(bearer(token));
            }
            TokenPlace::HeaderAndCookie => {
                request.headers.push(bearer(genuine));
                request.cookie = Some(token.into());
            }
            TokenPlace::Query => request.query = Some(format!("access_token={token}")),
            TokenPlace::Body => {
                request.method = "POST";
                let form = format!("access_token={token}");
                request.body = Some(("application/x-www-form-urlencoded", form));
            }
            TokenPlace::Nowhere => {}
        }
        request
    }
}
