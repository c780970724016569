//! The blocks that stand in PEM files, in whatever form they are.

use super::{
    der::{self, Kind},
    material::{KeyFault, Material},
};
use crate::browser::crypto::from_pem;

/// The first key in a PEM text.
pub(super) fn read(text: &str) -> Result<(&str, Material, Kind), KeyFault> {
    // openssl writes the curve of a key in a block of its own before it.
    let text = match text.split_once("-----END EC PARAMETERS-----") {
        Some((_, rest)) => rest,
        None => text,
    };
    let (label, der) = from_pem(text).ok_or(KeyFault::Pem)?;
    let material = match label {
        "PUBLIC KEY" => Material::Spki(der),
        "PRIVATE KEY" => Material::Pkcs8(der),
        "RSA PUBLIC KEY" => Material::Spki(der::spki_of_pkcs1(&der)),
        "RSA PRIVATE KEY" => Material::Pkcs8(der::pkcs8_of_pkcs1(&der)),
        "EC PRIVATE KEY" => Material::Pkcs8(der::pkcs8_of_sec1(&der).ok_or(KeyFault::Der)?),
        "CERTIFICATE" => Material::Spki(der::spki_of_certificate(&der).ok_or(KeyFault::Der)?),
        "ENCRYPTED PRIVATE KEY" => return Err(KeyFault::Encrypted),
        "OPENSSH PRIVATE KEY" => return Err(KeyFault::OpenSsh),
        other => return Err(KeyFault::Label(other.to_owned())),
    };
    let kind = match &material {
        Material::Spki(der) => der::kind_of_spki(der),
        Material::Pkcs8(der) => der::kind_of_pkcs8(der),
        Material::Secret(_) | Material::Jwk(_) => None,
    };
    Ok((label, material, kind.ok_or(KeyFault::Der)?))
}
