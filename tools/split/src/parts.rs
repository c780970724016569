//! The client in parts: what the first page needs, and a file for each part that is loaded later.

use crate::{
    names, script,
    site::{self, Site},
    wasm,
};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::{Options, SplitWasm};

/// Its name as a program. Cargo calls the file so, and Trunk begins the names in the site with it.
const CLIENT: &str = "client";

/// Replaces the client, of which Trunk has bound the whole, by its parts.
pub(crate) fn split(site: &Site) -> Result<()> {
    // Made of what Cargo has built, and not of what is in the site: there wasm-bindgen has dropped what a
    // linker needs. The name is Trunk's, until `stamp` gives all of them another.
    let whole = site::read(&built()?)?;
    let name = name(site)?;
    let workshop = site.workshop()?;

    let main = workshop.join("main.wasm");
    let loader = format!("{name}_split.js");
    let parts = cut(&whole, &workshop, &main, &name, &loader)?;
    bind(&main, &workshop, &name)?;
    write_main(site, &workshop, &name)?;
    write_parts(site, &workshop, &parts, &name, &loader)?;
    load_early(site, &loader)?;
    Ok(fs::remove_dir_all(workshop)?)
}

/// Where Cargo has put the client: this program is in the folder for finished programs beside it.
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

fn cut(whole: &[u8], folder: &Path, main: &Path, name: &str, loader: &str) -> Result<SplitWasm> {
    // Both import the other, as what is beside it.
    let (program, loader) = (format!("./{name}.js"), format!("./{loader}"));
    let mut options = Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &loader;
    options.main_module = &program;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the client cannot be split: {error:?}"))?;
    if parts.split_modules.is_empty() {
        bail!(
            "the client has no parts: `cfg(split)` of client/build.rs was not set when it was compiled"
        );
    }
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

fn write_main(site: &Site, folder: &Path, name: &str) -> Result<()> {
    let (program, script) = (format!("{name}_bg.wasm"), format!("{name}.js"));
    let bound = String::from_utf8(site::read(&folder.join(&script))?)?;
    let (main, bound) = names::shorten(&site::read(&folder.join(&program))?, &bound)?;
    site.write(&program, main)?;
    site.write(&script, script::compact(&bound))
}

/// The parts, in the site under names that begin with that of the client: a part fits one build and no other.
fn write_parts(
    site: &Site,
    folder: &Path,
    parts: &SplitWasm,
    name: &str,
    loader: &str,
) -> Result<()> {
    let mut script = String::from_utf8(site::read(&folder.join(loader))?)?;
    for part in &parts.split_modules {
        let file = part.file_name().and_then(|file| file.to_str());
        let file = file.context("a part has no name")?;
        let hashed = format!("{name}_{file}");
        site.write(&hashed, wasm::compact(&site::read(part)?)?)?;
        let asked = format!("\"./{file}\"");
        // A part in which nothing is left is not asked for.
        script = script.replace(&asked, &format!("\"./{hashed}\""));
    }
    site.write(loader, script::compact(&script))
}

/// The program imports the loader: without being told, a browser would ask for it only once it has the program.
fn load_early(site: &Site, loader: &str) -> Result<()> {
    let page = site.page()?;
    let link = format!("<link crossorigin href={} rel=modulepreload>", site.address(loader));
    let at = page
        .find("<link rel=modulepreload")
        .or_else(|| page.find("</head>"))
        .context("the page has no place for a link")?;
    site.write_page(&[&page[..at], &link, &page[at..]].concat())
}
