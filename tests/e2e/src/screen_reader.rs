//! What a screen reader is given of a page: the browser's accessibility tree.

use crate::Visit;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// The tree, flat, as the Chrome `DevTools` Protocol hands it out.
#[derive(Deserialize)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    #[serde(rename = "nodeId")]
    id: String,
    #[serde(rename = "childIds", default)]
    children: Vec<String>,
    role: Option<Value>,
    name: Option<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: Option<serde_json::Value>,
}

impl Visit {
    /// What is heard of each item of the lists in the article with this name.
    pub async fn heard_items(&self, name: &str) -> Result<Vec<String>> {
        let tools = self.driver.cdp();
        let tree = tools.send_raw("Accessibility.getFullAXTree", json!({})).await?;
        let tree: Tree = serde_json::from_value(tree)?;
        let nodes: HashMap<_, _> = tree.nodes.iter().map(|node| (&*node.id, node)).collect();
        let article =
            tree.nodes.iter().find(|node| node.role() == "article" && node.name() == name);
        let article = article.with_context(|| format!("there is no article {name}"))?;
        let items = article.inside(&nodes).into_iter();
        let items = items.filter(|node| node.role() == "listitem");
        Ok(items.map(|item| item.text(&nodes)).collect())
    }
}

impl Node {
    fn role(&self) -> &str {
        string(self.role.as_ref())
    }

    fn name(&self) -> &str {
        string(self.name.as_ref())
    }

    /// Everything below it, from top to bottom.
    fn inside<'a>(&self, nodes: &HashMap<&str, &'a Self>) -> Vec<&'a Self> {
        let mut inside = Vec::new();
        for child in self.children.iter().filter_map(|id| nodes.get(&**id)) {
            inside.push(*child);
            inside.extend(child.inside(nodes));
        }
        inside
    }

    fn text(&self, nodes: &HashMap<&str, &Self>) -> String {
        let texts = self.inside(nodes).into_iter();
        let texts = texts.filter(|node| node.role() == "StaticText");
        let words: String = texts.map(Self::name).collect::<Vec<_>>().join(" ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn string(value: Option<&Value>) -> &str {
    let value = value.and_then(|value| value.value.as_ref());
    value.and_then(serde_json::Value::as_str).unwrap_or_default()
}
