//! The scripts in `tests/interop/`.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{env, ffi::OsString, path::Path, process::Command};

/// A program that verifies tokens with a library of another project.
pub(crate) struct Verifier {
    name: &'static str,
    program: OsString,
    script: OsString,
}

impl Verifier {
    pub(crate) fn all() -> Result<[Self; 2]> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../interop/verify.py");
        Ok([
            Self { name: "PyJWT", program: setting("CLAIMCHECK_PYTHON")?, script: script.into() },
            Self {
                name: "jose",
                program: setting("CLAIMCHECK_NODE")?,
                script: setting("CLAIMCHECK_VERIFY_MJS")?,
            },
        ])
    }

    /// Checks that it accepts a token; gives the claims that it read.
    pub(crate) fn accepts(&self, issuer: &str, audience: &str, token: &str) -> Result<Value> {
        let (accepted, said) = self.judge(issuer, audience, token)?;
        ensure!(accepted, "{} refuses a genuine token: {said}", self.name);
        serde_json::from_str(&said).with_context(|| format!("{} says {said}", self.name))
    }

    /// Checks that it refuses a token, and does not just fail.
    pub(crate) fn refuses(
        &self,
        what: &str,
        issuer: &str,
        audience: &str,
        token: &str,
    ) -> Result<()> {
        let (accepted, said) = self.judge(issuer, audience, token)?;
        ensure!(!accepted, "{} accepts {what}: {said}", self.name);
        ensure!(said.starts_with("refused: "), "{}: {what}: {said}", self.name);
        Ok(())
    }

    fn judge(&self, issuer: &str, audience: &str, token: &str) -> Result<(bool, String)> {
        let mut command = Command::new(&self.program);
        command.arg(&self.script).args([issuer, audience, token]);
        // The server is on this machine, so no proxy is needed.
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        let output =
            command.output().with_context(|| format!("cannot run {}", self.program.display()))?;
        let accepted = output.status.success();
        let said = if accepted { output.stdout } else { output.stderr };
        Ok((accepted, String::from_utf8(said)?))
    }
}

#[expect(clippy::disallowed_methods, reason = "what is installed where is told from outside")]
pub(crate) fn setting(name: &str) -> Result<OsString> {
    env::var_os(name).with_context(|| format!("{name} is not set; `cargo xtask test` sets it"))
}
