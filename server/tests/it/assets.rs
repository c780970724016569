#[path = "../../build/client.rs"]
mod client;

use reqwest::Method;
use server::assets::{Asset, Assets};
use support::{Ask, TestApp, TestResponse};

const CLIENT: Assets = Assets {
    files: &[
        Asset {
            path: "/index.html",
            media_type: "text/html; charset=utf-8",
            hash: "1111111111111111",
            plain: b"<!doctype html>the page",
            brotli: None,
            immutable: false,
        },
        Asset {
            path: "/client-0123456789abcdef_bg.wasm",
            media_type: "application/wasm",
            hash: "2222222222222222",
            plain: b"the program",
            brotli: Some(b"compressed"),
            immutable: true,
        },
    ],
    script_hashes: &[],
};

const PROGRAM: &str = "/client-0123456789abcdef_bg.wasm";

async fn start() -> TestApp {
    TestApp::with(&[], |state| state.assets = CLIENT).await
}

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> TestResponse {
    let mut request = app.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.ask().await
}

#[tokio::test]
async fn the_page_answers_for_every_path_that_is_a_place_in_it() {
    let app = start().await;
    for path in ["/", "/index.html", "/sign-in", "/account/sessions", "/apiary"] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.text(), "<!doctype html>the page", "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_the_page() {
    let app = start().await;
    for path in
        ["/client-old.js", "/favicon.ico", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/a/b.css"]
    {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        answer.assert_problem("not_found");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_good_and_come_compressed_to_whoever_can_read_that() {
    let app = start().await;
    for accepted in ["br", "gzip, deflate, br, zstd", "gzip;q=1.0, BR;q=0.5"] {
        let answer = get(&app, PROGRAM, &[("accept-encoding", accepted)]).await;
        let told = (answer.header("content-encoding"), answer.text());
        assert_eq!(told, ("br", "compressed"), "{accepted}");
        assert_eq!(answer.header("etag"), "\"2222222222222222-br\"");
        assert_eq!(answer.header("content-type"), "application/wasm");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    for accepted in ["", "gzip", "br;q=0", "brotli", "*;q=0"] {
        let answer = get(&app, PROGRAM, &[("accept-encoding", accepted)]).await;
        let told = (answer.header("content-encoding"), answer.text());
        assert_eq!(told, ("", "the program"), "{accepted}");
        assert_eq!(answer.header("etag"), "\"2222222222222222\"");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let app = start().await;
    for known in [
        "\"2222222222222222-br\"",
        "W/\"2222222222222222-br\"",
        "\"x\", \"2222222222222222-br\"",
        "*",
    ] {
        let answer =
            get(&app, PROGRAM, &[("accept-encoding", "br"), ("if-none-match", known)]).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (304, ""), "{known}");
        assert_eq!(answer.header("etag"), "\"2222222222222222-br\"");
    }
    // The other encoding is another representation.

    get(&app, PROGRAM, &[("if-none-match", "\"2222222222222222-br\"")]).await.expect(200);
}

#[tokio::test]
async fn head_tells_what_get_would_send() {
    let app = start().await;
    let answer = app.request(Method::HEAD, "/").ask().await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, ""));
    assert_eq!(answer.header("content-length"), "23");
}

#[tokio::test]
async fn without_a_client_the_page_says_how_to_build_it() {
    let nothing = Assets { files: &[], script_hashes: &[] };
    let app = TestApp::with(&[], |state| state.assets = nothing).await;
    let answer = app.get("/").await.expect(503);
    assert!(answer.text().contains("cargo xtask start"));
}

#[test]
fn the_embedded_client_is_complete() {
    let files = Assets::embedded().files;
    assert!(
        files.iter().all(|file| { file.brotli.is_none_or(|short| short.len() < file.plain.len()) })
    );
    if files.is_empty() {
        return;
    }
    let page = files.iter().find(|file| file.path == "/index.html").expect("a page");
    assert!(!page.immutable);
    assert!(
        !Assets::embedded().script_hashes.is_empty(),
        "Trunk starts the client with an inline script"
    );
    let program =
        files.iter().find(|file| file.media_type == "application/wasm").expect("a program");
    assert!(program.immutable && program.brotli.is_some());
    // The worker keeps its name when it changes, and the page does not load it.
    let worker = files.iter().find(|file| file.path == "/strength_loader.js");
    assert!(!worker.expect("a worker").immutable);
    let page = std::str::from_utf8(page.plain).expect("a page in UTF-8");
    assert!(!page.contains("strength"), "{page}");
}

#[test]
fn names_with_a_hash_are_told_from_names_without() {
    for name in [
        "client-0123456789abcdef.js",
        "client-0123456789abcdef_bg.wasm",
        "favicon-deadbeef.svg",
        "assets/site-1-deadbeef01.css",
    ] {
        assert!(client::has_hash(name), "{name}");
    }
    for name in [
        "index.html",
        "client.js",
        "client-1234567.js",
        "client-deadbeefs.js",
        "deadbeef01.css",
        "snippets/leptos-0123456789abcdef/inline0.js",
    ] {
        assert!(!client::has_hash(name), "{name}");
    }
}

#[test]
fn inline_scripts_are_found_to_the_byte() {
    let page = "<script>\n a<b </script><SCRIPT></SCRIPT><script src=\"x.js\"></script>\
                <script type=\"module\">\nimport x;</script>";
    let found: Vec<&str> = client::inline_scripts(page).collect();
    assert_eq!(found, ["\n a<b ", "\nimport x;"]);
}

#[test]
fn files_have_the_types_that_browsers_insist_on() {
    assert_eq!(client::media_type("client_bg.wasm"), "application/wasm");
    assert_eq!(client::media_type("a/client.js"), "text/javascript; charset=utf-8");
    assert_eq!(client::media_type("LICENSE"), "application/octet-stream");
    assert!(client::is_compressible("client_bg.wasm") && !client::is_compressible("font.woff2"));
}
