//! The client in parts: a main part for the first page, and a file for each part that is loaded later.

use crate::{
    site::{self, Site},
    wasm,
};
use anyhow::{Context, Result, anyhow, ensure};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::{Options, SplitWasm};

/// Its name as a program. Cargo calls the file so, and Trunk begins the names in the site with it.
const CLIENT: &str = "client";

/// Replaces the whole client, which Trunk has bound to JavaScript, by its parts.
pub(crate) fn split(site: &Site) -> Result<()> {
    // Made of the client as Cargo has built it: in the site wasm-bindgen has dropped what a linker needs. The name is
    // Trunk's, until `stamp` changes it.
    let whole = site::read(&built()?)?;
    let name = name(site)?;
    let loader = format!("{name}_split.js");
    let workshop = tempfile::tempdir().context("cannot make a folder to work in")?;
    let folder = workshop.path();

    let main = folder.join("main.wasm");
    let parts = cut(&whole, &main, folder, &name, &loader)?;
    bind(&main, folder, &name)?;
    let (program, script) = (format!("{name}_bg.wasm"), format!("{name}.js"));
    let (main, bound) =
        wasm::shorten(&site::read(&folder.join(&program))?, &site::text(&folder.join(&script))?)?;
    site.write(&program, main)?;
    site.write(&script, compact(&bound))?;
    write_parts(site, &parts, &name, &loader, site::text(&folder.join(&loader))?)?;
    load_early(site, &loader)
}

/// Where Cargo has put the client. This program is in the same target folder.
fn built() -> Result<PathBuf> {
    let this = env::current_exe().context("cannot tell where this program is")?;
    let target = this.ancestors().nth(2).context("this program is in no target folder")?;
    // The folder of the profile that `index.html` names.
    Ok(target.join("wasm32-unknown-unknown/client/client.wasm"))
}

/// The name of the client in this build: `client-0123456789abcdef`.
pub(crate) fn name(site: &Site) -> Result<String> {
    let files = site.files("_bg.wasm")?;
    let mut names = files.iter().filter_map(|file| file.strip_suffix("_bg.wasm"));
    let name = names.find(|name| name.starts_with(CLIENT));
    Ok(name.context("there is no client in the site")?.to_owned())
}

fn cut(whole: &[u8], main: &Path, folder: &Path, name: &str, loader: &str) -> Result<SplitWasm> {
    // Main part and loader import each other, as what is beside them.
    let (program, loader) = (format!("./{name}.js"), format!("./{loader}"));
    let mut options = Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &loader;
    options.main_module = &program;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the client cannot be split: {error:?}"))?;
    ensure!(
        !parts.split_modules.is_empty(),
        "the client has no parts: `cfg(split)` of client/build.rs was not set when it was compiled"
    );
    Ok(parts)
}

/// Binds the main part to JavaScript, as Trunk has done with the whole.
fn bind(main: &Path, folder: &Path, name: &str) -> Result<()> {
    let status = Command::new("wasm-bindgen")
        // Through its table of functions, which is exported so, the parts call each other.
        .arg("--keep-lld-exports")
        .args(["--target=web", "--no-typescript", "--out-name", name, "--out-dir"])
        .args([folder, main])
        .status()
        .context(
            "wasm-bindgen is not on the PATH: run `cargo xtask start`, which gets it, or install the \
             `wasm-bindgen-cli` of the version in Cargo.lock",
        )?;
    ensure!(status.success(), "wasm-bindgen failed, see above");
    Ok(())
}

/// Writes the parts under names that begin with that of the client, since a part fits one build and no other; and the
/// script that loads them.
fn write_parts(
    site: &Site,
    parts: &SplitWasm,
    name: &str,
    loader: &str,
    mut script: String,
) -> Result<()> {
    for part in &parts.split_modules {
        let file = part.file_name().and_then(|file| file.to_str());
        let file = file.context("a part has no name")?;
        let named = format!("{name}_{file}");
        site.write(&named, wasm::strip(&site::read(part)?)?)?;
        // The script does not ask for a part in which nothing is left.
        script = script.replace(&format!("\"./{file}\""), &format!("\"./{named}\""));
    }
    site.write(loader, compact(&script))
}

/// The program imports the loader: without this link, a browser would ask for it only once it has the program.
fn load_early(site: &Site, loader: &str) -> Result<()> {
    let page = site.page()?;
    let link = format!("<link crossorigin href={} rel=modulepreload>", site.address(loader));
    let at = page
        .find("<link rel=modulepreload")
        .or_else(|| page.find("</head>"))
        .context("the page has no place for a link")?;
    site.write_page(&[&page[..at], &link, &page[at..]].concat())
}

/// A script without its indentation, empty lines, and comments that fill lines. It does not look into lines, so
/// nothing can go wrong with what is in them; compression does the rest.
fn compact(script: &str) -> String {
    let mut compact = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            compact += line;
            compact.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    compact
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_is_said_to_people_is_left_out() {
        let script = "/**\n * About it.\n */\nfunction a() {\n    // Why.\n    return '//';\n\n}\n/* one, two */\na();\n";
        assert_eq!(compact(script), "function a() {\nreturn '//';\n}\na();\n");
    }
}
