//! The lesson's server: what only teaches, above the login that it is about.
//!
//! The [lab](mod@lab) has two verifiers to attack, a naive and the strict one. [`demo`] is the account that every
//! visitor signs in with, [`source`] the code that runs, [`sealed`] what the database has of a profile, and
//! [`trace`] tells the page what the login does to answer a request. The login knows nothing of this crate: the
//! program that serves both puts the lesson in with [`Lesson`].

mod demo;
mod lab;
mod routes;
mod sealed;
mod source;
pub mod trace;

pub use demo::USERNAME as DEMO;

use anyhow::Result;
use axum::{Extension, Router, middleware::from_fn};
use clap::{Args, builder::BoolishValueParser};
use lab::Lab;
use lesson_shared::LessonInfo;
use server::{Additions, AppState, clock::Clock};
use std::{sync::Arc, time::Duration};
use tokio::time::interval;

/// The flags of `claimcheck serve` that the lesson adds.
#[derive(Args, Clone, Debug)]
pub struct LessonArgs {
    /// Serve the attack lab and a demo account whose password is public
    #[arg(long, env = "CLAIMCHECK_LAB", action = clap::ArgAction::Set,
        value_parser = BoolishValueParser::new(), num_args = 0..=1, default_value_t = false, default_missing_value = "true")]
    pub lab: bool,
}

/// The lesson of one server.
#[derive(Clone)]
pub struct Lesson {
    info: LessonInfo,
    lab: Option<Arc<Lab>>,
}

impl Lesson {
    /// Opens the lab and the demo account, or shuts the account where the lab is off: its password is public.
    pub async fn open(state: &AppState, args: &LessonArgs) -> Result<Self> {
        let now = state.clock.now();
        let demo = demo::prepare(&state.db, &state.limits.hashing, args.lab, now).await?;
        state.limits.guests.set(demo.iter().map(|demo| demo.username.clone()).collect());
        let lab =
            if args.lab { Some(Arc::new(Lab::open(&state.config, now).await?)) } else { None };
        Ok(Self { info: LessonInfo { lab: args.lab, demo }, lab })
    }

    /// What the lesson adds to the login's routes.
    pub fn additions(&self) -> Additions {
        let routes = routes::always().layer(Extension(self.info.clone()));
        let Some(lab) = &self.lab else {
            return Additions { routes, ..Additions::default() };
        };
        let lab = Extension(Arc::clone(lab));
        Additions {
            routes: routes.merge(routes::lab().layer(lab.clone())),
            for_any_site: routes::lab_for_any_site().layer(lab),
        }
    }

    /// Tells in the answers how they came about, where the lab is on. The subscriber of the program has the layer of
    /// [`trace::watcher`] then.
    pub fn around(&self, app: Router) -> Router {
        if self.info.lab { app.layer(from_fn(trace::tell)) } else { app }
    }

    /// Drops what is too old, for as long as the server runs.
    pub async fn keep(self, clock: Clock) {
        let mut ticks = interval(EVERY);
        loop {
            ticks.tick().await;
            if let Some(lab) = &self.lab {
                lab.copies.clean(clock.now());
            }
        }
    }

    /// Whether the lab is on.
    pub fn has_lab(&self) -> bool {
        self.info.lab
    }
}

/// The routes of a lesson with the lab on, without the state that they need: for `claimcheck openapi`, which describes
/// them and serves none.
pub fn described() -> Additions {
    Additions {
        routes: routes::always().merge(routes::lab()),
        for_any_site: routes::lab_for_any_site(),
    }
}

const EVERY: Duration = Duration::from_hours(1);
