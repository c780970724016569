//! Puts the built client into the server: compressed, with the hashes of its inline scripts.

#[path = "build/client.rs"]
mod client;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use brotli::enc::BrotliEncoderParams;
use client::{has_hash, inline_scripts, is_compressible, media_type};
use sha2::{Digest, Sha256};
use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-env-changed=CLAIMCHECK_CLIENT_DIST");
    let dist =
        variable("CLAIMCHECK_CLIENT_DIST").map_or_else(|| PathBuf::from("../dist"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", dist.display());
    let out = PathBuf::from(variable("OUT_DIR").context("cargo sets OUT_DIR")?);
    let mut table = String::new();
    for path in files_in(&dist)? {
        let name = path.strip_prefix(&dist)?.to_string_lossy().replace('\\', "/");
        let content = fs::read(&path)?;
        write_entry(&mut table, &out, &name, &content)?;
    }
    let page = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    let hashes: Vec<_> = inline_scripts(&page).map(hash_source).collect();
    fs::write(
        out.join("assets.rs"),
        format!(
            "static FILES: &[Asset] = &[{table}];\nstatic SCRIPT_HASHES: &[&str] = &{hashes:?};\n"
        ),
    )?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo talks to build scripts in variables")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// All files below a directory, in a stable order; none when it is not there.
fn files_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        let Ok(entries) = fs::read_dir(&directory) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            // Trunk builds in `.stage` and moves the result.
            let hidden =
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            match (hidden, path.is_dir()) {
                (true, _) => {}
                (false, true) => directories.push(path),
                (false, false) => files.push(path),
            }
        }
    }
    files.sort();
    Ok(files)
}

fn write_entry(table: &mut String, out: &Path, name: &str, content: &[u8]) -> Result<()> {
    let hash = hex(&Sha256::digest(content)[..8]);
    let plain = out.join(format!("{hash}.plain"));
    fs::write(&plain, content)?;
    let compressed = if is_compressible(name) { brotli(content)? } else { content.to_vec() };
    let brotli = if compressed.len() < content.len() {
        let file = out.join(format!("{hash}.br"));
        fs::write(&file, compressed)?;
        format!("Some(include_bytes!({:?}))", text(&file))
    } else {
        "None".to_owned()
    };
    writeln!(
        table,
        "Asset {{ path: {:?}, media_type: {:?}, hash: {hash:?}, plain: include_bytes!({:?}), brotli: {brotli}, immutable: {} }},",
        format!("/{name}"),
        media_type(name),
        text(&plain),
        has_hash(name),
    )?;
    Ok(())
}

/// A path as it goes into a string literal.
fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// At full quality in a debug build too: what it serves is what the budget of the first load is about.
fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params)?;
    Ok(compressed)
}

fn hash_source(script: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(script)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
