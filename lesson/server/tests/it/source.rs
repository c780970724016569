use crate::visitor::Visitor;
use lesson_shared::{
    lab::{Side, SourceFile},
    paths,
};
use shared::Step;

fn path_of(file: &str) -> String {
    format!("{}/{file}", paths::LAB_SOURCE)
}

#[tokio::test]
async fn each_listed_file_is_served_as_it_is_in_the_repository() {
    let visitor = Visitor::come().await;
    let listed = visitor.app.get(paths::LAB_SOURCE).await;
    let listed: Vec<SourceFile> = serde_json::from_slice(&listed.body).unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    for file in &listed {
        let answer = visitor.app.get(&path_of(&file.path)).await;
        assert_eq!(answer.status, 200, "{}", file.path);
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        let there = std::fs::read_to_string(root.join(&file.path)).unwrap();
        assert!(answer.text() == there, "{} is another one", file.path);
        let folder = match file.side {
            Side::Client => "client/",
            Side::Server => "server/",
            Side::Shared => "shared/",
        };
        let path = file.path.strip_prefix("lesson/").unwrap_or(&file.path);
        assert!(path.starts_with(folder), "{}", file.path);
    }
    for step in Step::ALL {
        assert!(listed.iter().any(|file| file.step == Some(step)), "{step}");
    }
}

#[tokio::test]
async fn a15_no_other_file_is_served() {
    let visitor = Visitor::come().await;
    for path in [
        "Cargo.toml",
        "server/src/config/mod.rs",
        "..%2F..%2F..%2F..%2Fetc%2Fpasswd",
        "%2Fetc%2Fpasswd",
        "server/src/auth/login.rs/",
        "SERVER/src/auth/login.rs",
        "",
    ] {
        visitor.app.get(&path_of(path)).await.assert_problem("not_found");
    }
}
