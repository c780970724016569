//! The files of the database: readable by their owner alone, in a directory that not every user can write to.

use crate::config::StoreConfig;
use anyhow::{Context, Result, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};
use url::Url;

/// The URL of the database. Its file is made, private from the first moment, when it is not there;
/// SQLite gives the files beside it the same mode.
pub(super) fn url(config: &StoreConfig) -> Result<String> {
    let Some(url) = &config.database_url else {
        let file = config.data_dir.join("claimcheck.db");
        private(&file, true)?;
        return url_of(&file);
    };
    names_a_database_file(url)?;
    let options = SqliteConnectOptions::from_str(url)
        .context("CLAIMCHECK_DATABASE_URL cannot be read; give it like sqlite:/var/lib/claimcheck/claimcheck.db?mode=rwc")?;
    private(options.get_filename(), url.contains("mode=rwc"))?;
    Ok(url.clone())
}

/// In memory each connection of the pool would have a database of its own.
fn names_a_database_file(url: &str) -> Result<()> {
    ensure!(
        url.starts_with("sqlite:"),
        "CLAIMCHECK_DATABASE_URL has to start with sqlite:, the one database of this version"
    );
    ensure!(
        !url.contains(":memory:") && !url.contains("mode=memory"),
        "CLAIMCHECK_DATABASE_URL names a database in memory, which forgets ended sessions; name a file"
    );
    Ok(())
}

/// Makes the data directory for its owner alone. Other users may read an existing one, since every file in it
/// is private. They must not write to it, because they could put a root key of their own there. A group that
/// writes to it is taken for one that may.
pub fn make_data_dir(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| {
        format!(
            "the data directory {} cannot be made; name another with CLAIMCHECK_DATA_DIR",
            path.display()
        )
    })?;
    let others_write = 0o002;
    ensure!(
        mode(path)? & others_write == 0,
        "everybody can write to the data directory {path}; run `chmod o-w {path}`",
        path = path.display()
    );
    Ok(())
}

/// Makes the file for its owner alone, when it is not there and is to be made, and refuses one that
/// others can open.
fn private(path: &Path, make: bool) -> Result<()> {
    if make {
        make_private(path)?;
    }
    let group_and_others = 0o077;
    ensure!(
        !path.exists() || mode(path)? & group_and_others == 0,
        "the database {path} can be opened by others; run `chmod 600 {path}`",
        path = path.display()
    );
    Ok(())
}

/// Makes the file for its owner alone, when it is not there.
pub(super) fn make_private(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let made = options.open(path);
    made.with_context(|| format!("the database {} cannot be made", path.display()))?;
    Ok(())
}

#[cfg(unix)]
fn mode(path: &Path) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> io::Result<u32> {
    Ok(0)
}

fn url_of(file: &Path) -> Result<String> {
    let absolute: PathBuf = std::path::absolute(file)?;
    let url = Url::from_file_path(&absolute).map_err(|()| {
        io::Error::new(io::ErrorKind::InvalidInput, "the data directory has no absolute path")
    })?;
    Ok(format!("sqlite://{}?mode=rwc", url.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_database_file_will_do() {
        assert!(names_a_database_file("sqlite:/var/lib/claimcheck.db?mode=rwc").is_ok());
        for url in ["postgres://localhost/db", "", "sqlite::memory:", "sqlite:x?mode=memory"] {
            let told = names_a_database_file(url).unwrap_err().to_string();
            assert!(told.contains("CLAIMCHECK_DATABASE_URL"), "{url}: {told}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn s18_a_database_is_made_private_wherever_it_is_and_refused_when_it_is_not() {
        use crate::config::RootKeySource;
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let elsewhere = directory.path().join("else where.db");
        let given = format!("sqlite:{}?mode=rwc", elsewhere.display());
        for (file, database_url) in
            [(directory.path().join("claimcheck.db"), None), (elsewhere, Some(given))]
        {
            let config = StoreConfig {
                data_dir: directory.path().into(),
                database_url,
                root_key: RootKeySource::File("root.key".into()),
            };
            url(&config).unwrap();
            assert_eq!(mode(&file).unwrap(), 0o600);
            for wrong in [0o640, 0o604, 0o666] {
                fs::set_permissions(&file, fs::Permissions::from_mode(wrong)).unwrap();
                let told = url(&config).unwrap_err().to_string();
                assert!(told.contains("chmod 600"), "{told}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn s18_a_data_directory_that_everybody_writes_to_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path().join("data");
        make_data_dir(&data).unwrap();
        assert_eq!(mode(&data).unwrap(), 0o700);
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        make_data_dir(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o777)).unwrap();
        let told = make_data_dir(&data).unwrap_err().to_string();
        assert!(told.contains("chmod o-w"), "{told}");
    }
}
