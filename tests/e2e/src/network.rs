//! What the browser sends and receives, by its own log: pages, requests of scripts, beacons and sockets alike.

use crate::{
    Visit,
    wait::{SOON, until},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::cell::RefCell;

/// The events of the Chrome `DevTools` Protocol for something that goes out.
const EVENTS: [&str; 2] = ["Network.requestWillBeSent", "Network.webSocketCreated"];

/// A request or a socket.
#[derive(Clone, Debug)]
pub struct Sent {
    pub url: String,
    /// The whole event, with headers and body.
    pub whole: String,
}

/// An answer that has come.
#[derive(Clone, Debug)]
pub struct Received {
    /// Where from.
    pub url: String,
    /// The bytes of its body as they came over the network, compressed.
    pub body: f64,
    /// The bytes before them: status and headers.
    pub head: f64,
}

impl Visit {
    /// What was sent since the last look.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        let mut sent = Vec::new();
        for event in self.events().await? {
            if !event["method"].as_str().is_some_and(|method| EVENTS.contains(&method)) {
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

    /// The answers for the page that was opened since the last look, once the browser calls the network idle: half a
    /// second without a request.
    pub async fn received(&self) -> Result<Vec<Received>> {
        // The browser then reports earlier events as well.
        self.devtools("Page.setLifecycleEventsEnabled", json!({ "enabled": true })).await?;
        let events = RefCell::new(Vec::new());
        let page = until("the network to rest", SOON, async || {
            let new = self.events().await?;
            events.borrow_mut().extend(new);
            let events = events.borrow();
            let page = events.iter().rev().find_map(page_of);
            let rests = |event: &Value| {
                event["params"]["name"] == "networkIdle"
                    && page.is_some_and(|page| event["params"]["loaderId"] == *page)
            };
            Ok(page.cloned().filter(|_| events.iter().any(rests)))
        })
        .await?;
        received(&events.into_inner(), &page)
    }

    /// Blocks requests to these addresses, in which `*` stands for any text, and to no others.
    pub async fn block(&self, addresses: &[&str]) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await?;
        Ok(())
    }

    /// The browser's log of the network since the last look.
    async fn events(&self) -> Result<Vec<Value>> {
        let log = self.driver.get_log("performance").await?;
        let read = |message: &str| -> Result<Value> {
            Ok(serde_json::from_str::<Value>(message)?["message"].take())
        };
        log.iter().map(|entry| read(&entry.message)).collect()
    }
}

/// The loader of the page, if the event is the request for one. The browser's own new tab has documents too.
fn page_of(event: &Value) -> Option<&Value> {
    let sent = &event["params"];
    let is_page = event["method"] == EVENTS[0] && sent["type"] == "Document";
    let url = sent["request"]["url"].as_str().unwrap_or_default();
    (is_page && url.starts_with("http")).then(|| &sent["loaderId"])
}

/// The answers to what was sent for this page. The browser opens others of its own.
fn received(events: &[Value], page: &Value) -> Result<Vec<Received>> {
    let of = |method: &'static str| {
        let parameters = events.iter().filter(move |event| event["method"] == method);
        parameters.map(|event| &event["params"])
    };
    let mut received = Vec::new();
    for sent in of(EVENTS[0]).filter(|sent| sent["loaderId"] == *page) {
        let about = |method| of(method).find(|event| event["requestId"] == sent["requestId"]);
        let begun = about("Network.responseReceived");
        let head = begun.and_then(|begun| begun["response"]["encodedDataLength"].as_f64());
        let finished = about("Network.loadingFinished");
        let all = finished.and_then(|finished| finished["encodedDataLength"].as_f64());
        let url = sent["request"]["url"].as_str().unwrap_or_default();
        let (head, all) =
            head.zip(all).with_context(|| format!("{url} was not loaded to its end"))?;
        received.push(Received { url: url.to_owned(), body: all - head, head });
    }
    Ok(received)
}
