//! The registered algorithms of signatures, and what `WebCrypto` calls them.

use super::subtle;
use js_sys::{Object, Uint8Array};

/// What kind of key an algorithm takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A secret that both sides have: `oct`.
    Secret,
    /// An RSA pair: `RSA`.
    Rsa,
    /// A pair on a curve of NIST: `EC`.
    Ec,
    /// An Edwards pair: `OKP`.
    Edwards,
}

impl KeyKind {
    /// The `kty` of such a key as JWK (RFC 7518 §6.1, RFC 8037 §2).
    #[must_use]
    pub const fn kty(self) -> &'static str {
        match self {
            Self::Secret => "oct",
            Self::Rsa => "RSA",
            Self::Ec => "EC",
            Self::Edwards => "OKP",
        }
    }
}

macro_rules! algorithms {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $kind:ident $bits:literal,)*) => {
        /// How tokens are signed (RFC 7518 §3.1, RFC 8037 §3.1). The access tokens of this server know four of
        /// them, [`shared::verify::Algorithm`]; these are the ones that tokens from elsewhere may have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Alg { $($(#[$doc])* $variant,)* }

        impl Alg {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The registered name, the value of `alg`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What kind of key it takes.
            #[must_use]
            pub const fn kind(self) -> KeyKind {
                match self { $(Self::$variant => KeyKind::$kind,)* }
            }

            /// The length of its SHA-2 hash in bits.
            #[must_use]
            pub const fn hash_bits(self) -> u16 {
                match self { $(Self::$variant => $bits,)* }
            }
        }
    };
}

algorithms! {
    /// HMAC with SHA-256.
    Hs256 = "HS256" Secret 256,
    /// HMAC with SHA-384.
    Hs384 = "HS384" Secret 384,
    /// HMAC with SHA-512.
    Hs512 = "HS512" Secret 512,
    /// RSA PKCS#1 v1.5 with SHA-256.
    Rs256 = "RS256" Rsa 256,
    /// RSA PKCS#1 v1.5 with SHA-384.
    Rs384 = "RS384" Rsa 384,
    /// RSA PKCS#1 v1.5 with SHA-512.
    Rs512 = "RS512" Rsa 512,
    /// RSA-PSS with SHA-256.
    Ps256 = "PS256" Rsa 256,
    /// RSA-PSS with SHA-384.
    Ps384 = "PS384" Rsa 384,
    /// RSA-PSS with SHA-512.
    Ps512 = "PS512" Rsa 512,
    /// ECDSA on P-256 with SHA-256.
    Es256 = "ES256" Ec 256,
    /// ECDSA on P-384 with SHA-384.
    Es384 = "ES384" Ec 384,
    /// ECDSA on P-521 with SHA-512.
    Es512 = "ES512" Ec 512,
    /// Ed25519.
    EdDsa = "EdDSA" Edwards 512,
}

impl Alg {
    /// The algorithm with this [`name`](Self::name), to the letter. `Ed25519` is the newer name of `EdDSA` with
    /// that curve (RFC 9864 §2.2).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "Ed25519" {
            return Some(Self::EdDsa);
        }
        Self::ALL.iter().copied().find(|alg| alg.name() == name)
    }

    /// The curve of its keys, if they have one.
    #[must_use]
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
    #[must_use]
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

    /// What `WebCrypto` wants to be told. Each of its functions picks the members that it knows.
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
