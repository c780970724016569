//! Databases of the version that had one HS256 key and no rotation.

use super::signing_with;
use server::{
    config::RootKeySource,
    db,
    keys::{
        RootKey,
        root::Purpose,
        sealed::{RowField, Sealer},
    },
};
use shared::api::admin::KeyState::{Announced, Signing, Verifying};
use sqlx::{AnyPool, migrate::Migrator};
use support::TestApp;

/// Lays down a database as that version left it, with keys made at these times.
async fn lay_down(directory: &std::path::Path, keys: &[(&str, i64)]) {
    let migrations = tempfile::tempdir().unwrap();
    let name = "0001_accounts_sessions_keys.sql";
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    std::fs::copy(format!("{from}/{name}"), migrations.path().join(name)).unwrap();
    sqlx::any::install_default_drivers();
    let file = directory.join("claimcheck.db");
    let pool = AnyPool::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
    let migrator = Migrator::new(migrations.path()).await.unwrap();
    migrator.run(&pool).await.unwrap();
    let root = RootKey::open(&RootKeySource::File(directory.join("root.key"))).unwrap();
    let sealer = Sealer::new(&root.derive(Purpose::SealSigningKeys));
    for (kid, created_at) in keys {
        let field = RowField { table: "signing_keys", column: "sealed", row: kid };
        sqlx::query("INSERT INTO signing_keys (kid, algorithm, sealed, created_at) VALUES ($1, 'HS256', $2, $3)")
            .bind(*kid)
            .bind(sealer.seal(field, &*server::random::secret()))
            .bind(*created_at)
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[tokio::test]
async fn the_one_key_goes_on_signing() {
    let data = tempfile::tempdir().unwrap();
    lay_down(data.path(), &[("only", support::START.0 - 86_400_000)]).await;
    let app = TestApp::on(data, &[]).await;
    assert_eq!(app.signing_kid(), "only");
    assert_eq!(app.states().await, [Signing]);
    let ada = app.signed_in().await;
    app.rotate().await;
    app.advance(60);
    assert_eq!(app.states().await, [Signing, Verifying]);
    assert_eq!(app.me(&ada.token).await.status, 200);
}

/// Two nodes that started at once made a key each, and the older one signed from then on.
#[tokio::test]
async fn of_two_keys_the_one_that_signed_goes_on() {
    let data = tempfile::tempdir().unwrap();
    let start = support::START.0 - 86_400_000;
    lay_down(data.path(), &[("second", start + 3), ("first", start), ("third", start + 3)]).await;
    let app = TestApp::on(data, &[]).await;
    assert_eq!(app.signing_kid(), "first");
    let ada = app.signed_in().await;
    app.tend().await;
    assert_eq!(app.me(&ada.token).await.status, 200);
    app.rotate().await;
    assert_eq!(app.states().await[..2], [Announced, Signing]);
}

#[tokio::test]
async fn an_old_key_of_many_days_is_replaced_at_once() {
    let data = tempfile::tempdir().unwrap();
    lay_down(data.path(), &[("only", support::START.0 - 40 * 86_400_000)]).await;
    let app = TestApp::on(data, &[]).await;
    assert_eq!(app.signing_kid(), "only");
    assert_eq!(app.states().await, [Announced, Signing]);
}

#[tokio::test]
async fn a_key_that_this_version_does_not_know_stops_the_start() {
    let app = signing_with("HS256", &[]).await;
    for (algorithm, told) in
        [("ES512", "run the version that made it"), ("RS256", "is no key for RS256")]
    {
        app.run(format!("UPDATE signing_keys SET algorithm = '{algorithm}'")).await;
        let store = &app.state.config.store;
        let root = RootKey::open(&store.root_key).unwrap();
        let db = db::open(store).await.unwrap();
        let policy = server::keys::KeyPolicy::new(&app.state.config);
        let opened = server::keys::KeyRing::open(db, &root, policy, app.state.clock.now()).await;
        let error = format!("{:#}", opened.unwrap_err());
        assert!(error.contains(told), "{error}");
    }
}
