//! The session, and how the token travels. Here the token is mostly genuine.

use super::{Attack, Family::Session, Panel};
use crate::{
    case::{Case, Expected, First, Place},
    draft::Draft,
    genuine::{Genuine, done},
};
use shared::{Check, ProblemCode};

const MISSING: Expected = Expected::Problem(ProblemCode::TokenMissing);

pub(super) const ATTACKS: &[Attack] = &[
    Attack::requests(
        "A36",
        Session,
        &[Case::stopped("an_hour_later", Check::Expiry, genuine).place(Place::BearerLater)],
    ),
    Attack::requests(
        "A37",
        Session,
        &[Case::stopped("after_logout", Check::Session, genuine).first(First::EndSession)],
    ),
    Attack::panel("A38", Session, Panel::Thief),
    Attack::elsewhere("A39", Session, "server/tests/it/expire.rs"),
    Attack::panel("A40", Session, Panel::CrossSite),
    Attack::panel("A41", Session, Panel::Storage),
    Attack::requests(
        "A42",
        Session,
        &[
            Case::new("query", MISSING, genuine).place(Place::Query),
            Case::new("body", MISSING, genuine).place(Place::Body),
            Case::new(
                "twice",
                Expected::Problem(ProblemCode::TokenRequestInvalid),
                genuine,
            )
            .place(Place::Twice),
        ],
    ),
    Attack::requests(
        "A43",
        Session,
        &[Case::new("no_token", MISSING, |_| done("")).place(Place::Nowhere)],
    ),
    Attack::panel("A44", Session, Panel::Guess),
];

fn genuine(g: &Genuine<'_>) -> Draft {
    done(g.materials.token)
}
