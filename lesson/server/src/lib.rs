//! The lesson's server: what only teaches, above the login that it is about.
//!
//! The [lab](mod@lab) has two verifiers to attack, a naive and the strict one. [`demo`] is the account that every
//! visitor signs in with, [`source`] the code that runs, [`sealed`] what the database has of a profile, and
//! [`trace`] tells the page what the login does to answer a request. The login knows nothing of this crate: the
//! program that serves both puts the lesson in with [`Lesson`].

mod demo;
mod description;
mod lab;
mod sealed;
mod source;
pub mod trace;

pub use demo::USERNAME as DEMO;

use anyhow::Result;
use axum::{
    Extension, Json, Router,
    middleware::from_fn,
    routing::{MethodRouter, get},
};
use clap::{Args, builder::BoolishValueParser};
use lab::Lab;
use lesson_shared::{LessonInfo, paths};
use server::{Additions, AppState, clock::Clock, routes::Routes};
use std::{convert::Infallible, sync::Arc, time::Duration};
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
        state
            .limits
            .guests
            .are(demo.iter().map(|demo| demo.username.clone()).collect());
        let lab = if args.lab {
            Some(Arc::new(Lab::open(&state.config, now).await?))
        } else {
            None
        };
        Ok(Self {
            info: LessonInfo {
                lab: args.lab,
                demo,
            },
            lab,
        })
    }

    /// What the lesson adds to the login's routes.
    #[must_use]
    pub fn additions(&self) -> Additions {
        let info = self.info.clone();
        let mut routes: Routes = vec![(paths::LESSON, get(async move || Json(info)))];
        let mut for_any_site = Routes::new();
        if let Some(lab) = &self.lab {
            let here = |routes: Routes| -> Routes {
                let layered = |(path, methods): (_, MethodRouter<AppState, Infallible>)| {
                    (path, methods.layer(Extension(Arc::clone(lab))))
                };
                routes.into_iter().map(layered).collect()
            };
            routes.push((paths::LAB_PROFILE, get(sealed::profile)));
            routes.push((paths::LAB_SOURCE, get(source::list)));
            routes.push((paths::LAB_SOURCE_FILE, get(source::file)));
            routes.extend(here(lab::routes()));
            for_any_site = here(lab::routes_for_any_site());
        }
        Additions {
            routes,
            for_any_site,
            description: Some(description::part(self.info.lab)),
        }
    }

    /// Tells in the answers how they came about, where the lab is on. The subscriber of the program has the layer of
    /// [`trace::watcher`] then.
    pub fn around(&self, app: Router) -> Router {
        if self.info.lab {
            app.layer(from_fn(trace::tell))
        } else {
            app
        }
    }

    /// Drops what is too old, for as long as the server runs.
    pub async fn keep(self, clock: Clock) {
        let mut ticks = interval(EVERY);
        loop {
            ticks.tick().await;
            self.clean(&clock);
        }
    }

    /// Drops what is too old now.
    pub fn clean(&self, clock: &Clock) {
        if let Some(lab) = &self.lab {
            lab.clean(clock.now());
        }
    }

    /// Whether the lab is on.
    #[must_use]
    pub fn has_lab(&self) -> bool {
        self.info.lab
    }
}

/// The description of a lesson with the lab on or off, for a program that serves nothing.
#[must_use]
pub fn description(lab: bool) -> server::api::openapi::Part {
    description::part(lab)
}

const EVERY: Duration = Duration::from_hours(1);
