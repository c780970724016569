//! Two style sheets of many: two dozen, each compressed by itself, are almost twice as much to load.

use crate::site::Site;
use anyhow::{Context, Result};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Makes two style sheets of those in the page: one for the first page, and one of those marked as `data-later`. The
/// second has a relation that browsers do not know, so that they load it only when the client asks for it. (Some
/// browsers load a disabled one.)
pub(crate) fn bundle(site: &Site) -> Result<()> {
    let page = site.page()?;
    let (later, first): (Vec<_>, Vec<_>) =
        links(&page).into_iter().partition(|link| is_later(link));
    // Without `integrity`: they come from where the page comes from, in the same way.
    let mut bundled = Vec::new();
    for (name, links, relation) in
        [("first", &first, "stylesheet"), ("later", &later, "later data-later")]
    {
        let href = site.address(&write_sheet(site, name, links)?);
        bundled.push(format!("<link href={href} rel={relation}>"));
    }
    let at = first.first().context("the page has no style sheet")?;
    let mut page = page.replacen(at, &bundled.concat(), 1);
    for link in first.iter().skip(1).chain(&later) {
        page = page.replacen(link, "", 1);
    }
    site.write_page(&page)
}

/// Makes one sheet of these, in their order, and returns its name.
fn write_sheet(site: &Site, name: &str, links: &[&str]) -> Result<String> {
    let mut sheet = String::new();
    for link in links {
        let file = attribute(link, "href").and_then(|address| site.file_at(address));
        let file = file.with_context(|| format!("{link} leads to no file of the site"))?;
        sheet += &String::from_utf8(site.read(file)?)?;
        sheet.push('\n');
        site.remove(file)?;
    }
    let mut hasher = DefaultHasher::new();
    sheet.hash(&mut hasher);
    let file = format!("{name}-{:016x}.css", hasher.finish());
    site.write(&file, sheet)?;
    Ok(file)
}

fn is_later(link: &str) -> bool {
    attribute(link, "data-later").is_some()
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

/// The value of an attribute, with or without quotes around it, or without a value.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let attributes = tag.trim_end_matches(['>', '/']).split_ascii_whitespace();
    let mut attributes = attributes.map(|both| both.split_once('=').unwrap_or((both, "")));
    let (_, value) = attributes.find(|(found, _)| *found == name)?;
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
        assert!(!is_later(links[0]) && !is_later(links[1]));
        assert!(is_later("<link href=/x.css rel=stylesheet data-later>"));
        assert!(is_later("<link data-later=\"\" rel=stylesheet href=/x.css>"));
    }
}
