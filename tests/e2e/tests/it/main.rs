//! The pages in Chromium against the real server.

/// A test for each place where a token can be kept.
macro_rules! test_each_storage {
    ($test:ident) => {
        test_each_storage!($test: memory Memory, local_storage LocalStorage, cookie Cookie,
            http_only_cookie HttpOnlyCookie);
    };
    ($test:ident: $($name:ident $storage:ident),*) => { $(
        #[test]
        fn $name() -> anyhow::Result<()> {
            $test(shared::api::StorageMode::$storage)
        }
    )* };
}

mod accounts;
mod admin;
mod audit;
mod console;
mod expiry;
mod first_load;
mod inspector;
mod keyboard;
mod keys;
mod lab;
mod outage;
mod password;
mod pasted;
mod pictures;
mod profile;
mod reload;
mod screen_reader;
mod sessions;
mod seven_steps;
mod strength;
mod tabs;
mod theft;
mod walkthrough;
