//! Embeds the built client in the server: compressed with Brotli, with the hashes of its inline scripts for the Content
//! Security Policy (CSP Level 3 §2.3.1).
//!
//! rust-embed and memory-serve were weighed: the first has no Brotli, the second reads from disk in debug builds, and
//! neither computes the hashes.

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
use walkdir::{DirEntry, WalkDir};

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

/// All files below a directory, in a stable order; none if it does not exist. Trunk builds in the hidden `.stage`, whose
/// files are left out.
fn files_in(directory: &Path) -> Result<Vec<PathBuf>> {
    if !directory.exists() {
        return Ok(vec![]);
    }
    let is_shown = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(directory).min_depth(1).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(is_shown).collect::<Result<Vec<_>, _>>()?;
    let files = entries.into_iter().filter(|entry| !entry.file_type().is_dir());
    Ok(files.map(DirEntry::into_path).collect())
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

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Compresses at full quality in debug builds, too, because tests measure the first load with them.
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
