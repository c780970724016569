//! Secrets in the database: AES-256-GCM-SIV, bound to the field of the table where they stand.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use shared::compact::{base64url, from_base64url};
use zeroize::Zeroizing;

/// The field in the database that a value is sealed for. Moved to another field it does not open.
#[derive(Clone, Copy, Debug)]
pub struct RowField<'a> {
    pub table: &'a str,
    pub column: &'a str,
    /// The primary key of the row.
    pub row: &'a str,
}

impl RowField<'_> {
    /// Names cannot contain a zero byte, so no two fields read the same.
    fn associated_data(self) -> Aad<Vec<u8>> {
        Aad::from([self.table, self.column, self.row].join("\0").into_bytes())
    }
}

/// Seals and opens values with one key.
pub struct Sealer(RandomizedNonceKey);

impl Sealer {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(RandomizedNonceKey::new(&AES_256_GCM_SIV, key).expect("the key has 256 bits"))
    }

    /// The sealed secret as text: nonce, ciphertext and tag in base64url.
    pub fn seal(&self, field: RowField<'_>, secret: &[u8]) -> String {
        let mut buffer = secret.to_vec();
        let nonce = self
            .0
            .seal_in_place_append_tag(field.associated_data(), &mut buffer)
            .expect("a secret is far shorter than the 64 GiB that the cipher takes");
        base64url(&[nonce.as_ref().as_slice(), &buffer].concat())
    }

    /// The secret, or `None` when it was sealed for another field, with another key, or changed.
    pub fn open(&self, field: RowField<'_>, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
        let bytes = from_base64url(sealed)?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        let length = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                field.associated_data(),
                &mut buffer,
            )
            .ok()?
            .len();
        buffer.truncate(length);
        Some(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: RowField<'_> = RowField { table: "signing_keys", column: "sealed", row: "k1" };

    #[test]
    fn a_secret_opens_in_its_place_and_nowhere_else() {
        let key = Sealer::new(&[1; 32]);
        let sealed = key.seal(FIELD, b"secret");
        assert_eq!(key.open(FIELD, &sealed).unwrap().as_slice(), b"secret");
        assert_ne!(key.seal(FIELD, b"secret"), sealed);
        for elsewhere in [
            RowField { table: "users", ..FIELD },
            RowField { column: "kid", ..FIELD },
            RowField { row: "k2", ..FIELD },
        ] {
            assert!(key.open(elsewhere, &sealed).is_none(), "{elsewhere:?}");
        }
        assert!(Sealer::new(&[2; 32]).open(FIELD, &sealed).is_none());
    }

    #[test]
    fn a_changed_or_cut_secret_does_not_open() {
        let key = Sealer::new(&[1; 32]);
        let sealed = from_base64url(&key.seal(FIELD, b"secret")).unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(key.open(FIELD, &base64url(&changed)).is_none(), "byte {index}");
            assert!(key.open(FIELD, &base64url(&sealed[..index])).is_none());
        }
        assert!(key.open(FIELD, "not base64url!").is_none());
    }
}
