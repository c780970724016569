//! The session, and how the token travels. Here the token is mostly genuine.

use super::{Attack, Elsewhere, Family::Session, Panel};
use crate::{
    case::{Case, Expected, First, TokenPlace},
    draft::Draft,
    genuine::{Genuine, done},
};
use shared::{Check, ProblemCode};

const MISSING: Expected = Expected::Problem(ProblemCode::TokenMissing);
const NOT_ONE: Expected = Expected::Problem(ProblemCode::TokenRequestInvalid);

pub(super) const ATTACKS: &[Attack] = &[
    Attack::new("A36", Session).requests(&[
        Case::stopped("an_hour_later", Check::Expiry, genuine).place(TokenPlace::BearerLater)
    ]),
    Attack::new("A37", Session)
        .requests(
            &[Case::stopped("after_logout", Check::Session, genuine).first(First::EndSession)],
        )
        .also(&[OTHER_ENDS, OTHER_NODES]),
    Attack::new("A38", Session).panel(Panel::Thief),
    Attack::new("A39", Session).panel(Panel::Seal).also(&[ANOTHER_USERS_SESSION]),
    Attack::new("A40", Session).panel(Panel::CrossSite).also(&[CROSS_SITE_FETCH]),
    Attack::new("A41", Session).panel(Panel::Storage),
    Attack::new("A42", Session).requests(&[
        Case::new("query", MISSING, genuine).place(TokenPlace::Query),
        Case::new("body", MISSING, genuine).place(TokenPlace::Body),
        Case::new("twice", NOT_ONE, edited).place(TokenPlace::Twice),
        Case::new("header_and_cookie", NOT_ONE, edited).place(TokenPlace::HeaderAndCookie),
    ]),
    Attack::new("A43", Session)
        .requests(&[Case::new("no_token", MISSING, |_| done("")).place(TokenPlace::Nowhere)]),
    Attack::new("A44", Session).panel(Panel::Guess).also(&[SPRAYING, REFRESH_GUESSING]),
];

const OTHER_ENDS: Elsewhere = Elsewhere {
    what: "other_ends",
    tests: &[
        "server/tests/it/password.rs::s26_s38_a_new_password_ends_the_other_sessions_at_once",
        "server/tests/it/users.rs::s38_a_disabled_user_is_out_at_once_and_back_when_enabled",
        "server/tests/it/account.rs::s38_a_deleted_account_is_over_at_once_and_its_name_is_free",
    ],
};

const OTHER_NODES: Elsewhere = Elsewhere {
    what: "other_nodes",
    tests: &[
        "server/tests/it/nodes.rs::s37_a37_a_logout_here_is_a_logout_there",
        "server/tests/it/nodes.rs::s38_what_ends_many_sessions_here_ends_them_there",
    ],
};

const ANOTHER_USERS_SESSION: Elsewhere = Elsewhere {
    what: "another_users_session",
    tests: &["server/tests/it/expire.rs::a39_a_false_seal_changes_nothing"],
};

const CROSS_SITE_FETCH: Elsewhere = Elsewhere {
    what: "cross_site_fetch",
    tests: &[
        "server/tests/it/same_site.rs::s42_a40_whatever_can_change_something_comes_from_this_site_or_from_no_browser",
    ],
};

const SPRAYING: Elsewhere = Elsewhere {
    what: "spraying",
    tests: &[
        "server/tests/it/throttle/network.rs::a44_one_password_tried_on_many_names_runs_into_the_limit_of_the_network",
    ],
};

const REFRESH_GUESSING: Elsewhere = Elsewhere {
    what: "refresh_guessing",
    tests: &[
        "server/tests/it/throttle/network.rs::a44_made_up_refresh_tokens_run_into_a_limit_and_change_nothing",
    ],
};

/// Where two tokens come, this is the other one.
fn edited(g: &Genuine<'_>) -> Draft {
    g.keep_signature(&g.header, &g.admin())
}

fn genuine(g: &Genuine<'_>) -> Draft {
    done(g.materials.token)
}
