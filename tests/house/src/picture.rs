//! Layers as pictures: a Mermaid flowchart in `ARCHITECTURE.md`, whose arrows say what may import what.

use crate::circles;
use std::collections::BTreeMap;

#[derive(Debug)]
pub struct Picture<'a> {
    /// The files and folders of the layers, by their names in the picture.
    layers: BTreeMap<&'a str, Vec<&'a str>>,
    /// From a layer to those right below it.
    arrows: Vec<(&'a str, &'a str)>,
}

impl<'a> Picture<'a> {
    /// The picture that has a line `%% subject`.
    pub fn of(subject: &str, markdown: &'a str) -> Self {
        let mark = format!("%% {subject}");
        let pictures = markdown.split("```mermaid").skip(1);
        let mut texts = pictures.filter_map(|rest| Some(rest.split_once("```")?.0));
        let text = texts.find(|text| text.lines().any(|line| line.trim() == mark));
        let text = text.unwrap_or_else(|| panic!("no picture has a line `{mark}`"));
        let mut picture = Self { layers: BTreeMap::new(), arrows: Vec::new() };
        for line in text.lines().map(str::trim) {
            let is_frame = ["flowchart", "%%", "subgraph", "end", "classDef", "class "];
            if !line.is_empty() && !is_frame.iter().any(|word| line.starts_with(word)) {
                picture.line(line);
            }
        }
        picture
    }

    /// `a["x/, y.rs"]`, or `a --> b & c`.
    fn line(&mut self, line: &'a str) {
        if let Some((name, label)) = line.split_once("[\"") {
            let label = label.strip_suffix("\"]");
            let label = label.unwrap_or_else(|| {
                panic!("a layer is written `name[\"files\"]`, and not `{line}`")
            });
            let words = label.split([',', ' ', '<', '>']).map(str::trim);
            let contents = words.filter(|word| !word.is_empty() && *word != "br");
            self.layers.insert(name, contents.collect());
            return;
        }
        let groups: Vec<Vec<_>> =
            line.split("-->").map(|group| group.split('&').map(str::trim).collect()).collect();
        assert!(groups.len() > 1, "this line of a picture is neither a layer nor an arrow: {line}");
        for pair in groups.windows(2) {
            for from in &pair[0] {
                self.arrows.extend(pair[1].iter().map(|to| (*from, *to)));
            }
        }
    }

    /// The files and folders of the layers, each after the name of its layer.
    pub fn contents(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.layers.iter().flat_map(|(name, words)| words.iter().map(move |word| (*name, *word)))
    }

    /// The layer of a file: `auth/` contains what is below it, unless another layer names a file or folder there.
    pub fn layer_of(&self, file: &str) -> Option<&'a str> {
        let fits = |word: &str| word == file || (word.ends_with('/') && file.starts_with(word));
        let named = self.contents().filter(|(_, word)| fits(word));
        named.max_by_key(|(_, word)| word.len()).map(|(name, _)| name)
    }

    /// Whether a layer may import from another one: from itself and from everything below it.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        from == to || circles::reachable(&circles::onward(&self.arrows), from).contains(to)
    }

    /// What is wrong with the picture itself.
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for name in self.arrows.iter().flat_map(|(from, to)| [*from, *to]) {
            if !self.layers.contains_key(name) {
                mistakes.push(format!("an arrow leads to or from `{name}`, which is no layer"));
            }
        }
        for circle in circles::circles(&self.arrows) {
            mistakes.push(format!("the arrows lead in a circle: {circle:?}"));
        }
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "```mermaid\nflowchart TD\n%% server/src\ntop[\"app.rs\"]\nmid[\"auth/<br>api/\"]\nlow[\"db/, auth/low.rs\"]\nalone[\"x/\"]\ntop --> mid --> low\ntop --> alone & low\n```";

    #[test]
    fn what_is_below_may_be_imported_and_what_is_above_or_beside_may_not() {
        let picture = Picture::of("server/src", TEXT);
        assert_eq!(picture.mistakes(), Vec::<String>::new());
        assert_eq!(picture.layer_of("auth/login.rs"), Some("mid"));
        assert_eq!(picture.layer_of("auth/low.rs"), Some("low"));
        assert_eq!(picture.layer_of("main.rs"), None);
        assert!(picture.allows("top", "low") && picture.allows("mid", "mid"));
        assert!(!picture.allows("low", "mid") && !picture.allows("mid", "alone"));
    }

    #[test]
    fn a_picture_that_contradicts_itself_is_told() {
        let text = TEXT.replace("top --> alone & low", "low --> top\nlow --> nothing");
        let mistakes = Picture::of("server/src", &text).mistakes();
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    }
}
