//! The session, and how the token travels. Here the token is mostly genuine.

use super::{Attack, Elsewhere, Family::Session, Panel};
use crate::{
    case::{Case, Expected, First, Place},
    draft::Draft,
    genuine::{Genuine, done},
};
use shared::{Check, ProblemCode};

const MISSING: Expected = Expected::Problem(ProblemCode::TokenMissing);
const NOT_ONE: Expected = Expected::Problem(ProblemCode::TokenRequestInvalid);

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
    )
    .also(&[
        Elsewhere {
            what: "other_ends",
            tests: &[
                "server/tests/it/password.rs::s26_s38_a_new_password_ends_the_other_sessions_at_once",
                "server/tests/it/users.rs::s38_a_disabled_user_is_out_at_once_and_back_when_enabled",
                "server/tests/it/account.rs::s38_a_deleted_account_is_over_at_once_and_its_name_is_free",
            ],
        },
        Elsewhere {
            what: "other_nodes",
            tests: &[
                "server/tests/it/nodes.rs::s37_a37_a_logout_here_is_a_logout_there",
                "server/tests/it/nodes.rs::s38_what_ends_many_sessions_here_ends_them_there",
            ],
        },
    ]),
    Attack::panel("A38", Session, Panel::Thief),
    Attack::panel("A39", Session, Panel::Seal).also(&[Elsewhere {
        what: "another_users_session",
        tests: &["server/tests/it/expire.rs::a39_a_false_seal_changes_nothing"],
    }]),
    Attack::panel("A40", Session, Panel::CrossSite).also(&[Elsewhere {
        what: "cross_site_fetch",
        tests: &[
            "server/tests/it/same_site.rs::s42_a40_whatever_can_change_something_comes_from_this_site_or_from_no_browser",
        ],
    }]),
    Attack::panel("A41", Session, Panel::Storage),
    Attack::requests(
        "A42",
        Session,
        &[
            Case::new("query", MISSING, genuine).place(Place::Query),
            Case::new("body", MISSING, genuine).place(Place::Body),
            Case::new("twice", NOT_ONE, edited).place(Place::Twice),
            Case::new("header_and_cookie", NOT_ONE, edited).place(Place::HeaderAndCookie),
        ],
    ),
    Attack::requests(
        "A43",
        Session,
        &[Case::new("no_token", MISSING, |_| done("")).place(Place::Nowhere)],
    ),
    Attack::panel("A44", Session, Panel::Guess).also(&[
        Elsewhere {
            what: "spraying",
            tests: &[
                "server/tests/it/throttle/network.rs::a44_one_password_tried_on_many_names_runs_into_the_limit_of_the_network",
            ],
        },
        Elsewhere {
            what: "refresh_guessing",
            tests: &[
                "server/tests/it/throttle/network.rs::a44_made_up_refresh_tokens_run_into_a_limit_and_change_nothing",
            ],
        },
    ]),
];

/// Where two tokens come, this is the other one.
fn edited(g: &Genuine<'_>) -> Draft {
    g.keep_signature(&g.header, &g.admin())
}

fn genuine(g: &Genuine<'_>) -> Draft {
    done(g.materials.token)
}
