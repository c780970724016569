//! The root key: which keys the program takes, and from where.
#![cfg(unix)]

use crate::binary::{Running, refused, serve};

/// Random keys. They are published here, so no server may use them.
const ONE: &str = "5b1f0ce9a37d42886d3fe15490cb27a8f6e4127b9d058c3abf71d26e4890c355";
const OTHER: &str = "W8mPzQ4tE7yJ2nLxVbHc9RkGf3aUoSdT1iNqZ6eXw0Y";

#[test]
fn s17_a_root_key_that_could_be_guessed_stops_the_start() {
    for (key, told) in [
        ("", "is set and empty"),
        ("  ", "is set and empty"),
        ("secret", "not 32 bytes"),
        (&ONE[2..], "not 32 bytes"),
        (&"00".repeat(32), "not random"),
        (&"0123456789abcdef".repeat(4), "not random"),
        ("hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg", "everybody can look up"),
        ("YSBwYXNzd29yZCBvZiAzMiBjaGFyYWN0ZXJzISEhISE", "is text"),
    ] {
        let data = tempfile::tempdir().unwrap();
        let said = refused(serve(data.path()).env("CLAIMCHECK_ROOT_KEY", key));
        assert!(said.contains("CLAIMCHECK_ROOT_KEY") && said.contains(told), "{key}: {said}");
        assert!(said.contains("openssl rand -hex 32"), "{said}");
        assert!(key.len() < 7 || !said.contains(key), "it repeats the key: {said}");
        assert!(!data.path().join("claimcheck.db").exists());
    }
}

#[test]
fn s17_s18_a_root_key_file_that_could_be_guessed_stops_the_start() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("root.key");
    for (bytes, told) in [
        (vec![], "0 bytes and not 32"),
        (vec![1; 31], "31 bytes and not 32"),
        (vec![1; 32], "not random"),
        (b"3f9a1c77e0b24d58a6d1c0ffee42b19e".to_vec(), "is text"),
    ] {
        std::fs::write(&file, bytes).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let said = refused(&mut serve(data.path()));
        assert!(said.contains("root.key") && said.contains(told), "{said}");
    }
}

#[tokio::test]
async fn s18_a_root_key_in_the_environment_leaves_no_file() {
    let data = tempfile::tempdir().unwrap();
    drop(Running::start_with(serve(data.path()).env("CLAIMCHECK_ROOT_KEY", ONE)));
    assert!(!data.path().join("root.key").exists());
    drop(Running::start_with(serve(data.path()).env("CLAIMCHECK_ROOT_KEY", ONE.to_uppercase())));

    let said = refused(serve(data.path()).env("CLAIMCHECK_ROOT_KEY", OTHER));
    assert!(said.contains("put the right root key back"), "{said}");
    assert!(!said.contains(OTHER));
    let said = refused(
        serve(data.path())
            .env("CLAIMCHECK_ROOT_KEY", ONE)
            .args(["--root-key-file", "elsewhere.key"]),
    );
    assert!(said.contains("take one of them away"), "{said}");
}
