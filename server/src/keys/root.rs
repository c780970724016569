//! The root secret: 32 random bytes in a file that only its owner reads, or in the environment.

use super::weak;
use crate::{config::RootKeySource, random};
use anyhow::{Context, Result, bail, ensure};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use shared::compact::from_base64url;
use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};
use zeroize::Zeroizing;

/// What a key is derived for. One key per purpose, so that no use of one can help against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Seals the signing keys in the database.
    SealSigningKeys,
    /// Seals refresh tokens.
    SealRefreshTokens,
    /// Seals addresses and user agents in the database.
    SealCallers,
    /// Seals the fields of profiles.
    SealProfiles,
    /// Hides the names under which failed logins are counted.
    HideNames,
    /// Seals the cookies of known devices.
    SealDevices,
}

impl Purpose {
    /// All purposes.
    pub const ALL: &[Self] = &[
        Self::SealSigningKeys,
        Self::SealRefreshTokens,
        Self::SealCallers,
        Self::SealProfiles,
        Self::HideNames,
        Self::SealDevices,
    ];

    /// The HKDF label. A label that was ever used is never given another meaning.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::SealSigningKeys => b"claimcheck/1/seal-signing-keys",
            Self::SealRefreshTokens => b"claimcheck/1/seal-refresh-tokens",
            Self::SealCallers => b"claimcheck/1/seal-callers",
            Self::SealProfiles => b"claimcheck/1/seal-profiles",
            Self::HideNames => b"claimcheck/1/hide-names",
            Self::SealDevices => b"claimcheck/1/seal-devices",
        }
    }
}

const MAKE_FILE: &str = "make a random one with `head -c 32 /dev/urandom`";
const MAKE_TEXT: &str = "make a random one with `openssl rand -hex 32`";

/// The secret that every other key comes from.
pub struct RootKey(Zeroizing<[u8; RootKey::BYTES]>);

impl RootKey {
    const BYTES: usize = 32;

    /// Takes the key from where it is. A key file that is not there is made.
    pub fn open(source: &RootKeySource) -> Result<Self> {
        match source {
            RootKeySource::File(path) => Self::in_file(path),
            RootKeySource::Given(text) => Self::parse(text),
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let bytes = decode(text.trim()).with_context(|| {
            format!("CLAIMCHECK_ROOT_KEY is not 32 bytes in hex or base64url; {MAKE_TEXT}")
        })?;
        match weak::reason(&bytes) {
            Some(reason) => bail!("CLAIMCHECK_ROOT_KEY {reason}; {MAKE_TEXT}"),
            None => Ok(Self(bytes)),
        }
    }

    fn in_file(path: &Path) -> Result<Self> {
        match File::open(path) {
            Ok(file) => Self::read(path, &file),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Self::create(path)
                    .with_context(|| format!("the root key {} cannot be made", path.display()))?;
                // Read back, because another process may have been first.
                let file = File::open(path)
                    .with_context(|| format!("the root key {} cannot be read", path.display()))?;
                Self::read(path, &file)
            }
            Err(error) => Err(error)
                .with_context(|| format!("the root key {} cannot be read", path.display())),
        }
    }

    fn read(path: &Path, file: &File) -> Result<Self> {
        only_its_owner_reads(path, file)?;
        let bytes = Zeroizing::new(
            fs::read(path)
                .with_context(|| format!("the root key {} cannot be read", path.display()))?,
        );
        let length = bytes.len();
        let Ok(key) = <[u8; Self::BYTES]>::try_from(bytes.as_slice()) else {
            bail!(
                "the root key {} has {length} bytes and not 32; put the real one back, or {MAKE_FILE}",
                path.display()
            );
        };
        let key = Zeroizing::new(key);
        match weak::reason(&key) {
            Some(reason) => bail!("the root key {} {reason}; {MAKE_FILE}", path.display()),
            None => Ok(Self(key)),
        }
    }

    /// Writes a file of another name, makes sure it is on disk, and links it to its place: a crash
    /// leaves no half a key, and of two processes that start at once one wins.
    fn create(path: &Path) -> Result<()> {
        let beside = path.with_extension(format!("{}.new", random::id()));
        let written =
            write_private(&beside, random::secret().as_slice()).and_then(|()| match fs::hard_link(
                &beside, path,
            ) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
                linked => linked,
            });
        let removed = fs::remove_file(&beside);
        written?;
        removed?;
        if let Some(directory) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            File::open(directory)?.sync_all()?;
        }
        Ok(())
    }

    /// The key for one purpose (RFC 5869).
    #[must_use]
    pub fn derive(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Salt::new(HKDF_SHA256, &[])
            .extract(self.0.as_slice())
            .expand(&[purpose.label()], Key256)
            .and_then(|okm| okm.fill(key.as_mut_slice()))
            .expect("HKDF with SHA-256 yields up to 8160 bytes, and 32 are asked for");
        key
    }
}

/// Reads 32 bytes in hex or in one of the two alphabets of base64, with padding or without.
fn decode(text: &str) -> Option<Zeroizing<[u8; RootKey::BYTES]>> {
    let bytes = Zeroizing::new(if text.len() == 2 * RootKey::BYTES {
        let digit = |text: &[u8]| u8::from_str_radix(str::from_utf8(text).ok()?, 16).ok();
        text.bytes().all(|b| b.is_ascii_hexdigit()).then_some(())?;
        text.as_bytes()
            .chunks(2)
            .map(digit)
            .collect::<Option<Vec<u8>>>()?
    } else {
        let text = Zeroizing::new(text.replace('+', "-").replace('/', "_"));
        from_base64url(text.strip_suffix('=').unwrap_or(&text))?
    });
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

struct Key256;

impl KeyType for Key256 {
    fn len(&self) -> usize {
        32
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn only_its_owner_reads(path: &Path, file: &File) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    let (group_and_others, nobody) = (mode & 0o077, 0);
    ensure!(
        group_and_others == nobody,
        "the root key {path} can be read by others (mode {mode:03o}); run `chmod 600 {path}`, and if they may have read it, make a new one",
        path = path.display()
    );
    Ok(())
}

#[cfg(not(unix))]
fn only_its_owner_reads(_: &Path, _: &File) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn refused(path: &Path) -> String {
        match RootKey::in_file(path) {
            Ok(_) => panic!("accepted"),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn s17_s18_the_key_is_made_once_private_and_of_full_length() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("root.key");
        let first = RootKey::in_file(&path).unwrap();
        assert_eq!(RootKey::in_file(&path).unwrap().0, first.0);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            assert!(refused(&path).contains("chmod 600"));
        }
    }

    #[test]
    fn s17_a_short_or_empty_or_constant_key_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("empty", vec![]),
            ("short", vec![7; 31]),
            ("long", vec![7; 33]),
        ] {
            let path = directory.path().join(name);
            write_private(&path, &bytes).unwrap();
            assert!(refused(&path).contains("and not 32"), "{name}");
        }
        let path = directory.path().join("constant");
        write_private(&path, &[7; 32]).unwrap();
        assert!(refused(&path).contains("not random"));
    }

    #[test]
    fn s17_a_key_from_the_environment_is_32_bytes_in_hex_or_base64() {
        let key: [u8; 32] = *random::secret();
        let hex = key
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"));
        let base64url = shared::compact::base64url(&key);
        let base64 = format!("{}=", base64url.replace('-', "+").replace('_', "/"));
        for text in [
            &hex,
            &hex.to_uppercase(),
            &base64url,
            &base64,
            &format!(" {hex}\n"),
        ] {
            assert_eq!(*RootKey::parse(text).unwrap().0, key, "{text}");
        }
        for text in [
            &hex[..62],
            &hex.replace(&hex[..1], "g"),
            &hex.replace(&hex[..1], "é"),
            &base64url[..42],
            &format!("{base64url}A"),
            &format!("{base64}="),
            "correct horse battery staple and some more words to fill it up",
        ] {
            let told = RootKey::parse(text).err().expect(text).to_string();
            assert!(told.contains("in hex or base64url"), "{text}: {told}");
        }
        let told = RootKey::parse(&"00".repeat(32)).err().unwrap().to_string();
        assert!(told.contains("not random"), "{told}");
    }

    #[test]
    fn s21_each_purpose_has_a_key_of_its_own() {
        let root = RootKey(Zeroizing::new([1; 32]));
        let again = RootKey(Zeroizing::new([1; 32]));
        let other = RootKey(Zeroizing::new([2; 32]));
        let mut keys = HashSet::from([*root.0, *other.0]);
        for &purpose in Purpose::ALL {
            let key = *root.derive(purpose);
            assert_eq!(key, *again.derive(purpose));
            assert!(
                keys.insert(key),
                "{purpose:?} has the key of something else"
            );
            assert!(keys.insert(*other.derive(purpose)));
        }
    }
}
