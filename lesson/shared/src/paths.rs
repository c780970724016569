//! Paths of the lesson, beside those of the login.

pub use shared::api::paths::*;

/// `GET`: 200 [`LessonInfo`](crate::LessonInfo).
pub const LESSON: &str = "/api/lesson";
/// `GET` with the token, only with the lab on: 200 [`SealedProfile`](crate::SealedProfile).
pub const LAB_PROFILE: &str = "/api/lab/profile";
/// `GET`: 200 [`LabInfo`](crate::lab::LabInfo). This and what follows is there only with the lab on.
pub const LAB: &str = "/api/lab";
/// `POST` [`LabTokenRequest`](crate::lab::LabTokenRequest): 200 [`LabToken`](crate::lab::LabToken).
pub const LAB_TOKENS: &str = "/api/lab/tokens";
/// `GET`, or `POST` of a form, with a token of the lab: 200 [`LabMe`](crate::lab::LabMe) of the naive
/// verifier.
pub const LAB_NAIVE_ME: &str = "/api/lab/naive/me";
/// The same of the strict verifier.
pub const LAB_STRICT_ME: &str = "/api/lab/strict/me";
/// The same as the first, for admins; the naive server does not ask for the role.
pub const LAB_NAIVE_ADMIN: &str = "/api/lab/naive/admin";
/// The same of the strict verifier, and for those alone whose token has the role.
pub const LAB_STRICT_ADMIN: &str = "/api/lab/strict/admin";
/// `POST` [`Empty`](shared::api::Empty) with a token of the lab: 204, ends its session. The naive verifier
/// still accepts the token.
pub const LAB_LOGOUT: &str = "/api/lab/logout";
/// `POST` [`LabLogin`](crate::lab::LabLogin): 200 [`LabSignedIn`](crate::lab::LabSignedIn). Guessing is
/// not limited, and a wrong name is told from a wrong password.
pub const LAB_NAIVE_LOGIN: &str = "/api/lab/naive/login";
/// The same with the limits of the real login, counted apart.
pub const LAB_STRICT_LOGIN: &str = "/api/lab/strict/login";
/// `GET` with the lab's cookies: 200 [`LabTransfers`](crate::lab::LabTransfers). `POST`
/// [`Empty`](shared::api::Empty): 200 the same, and sets the cookies.
pub const LAB_TRANSFERS: &str = "/api/lab/transfers";
/// `POST` of anything with the naive cookie: 200 [`LabTransfers`](crate::lab::LabTransfers).
pub const LAB_NAIVE_TRANSFER: &str = "/api/lab/naive/transfer";
/// `POST` [`Empty`](shared::api::Empty) from this site with the strict cookie: 200
/// [`LabTransfers`](crate::lab::LabTransfers).
pub const LAB_STRICT_TRANSFER: &str = "/api/lab/strict/transfer";
/// `GET`: a page with forms that aim at the two, to be opened under another host name.
pub const LAB_ELSEWHERE: &str = "/api/lab/elsewhere";
/// `POST` [`Empty`](shared::api::Empty) with the refresh cookie: 204, the thief has a copy of the token.
pub const LAB_THIEF_COPY: &str = "/api/lab/thief/copy";
/// `POST` [`Empty`](shared::api::Empty) with the refresh cookie, whose session tells which copy is meant: 200
/// [`LabTheft`](crate::lab::LabTheft), the thief has used it.
pub const LAB_THIEF_USE: &str = "/api/lab/thief/use";
/// `POST` [`Empty`](shared::api::Empty) with the refresh cookie: 200
/// [`LabForgeries`](crate::lab::LabForgeries), the thief has changed the token and tried to renew.
pub const LAB_THIEF_FORGE: &str = "/api/lab/thief/forge";
/// `GET`: 200, a list of [`SourceFile`](crate::lab::SourceFile)s.
pub const LAB_SOURCE: &str = "/api/lab/source";
/// `GET`: 200, one of them as text.
pub const LAB_SOURCE_FILE: &str = "/api/lab/source/{*path}";
