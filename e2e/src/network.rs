//! What the browser has sent and received, as it tells itself: pages, requests of scripts, beacons and sockets
//! alike.

use crate::{
    Visit,
    wait::{SOON, until},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::cell::RefCell;

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

/// An answer that has come.
#[derive(Clone, Debug)]
pub struct Received {
    /// Where from.
    pub url: String,
    /// How many bytes came over the network, headers and all: `encodedDataLength` of the protocol.
    pub bytes: u64,
}

impl Visit {
    /// What was sent since the last look.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        let mut sent = Vec::new();
        for event in self.events().await? {
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

    /// All that was received for the page that was opened since the last look, once the network is at rest: in the
    /// browser's words, when nothing was under way for half a second.
    pub async fn received(&self) -> Result<Vec<Received>> {
        let events = RefCell::new(Vec::new());
        until("the network to rest", SOON, async || {
            let new = self.events().await?;
            events.borrow_mut().extend(new);
            let events = events.borrow();
            let page = events.iter().rev().find_map(page_of);
            let rests = |event: &Value| {
                event["params"]["name"] == "networkIdle"
                    && page.is_some_and(|page| event["params"]["loaderId"] == *page)
            };
            Ok(events.iter().any(rests).then_some(()))
        })
        .await?;
        received(&events.into_inner())
    }

    /// Lets no request to these addresses out, in which `*` stands for anything. Replaces those of an earlier call.
    pub async fn block(&self, addresses: &[&str]) -> Result<()> {
        let tools = self.driver.cdp();
        tools.send_raw("Network.enable", json!({})).await?;
        let blocked = json!({ "urls": addresses });
        tools.send_raw("Network.setBlockedURLs", blocked).await?;
        Ok(())
    }

    /// What the browser has told since the last look.
    async fn events(&self) -> Result<Vec<Value>> {
        let log = self.driver.get_log("performance").await?;
        let read = |message: &str| -> Result<Value> {
            Ok(serde_json::from_str::<Value>(message)?["message"].take())
        };
        log.iter().map(|entry| read(&entry.message)).collect()
    }
}

/// The loader of the page, if the event is the request for one.
fn page_of(event: &Value) -> Option<&Value> {
    let is_page = event["method"] == EVENTS[0] && event["params"]["type"] == "Document";
    is_page.then(|| &event["params"]["loaderId"])
}

fn received(events: &[Value]) -> Result<Vec<Received>> {
    let of = |method: &'static str| {
        let events = events.iter();
        events.filter(move |event| event["method"] == method)
    };
    of("Network.loadingFinished")
        .map(|finished| {
            let id = &finished["params"]["requestId"];
            let sent = of(EVENTS[0]).find(|sent| sent["params"]["requestId"] == *id);
            let url = sent.and_then(|sent| sent["params"]["request"]["url"].as_str());
            let bytes = finished["params"]["encodedDataLength"].as_f64();
            Ok(Received {
                url: url.context("an answer belongs to a request")?.to_owned(),
                bytes: whole(bytes.context("an answer has a length")?),
            })
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the protocol has no other numbers, and this one counts bytes"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
