//! The root key: 32 random bytes in a file that only its owner can read, or in the environment.

use super::weak;
use crate::{config::RootKeySource, random};
use anyhow::{Context, Result, bail, ensure};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use shared::compact::from_base64url;
use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};
use zeroize::Zeroizing;

macro_rules! purposes {
    ($($(#[$doc:meta])* $purpose:ident = $label:literal,)*) => {
        /// What a key is derived for. One key per purpose, so that no use of one can help against another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Purpose { $($(#[$doc])* $purpose,)* }

        impl Purpose {
            /// All purposes.
            pub const ALL: &[Self] = &[$(Self::$purpose),*];

            /// The HKDF label.
            const fn label(self) -> &'static str {
                match self { $(Self::$purpose => $label,)* }
            }
        }
    };
}

// Every label that a key is derived with. A label is never renamed and never reused: another label makes
// another key, and then no signing key opens, every session ends and every profile is lost. A new purpose
// takes a new label, and a line in the test below.
purposes! {
    /// Seals the signing keys in the database.
    SealSigningKeys = "claimcheck/1/seal-signing-keys",
    /// Seals refresh tokens.
    SealRefreshTokens = "claimcheck/1/seal-refresh-tokens",
    /// Seals addresses and user agents in the database.
    SealCallers = "claimcheck/1/seal-callers",
    /// Seals the fields of profiles.
    SealProfiles = "claimcheck/1/seal-profiles",
    /// Hides the names under which failed logins are counted.
    HideNames = "claimcheck/1/hide-names",
    /// Seals the cookies of known devices.
    SealDevices = "claimcheck/1/seal-devices",
}

/// The label of the id of a vault key. It is never renamed either: the id stands in front of every sealed
/// field, and a field with another id counts as sealed with another key.
pub const VAULT_KEY_ID: &str = "claimcheck/1/vault-key-id";

const MAKE_FILE: &str = "make a random one with `head -c 32 /dev/urandom`";
const MAKE_TEXT: &str = "make a random one with `openssl rand -hex 32`";

/// The secret that all other keys are derived from or sealed under.
pub struct RootKey(Zeroizing<[u8; RootKey::BYTES]>);

impl RootKey {
    const BYTES: usize = 32;

    /// Reads the key from its source. A missing key file is made.
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
        let shown = path.display();
        let cannot_read = || format!("the root key {shown} cannot be read");
        if !path.try_exists().with_context(cannot_read)? {
            Self::create(path).with_context(|| format!("the root key {shown} cannot be made"))?;
        }
        // Read also when it was made here, because another process may have been first.
        let file = File::open(path).with_context(cannot_read)?;
        only_its_owner_reads(path, &file)?;
        let bytes = Zeroizing::new(fs::read(path).with_context(cannot_read)?);
        let Ok(key) = <[u8; Self::BYTES]>::try_from(bytes.as_slice()).map(Zeroizing::new) else {
            let length = bytes.len();
            bail!(
                "the root key {shown} has {length} bytes and not 32; put the real one back, or {MAKE_FILE}"
            );
        };
        match weak::reason(&key) {
            Some(reason) => bail!("the root key {shown} {reason}; {MAKE_FILE}"),
            None => Ok(Self(key)),
        }
    }

    /// Writes a file of another name, syncs it to disk, and links it to its name: a crash leaves no half
    /// key, and of two processes that start at once one wins.
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
        if let Some(directory) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            File::open(directory)?.sync_all()?;
        }
        Ok(())
    }

    /// The key for one purpose (RFC 5869).
    pub fn derive(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Salt::new(HKDF_SHA256, &[])
            .extract(self.0.as_slice())
            .expand(&[purpose.label().as_bytes()], HKDF_SHA256)
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
        text.as_bytes().chunks(2).map(digit).collect::<Option<Vec<u8>>>()?
    } else {
        let text = Zeroizing::new(text.replace('+', "-").replace('/', "_"));
        from_base64url(text.strip_suffix('=').unwrap_or(&text))?
    });
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
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
    let group_and_others = 0o077;
    ensure!(
        mode & group_and_others == 0,
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

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |text, b| text + &format!("{b:02x}"))
    }

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
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            assert!(refused(&path).contains("chmod 600"));
        }
    }

    #[test]
    fn s17_a_short_or_empty_or_constant_key_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        for (name, bytes) in [("empty", vec![]), ("short", vec![7; 31]), ("long", vec![7; 33])] {
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
        let hex = hex(&key);
        let base64url = shared::compact::base64url(&key);
        let base64 = format!("{}=", base64url.replace('-', "+").replace('_', "/"));
        for text in [&hex, &hex.to_uppercase(), &base64url, &base64, &format!(" {hex}\n")] {
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

    /// Another program computed these keys: HKDF-SHA256 of 32 bytes of 1, without salt, with the label.
    #[test]
    fn s21_the_key_of_each_purpose_is_what_it_was_in_the_first_version() {
        let root = RootKey(Zeroizing::new([1; 32]));
        let pinned = [
            (
                Purpose::SealSigningKeys,
                "claimcheck/1/seal-signing-keys",
                "7663aba8c0370e0f23cb1204b99bc30c91c52d1fbd0b6e9b7619f3175cec5bc7",
            ),
            (
                Purpose::SealRefreshTokens,
                "claimcheck/1/seal-refresh-tokens",
                "db47749e2dd4c7f7cba7193b9d373e3db8a9d2a46822e7166a10e3a8cb714570",
            ),
            (
                Purpose::SealCallers,
                "claimcheck/1/seal-callers",
                "ea8222af8d08ae040a184e2b502221c438e8fe245312498fd6e19194455904b2",
            ),
            (
                Purpose::SealProfiles,
                "claimcheck/1/seal-profiles",
                "a84614f3c157cde3a9d36020b559248b32a01af23a0613bc8e237a73e451f9fd",
            ),
            (
                Purpose::HideNames,
                "claimcheck/1/hide-names",
                "57f86ec4fc9cfaed0b15b47027064df502eddd4a05c77015417fca5c729b94b6",
            ),
            (
                Purpose::SealDevices,
                "claimcheck/1/seal-devices",
                "b9d49325c7715e5a704ee6440c53185a94695fc44ddd3c61b76d8d4d6ecec7e5",
            ),
        ];
        for &purpose in Purpose::ALL {
            let line = pinned.iter().find(|(pinned, ..)| *pinned == purpose);
            let &(_, label, key) = line.unwrap_or_else(|| {
                panic!(
                    "{purpose:?} is new: add its label and its key to this test in \
                     server/src/keys/root.rs, and never change that line again"
                )
            });
            let derived = hex(root.derive(purpose).as_slice());
            assert_eq!(
                (purpose.label(), &*derived),
                (label, key),
                "a label was renamed, and what was sealed before does not open any more; put the label \
                 back in server/src/keys/root.rs"
            );
        }
        assert_eq!(pinned.len(), Purpose::ALL.len(), "a purpose is gone");
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
            assert!(keys.insert(key), "{purpose:?} has the key of something else");
            assert!(keys.insert(*other.derive(purpose)));
        }
    }
}
