//! WASM without what only tools read.

use crate::site::Site;
use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};

/// Strips the programs of the site: the client and the workers.
pub(crate) fn strip_all(site: &Site) -> Result<()> {
    for file in site.files("_bg.wasm")? {
        let stripped = strip(&site.read(&file)?).with_context(|| file.clone())?;
        site.write(&file, stripped)?;
    }
    Ok(())
}

/// A part in as few bytes as it can have. The linker pads numbers, so that they can be changed in their place:
/// written anew, they take the room that they need.
pub(crate) fn compact(part: &[u8]) -> Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    RoundtripReencoder
        .parse_core_module(&mut module, wasmparser::Parser::new(0), part)
        .map_err(|error| anyhow!("a part is no WASM: {error}"))?;
    strip(&module.finish())
}

/// Without the custom sections: names, relocations, who made it, what it uses.
fn strip(wasm: &[u8]) -> Result<Vec<u8>> {
    const CUSTOM: u8 = 0;
    let mut kept = wasm.get(..8).context("this is no WASM")?.to_vec();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let Some((id, range)) = payload?.as_section() else {
            continue;
        };
        if id != CUSTOM {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let section = &wasm[range];
            kept.push(id);
            write_length(&mut kept, section.len());
            kept.extend_from_slice(section);
        }
    }
    Ok(kept)
}

/// As LEB128, seven bits to a byte.
fn write_length(out: &mut Vec<u8>, mut length: usize) {
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or_default();
        length >>= 7;
        if length == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_custom_section_and_everything_of_the_others() {
        let mut module = wasm_encoder::Module::new();
        let mut types = wasm_encoder::TypeSection::new();
        for _ in 0..200 {
            types.ty().function([wasm_encoder::ValType::I32], []);
        }
        module.section(&types);
        let bare = module.clone().finish();
        module.section(&wasm_encoder::CustomSection {
            name: "for-tools".into(),
            data: b"secret names"[..].into(),
        });
        let named = module.finish();
        assert_ne!(named, bare);
        assert_eq!(strip(&named).unwrap(), bare);
        assert_eq!(compact(&named).unwrap(), bare);
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert!(strip(b"<html>").is_err());
        assert!(compact(b"<!doctype html>").is_err());
    }

    #[test]
    fn lengths_are_leb128() {
        for (length, bytes) in
            [(0, &[0][..]), (127, &[0x7f]), (128, &[0x80, 1]), (624_485, &[0xe5, 0x8e, 0x26])]
        {
            let mut out = Vec::new();
            write_length(&mut out, length);
            assert_eq!(out, bytes);
        }
    }
}
