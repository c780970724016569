//! Building what is served.

use crate::{client, server};
use anyhow::Result;

/// Builds the client unless it is there, and the server with the client inside.
pub(crate) fn client_and_server() -> Result<()> {
    if client::is_built() {
        return server::build();
    }
    // The last pass over the client has use for one core and takes a minute. What the server is made of
    // can be compiled meanwhile; if that fails, the build below says why.
    let mut ahead = server::build_ahead()?;
    client::build()?;
    ahead.wait()?;
    server::build()
}
