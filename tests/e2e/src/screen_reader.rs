//! The browser's accessibility tree, which a screen reader reads.

use crate::Visit;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The nodes of the tree by their ids, as the Chrome `DevTools` Protocol has them.
type Nodes<'a> = HashMap<&'a str, &'a Value>;

impl Visit {
    /// The text that a screen reader reads for each item of the lists in the article with this name.
    pub async fn heard_items(&self, name: &str) -> Result<Vec<String>> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("the tree has nodes")?;
        let article = nodes.iter().find(|node| is(node, "article") && node_name(node) == name);
        let article = article.with_context(|| format!("there is no article {name}"))?;
        let nodes = nodes.iter().map(|node| (node["nodeId"].as_str().unwrap_or_default(), node));
        let nodes = nodes.collect();
        let inside = inside(article, &nodes).into_iter();
        Ok(inside.filter(|node| is(node, "listitem")).map(|item| text(item, &nodes)).collect())
    }
}

fn is(node: &Value, role: &str) -> bool {
    node["role"]["value"] == role
}

fn node_name(node: &Value) -> &str {
    node["name"]["value"].as_str().unwrap_or_default()
}

/// All nodes below this one, from top to bottom.
fn inside<'a>(node: &Value, nodes: &Nodes<'a>) -> Vec<&'a Value> {
    let children = node["childIds"].as_array().into_iter().flatten();
    let children = children.filter_map(|id| nodes.get(id.as_str()?));
    children.flat_map(|child| [vec![*child], inside(child, nodes)].concat()).collect()
}

fn text(node: &Value, nodes: &Nodes<'_>) -> String {
    let texts = inside(node, nodes).into_iter().filter(|node| is(node, "StaticText"));
    let words = texts.flat_map(|node| node_name(node).split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
