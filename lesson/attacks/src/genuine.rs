//! The genuine token in the attacker's hands, and what can be made of its pieces.

use crate::{
    draft::{Draft, ForgeError, Materials, Signing},
    object::RawObject,
};
use shared::compact::{Compact, base64url};

/// A genuine token taken apart.
#[derive(Debug)]
pub(crate) struct Genuine<'a> {
    pub(crate) materials: Materials<'a>,
    pub(crate) header: RawObject,
    pub(crate) payload: RawObject,
    pub(crate) signature: Vec<u8>,
    /// The three parts as they stand in the token.
    pub(crate) parts: [&'a str; 3],
}

impl<'a> Genuine<'a> {
    pub(crate) fn read(materials: &Materials<'a>) -> Result<Self, ForgeError> {
        let no = ForgeError::NotAToken;
        let compact = Compact::parse(materials.token).map_err(|_| no)?;
        let object = |bytes: &[u8]| RawObject::parse(str::from_utf8(bytes).ok()?);
        Ok(Self {
            materials: *materials,
            header: object(&compact.header).ok_or(no)?,
            payload: object(&compact.payload).ok_or(no)?,
            parts: Compact::segments(materials.token).map_err(|_| no)?,
            signature: compact.signature,
        })
    }

    /// The header with another value for one member.
    pub(crate) fn header_with(&self, name: &str, value: &str) -> RawObject {
        self.header.clone().with(name, value)
    }

    /// The payload with another value for one claim.
    pub(crate) fn payload_with(&self, name: &str, value: &str) -> RawObject {
        self.payload.clone().with(name, value)
    }

    /// The payload with the role `admin`.
    pub(crate) fn admin(&self) -> RawObject {
        self.payload_with("roles", r#"["admin"]"#)
    }

    /// Header and payload with the signature of the genuine token.
    pub(crate) fn keep_signature(&self, header: &RawObject, payload: &RawObject) -> Draft {
        done(format!("{}.{}", input(header, payload), self.parts[2]))
    }

    /// Header and payload with this signature.
    pub(crate) fn signature(&self, signature: &[u8]) -> Draft {
        let [header, payload, _] = self.parts;
        done(format!("{header}.{payload}.{}", base64url(signature)))
    }

    /// Signed with the secret of the weak key.
    pub(crate) fn sign(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> Draft {
        hmac(header, payload, self.materials.secret)
    }

    /// The header of the genuine token and this one claim changed, signed with the secret of the weak key.
    pub(crate) fn sign_claim(&self, name: &str, value: &str) -> Draft {
        self.sign(self.header.text(), self.payload_with(name, value).text())
    }

    /// This one member of the header changed, signed with the secret of the weak key.
    pub(crate) fn sign_header(&self, name: &str, value: &str) -> Draft {
        self.sign(self.header_with(name, value).text(), self.admin().text())
    }
}

/// A token that needs no signature.
pub(crate) fn done(token: impl Into<String>) -> Draft {
    Draft { input: String::new(), signing: Signing::Done(token.into()) }
}

/// A token signed with a secret that the attacker has.
pub(crate) fn hmac(
    header: impl AsRef<[u8]>,
    payload: impl AsRef<[u8]>,
    secret: impl AsRef<[u8]>,
) -> Draft {
    Draft {
        input: encode(header.as_ref(), payload.as_ref()),
        signing: Signing::Hmac(secret.as_ref().to_vec()),
    }
}

/// A token signed with the attacker's own key.
pub(crate) fn by_attacker(header: &RawObject, payload: &RawObject) -> Draft {
    Draft { input: input(header, payload), signing: Signing::Attacker }
}

/// Header and payload as they are signed.
pub(crate) fn input(header: &RawObject, payload: &RawObject) -> String {
    encode(header.text().as_bytes(), payload.text().as_bytes())
}

pub(crate) fn encode(header: &[u8], payload: &[u8]) -> String {
    format!("{}.{}", base64url(header), base64url(payload))
}

/// A text as JSON.
pub(crate) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
