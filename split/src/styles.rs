//! One style sheet. Two dozen, each compressed by itself, are almost twice as much to load.

use crate::site::Site;
use anyhow::{Context, Result};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Makes one style sheet of those in the page, in their order, at the place of the first.
pub(crate) fn bundle(site: &Site) -> Result<()> {
    let page = site.page()?;
    let links = links(&page);
    let mut all = String::new();
    for link in &links {
        let file = attribute(link, "href").and_then(|address| site.file_at(address));
        let file = file.with_context(|| format!("{link} leads to no file of the site"))?;
        all += &String::from_utf8(site.read(file)?)?;
        all.push('\n');
        site.remove(file)?;
    }
    let Some((first, others)) = links.split_first() else {
        return Ok(());
    };
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    let file = format!("style-{:016x}.css", hasher.finish());
    site.write(&file, all)?;
    // Without `integrity`: it comes from where the page comes from, in the same way.
    let link = format!("<link href={} rel=stylesheet>", site.address(&file));
    let page = page.replacen(first, &link, 1);
    let page = others
        .iter()
        .fold(page, |page, link| page.replacen(link, "", 1));
    site.write_page(&page)
}

fn links(page: &str) -> Vec<&str> {
    page.match_indices("<link")
        .filter_map(|(at, _)| {
            let link = &page[at..];
            Some(&link[..=link.find('>')?])
        })
        .filter(|link| attribute(link, "rel") == Some("stylesheet"))
        .collect()
}

/// The value of an attribute, with or without quotes around it.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = tag.trim_end_matches('>').trim_end_matches('/');
    let value = tag.split_ascii_whitespace().find_map(|attribute| {
        let (found, value) = attribute.split_once('=')?;
        (found == name).then_some(value)
    })?;
    Some(value.trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_are_found_among_other_links() {
        let page = "<link href=/a.svg rel=icon><link href=/one.css integrity=sha384-x rel=stylesheet>\
                    <link rel=\"stylesheet\" href=\"/two.css\"/><p>";
        let links = links(page);
        let found: Vec<_> = links.iter().map(|link| attribute(link, "href")).collect();
        assert_eq!(found, [Some("/one.css"), Some("/two.css")]);
    }
}
