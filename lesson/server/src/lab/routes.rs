//! The endpoints of the lab.

use super::{elsewhere, info, login, me, thief, tokens, transfer};
use axum::routing::{get, post};
use lesson_shared::paths;
use server::routes::Routes;

/// The endpoints.
pub(crate) fn routes() -> Routes {
    vec![
        (paths::LAB, get(info::info)),
        (paths::LAB_TOKENS, post(tokens::issue)),
        (paths::LAB_NAIVE_ME, get(me::naive).post(me::naive)),
        (paths::LAB_STRICT_ME, get(me::strict).post(me::strict)),
        (
            paths::LAB_NAIVE_ADMIN,
            get(me::naive_admin).post(me::naive_admin),
        ),
        (
            paths::LAB_STRICT_ADMIN,
            get(me::strict_admin).post(me::strict_admin),
        ),
        (paths::LAB_LOGOUT, post(tokens::logout)),
        (paths::LAB_NAIVE_LOGIN, post(login::naive)),
        (paths::LAB_STRICT_LOGIN, post(login::strict)),
        (
            paths::LAB_TRANSFERS,
            get(transfer::read).post(transfer::begin),
        ),
        (paths::LAB_STRICT_TRANSFER, post(transfer::strict)),
        (paths::LAB_ELSEWHERE, get(elsewhere::page)),
        (paths::LAB_THIEF_COPY, post(thief::copy)),
        (paths::LAB_THIEF_USE, post(thief::use_copy)),
        (paths::LAB_THIEF_FORGE, post(thief::forge)),
    ]
}

/// The endpoint that every site can make a browser ask.
pub(crate) fn routes_for_any_site() -> Routes {
    vec![(paths::LAB_NAIVE_TRANSFER, post(transfer::naive))]
}
