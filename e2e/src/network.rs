//! What the browser has sent, as it tells itself: pages, requests of scripts, beacons and sockets alike.

use crate::Visit;
use anyhow::{Context, Result};
use serde_json::Value;

/// What goes out over the network, in the words of the Chrome `DevTools` Protocol.
const EVENTS: [&str; 2] = ["Network.requestWillBeSent", "Network.webSocketCreated"];

/// Something that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Where to.
    pub url: String,
    /// All that is known of it, with headers and body.
    pub whole: String,
}

impl Visit {
    /// What was sent since the last look.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        let mut sent = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            let event = &event["message"];
            if !event["method"]
                .as_str()
                .is_some_and(|method| EVENTS.contains(&method))
            {
                continue;
            }
            let parameters = &event["params"];
            let url = parameters["request"]["url"].as_str();
            let url = url.or_else(|| parameters["url"].as_str());
            sent.push(Sent {
                url: url.context("a request has an address")?.to_owned(),
                whole: parameters.to_string(),
            });
        }
        Ok(sent)
    }
}
