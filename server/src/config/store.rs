//! Data directory, database and root key: the settings that the server and the other commands share.

use anyhow::{Result, ensure};
use clap::Parser;
use std::{fmt, path::PathBuf};
use zeroize::Zeroizing;

/// The flags of every command that opens the database.
#[derive(Parser, Clone)]
pub struct StoreArgs {
    /// Directory of the database and the root key; made when it is not there
    #[arg(long, env = "CLAIMCHECK_DATA_DIR", default_value = "./data")]
    pub data_dir: PathBuf,
    /// Database, `sqlite:…` [default: claimcheck.db in the data directory]
    #[arg(long, env = "CLAIMCHECK_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// File with the 32 bytes that everything secret is derived from [default: root.key in the data
    /// directory]. The variable `CLAIMCHECK_ROOT_KEY` can hold them instead, in hex or base64url
    #[arg(long, env = "CLAIMCHECK_ROOT_KEY_FILE")]
    pub root_key_file: Option<PathBuf>,
}

/// Leaves out the URL of the database, which can contain a password.
impl fmt::Debug for StoreArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreArgs")
            .field("data_dir", &self.data_dir)
            .field("root_key_file", &self.root_key_file)
            .finish_non_exhaustive()
    }
}

/// Where data, database and root key are.
#[derive(Clone)]
pub struct StoreConfig {
    /// Directory of the database and the root key, unless the other settings name other places.
    pub data_dir: PathBuf,
    /// Database, when it is not the file in the data directory.
    pub database_url: Option<String>,
    /// Where the root key is.
    pub root_key: RootKeySource,
}

impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreConfig")
            .field("data_dir", &self.data_dir)
            .field("root_key", &self.root_key)
            .finish_non_exhaustive()
    }
}

impl StoreConfig {
    /// Takes the root key from the environment or its file from the flags. Fails if both are set.
    pub fn new(args: &StoreArgs) -> Result<Self> {
        let root_key = match (root_key_variable()?, &args.root_key_file) {
            (Some(text), None) => RootKeySource::Given(text),
            (None, Some(file)) => RootKeySource::File(file.clone()),
            (None, None) => RootKeySource::File(args.data_dir.join("root.key")),
            (Some(_), Some(file)) => anyhow::bail!(
                "both CLAIMCHECK_ROOT_KEY and CLAIMCHECK_ROOT_KEY_FILE ({}) are set; take one of them away, so that it is clear which root key counts",
                file.display()
            ),
        };
        Ok(Self {
            data_dir: args.data_dir.clone(),
            database_url: args.database_url.clone(),
            root_key,
        })
    }
}

/// Where the root key is.
#[derive(Clone)]
pub enum RootKeySource {
    /// In a file, which is made at the first start.
    File(PathBuf),
    /// In the environment, in hex or base64url.
    Given(Zeroizing<String>),
}

impl fmt::Debug for RootKeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Given(_) => f.write_str("Given"),
        }
    }
}

/// The root key has no flag, because every user of the machine can read command lines.
#[expect(clippy::disallowed_methods, reason = "settings are what the environment is read for")]
fn root_key_variable() -> Result<Option<Zeroizing<String>>> {
    let Some(value) = std::env::var_os("CLAIMCHECK_ROOT_KEY") else {
        return Ok(None);
    };
    let text = value.into_string().ok().map(Zeroizing::new);
    ensure!(
        text.as_ref().is_some_and(|text| !text.trim().is_empty()),
        "CLAIMCHECK_ROOT_KEY is set and empty or not text; give it 32 random bytes, from `openssl rand -hex 32`, or unset it"
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn s18_secrets_are_in_no_help_and_in_no_debug() {
        let url = "sqlite:canary";
        let args = StoreArgs::parse_from(["claimcheck", "--database-url", url]);
        let mut config = StoreConfig::new(&args).unwrap();
        config.root_key = RootKeySource::Given("canary".to_owned().into());
        for shown in [format!("{args:?}"), format!("{config:?}")] {
            assert!(!shown.contains("canary"), "{shown}");
        }
        let hidden = StoreArgs::command()
            .get_arguments()
            .filter(|arg| arg.is_hide_env_values_set())
            .map(|arg| arg.get_id().to_string())
            .collect::<Vec<_>>();
        assert_eq!(hidden, ["database_url"]);
    }
}
