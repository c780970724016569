//! Circles in a graph: groups of nodes of which each leads to each other one.

use std::collections::{BTreeMap, BTreeSet};

/// The circles of a graph, each sorted, the largest first.
pub fn circles<'a>(edges: &[(&'a str, &'a str)]) -> Vec<Vec<&'a str>> {
    let onward = onward(edges);
    let reached: BTreeMap<_, _> =
        onward.keys().map(|from| (*from, reachable(&onward, from))).collect();
    let mut done = BTreeSet::new();
    let mut circles = Vec::new();
    for (file, all) in &reached {
        if done.contains(file) || !all.contains(file) {
            continue;
        }
        let back = |other: &&&str| reached.get(**other).is_some_and(|all| all.contains(file));
        let circle: Vec<_> = all.iter().filter(back).copied().collect();
        done.extend(circle.iter().copied());
        circles.push(circle);
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

/// Where the edges from each node lead.
pub fn onward<'a>(edges: &[(&'a str, &'a str)]) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut onward: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (from, to) in edges {
        onward.entry(*from).or_default().push(*to);
    }
    onward
}

/// All nodes that can be reached from here; this one only when there is a way back.
pub fn reachable<'a>(onward: &BTreeMap<&'a str, Vec<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<_> = onward.get(from).cloned().unwrap_or_default();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(onward.get(file).into_iter().flatten());
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_found_and_what_leads_to_it_is_not_part_of_it() {
        let edges =
            [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("e", "f"), ("f", "g"), ("g", "e")];
        assert_eq!(circles(&edges), [vec!["e", "f", "g"], vec!["b", "c"]]);
    }
}
