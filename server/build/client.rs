//! What the build script knows about the files of Trunk. It is a file of its own for the tests in
//! `tests/it/assets.rs`.

/// The media type of a file by its name.
pub(crate) fn media_type(name: &str) -> &'static str {
    match extension(name) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether Brotli can make the file smaller.
pub(crate) fn is_compressible(name: &str) -> bool {
    !matches!(extension(name), "png" | "webp" | "woff2")
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether the file name has a hash of eight or more hexadecimal digits behind a hyphen, as Trunk gives it.
pub(crate) fn has_hash(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        let ends = part.as_bytes().get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        digits >= 8 && ends
    })
}

/// The texts of the `<script>` elements that have no `src`.
pub(crate) fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (text, _) = rest.split_once("</script")?;
        (!attributes.contains("src=")).then_some(text)
    })
}
