//! The registered algorithms of signatures, and what `WebCrypto` calls them.

use super::subtle;
use js_sys::{Object, Uint8Array};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// What kind of key an algorithm takes. Its name is the `kty` of such a key as JWK (RFC 7518 §6.1, RFC 8037 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString)]
pub enum KeyKind {
    #[strum(serialize = "oct")]
    Secret,
    #[strum(serialize = "RSA")]
    Rsa,
    /// A pair on a curve of NIST.
    #[strum(serialize = "EC")]
    Ec,
    #[strum(serialize = "OKP")]
    Edwards,
}

/// How tokens are signed (RFC 7518 §3.1, RFC 8037 §3.1). The access tokens of this server know four of them,
/// [`shared::verify::Algorithm`]; these are the ones that tokens from elsewhere may have. The name is the value of
/// `alg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "UPPERCASE", const_into_str)]
pub enum Alg {
    // HMAC with SHA-2.
    Hs256,
    Hs384,
    Hs512,
    // RSA PKCS#1 v1.5.
    Rs256,
    Rs384,
    Rs512,
    // RSA-PSS.
    Ps256,
    Ps384,
    Ps512,
    // ECDSA on P-256, P-384, P-521.
    Es256,
    Es384,
    Es512,
    /// With the curve Ed25519. `Ed25519` is also the newer name of this algorithm (RFC 9864 §2.2).
    #[strum(to_string = "EdDSA", serialize = "Ed25519")]
    EdDsa,
}

impl Alg {
    pub const fn kind(self) -> KeyKind {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => KeyKind::Secret,
            Self::Es256 | Self::Es384 | Self::Es512 => KeyKind::Ec,
            Self::EdDsa => KeyKind::Edwards,
            _ => KeyKind::Rsa,
        }
    }

    /// The length of its SHA-2 hash in bits.
    pub const fn hash_bits(self) -> u16 {
        match self {
            Self::Hs256 | Self::Rs256 | Self::Ps256 | Self::Es256 => 256,
            Self::Hs384 | Self::Rs384 | Self::Ps384 | Self::Es384 => 384,
            _ => 512,
        }
    }

    /// The curve of its keys, if they have one.
    pub const fn curve(self) -> Option<&'static str> {
        match self {
            Self::Es256 => Some("P-256"),
            Self::Es384 => Some("P-384"),
            Self::Es512 => Some("P-521"),
            Self::EdDsa => Some("Ed25519"),
            _ => None,
        }
    }

    /// The length of a signature in bytes, where the algorithm alone decides it; with RSA the key does.
    pub const fn signature_bytes(self) -> Option<usize> {
        match self {
            Self::Hs256 => Some(32),
            Self::Hs384 => Some(48),
            Self::Hs512 | Self::Es256 | Self::EdDsa => Some(64),
            Self::Es384 => Some(96),
            Self::Es512 => Some(132),
            _ => None,
        }
    }

    /// The parameters of this algorithm. Each function of `WebCrypto` picks the members that it knows.
    pub(super) fn parameters(self) -> Object {
        let name = match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => "HMAC",
            Self::Rs256 | Self::Rs384 | Self::Rs512 => "RSASSA-PKCS1-v1_5",
            Self::Ps256 | Self::Ps384 | Self::Ps512 => "RSA-PSS",
            Self::Es256 | Self::Es384 | Self::Es512 => "ECDSA",
            Self::EdDsa => "Ed25519",
        };
        let mut members =
            vec![("name", name.into()), ("hash", format!("SHA-{}", self.hash_bits()).into())];
        if let Some(curve) = self.curve() {
            members.push(("namedCurve", curve.into()));
        }
        if self.kind() == KeyKind::Rsa {
            members.extend([
                ("saltLength", (self.hash_bits() / 8).into()),
                ("modulusLength", 2048.into()),
                ("publicExponent", Uint8Array::from(&[1, 0, 1][..]).into()),
            ]);
        }
        subtle::parameters(&members)
    }
}
