//! Makes the first load of a release small: cuts the client into the parts that `client/src/lazy` marks, and makes two
//! style sheets of many. Trunk's hook `post_build` runs it, see `Trunk.toml`. A build for development stays as it is.

#![expect(
    clippy::disallowed_methods,
    reason = "Trunk tells its hooks where things are in the environment"
)]

mod parts;
mod site;
mod stamp;
mod styles;
mod wasm;

use anyhow::{Context, Result};
use site::Site;
use std::env;

fn main() -> Result<()> {
    let profile = env::var("TRUNK_PROFILE")
        .context("this is a hook of Trunk: run `trunk build --release` instead")?;
    if profile != "release" {
        return Ok(());
    }
    let site = Site::staged()?;
    parts::split(&site)?;
    styles::bundle(&site)?;
    wasm::strip_all(&site)?;
    stamp::restamp(&site, &parts::name(&site)?)
}
