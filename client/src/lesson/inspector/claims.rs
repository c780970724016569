//! What the members of a header and the claims of a payload mean, and where that is written.

use crate::i18n::{I18n, td_string};
use shared::compact::Part;

/// The meaning of a member that is registered somewhere, and where. Reactive: it changes with the language.
pub fn meaning(i18n: I18n, part: Part, name: &str) -> Option<(&'static str, &'static str)> {
    match part {
        Part::Header => header(i18n, name),
        Part::Payload => claim(i18n, name),
        Part::Signature => None,
    }
}

pub fn is_time(name: &str) -> bool {
    matches!(name, "exp" | "nbf" | "iat" | "auth_time" | "updated_at")
}

fn header(i18n: I18n, name: &str) -> Option<(&'static str, &'static str)> {
    let locale = i18n.get_locale();
    Some(match name {
        "alg" => (td_string!(locale, inspector.header.alg), "RFC 7515 §4.1.1"),
        "jku" => (td_string!(locale, inspector.header.jku), "RFC 7515 §4.1.2"),
        "jwk" => (td_string!(locale, inspector.header.jwk), "RFC 7515 §4.1.3"),
        "kid" => (td_string!(locale, inspector.header.kid), "RFC 7515 §4.1.4"),
        "x5u" => (td_string!(locale, inspector.header.x5u), "RFC 7515 §4.1.5"),
        "x5c" => (td_string!(locale, inspector.header.x5c), "RFC 7515 §4.1.6"),
        "x5t" => (td_string!(locale, inspector.header.x5t), "RFC 7515 §4.1.7"),
        "x5t#S256" => (td_string!(locale, inspector.header.x5t), "RFC 7515 §4.1.8"),
        "typ" => (td_string!(locale, inspector.header.typ), "RFC 7515 §4.1.9"),
        "cty" => (td_string!(locale, inspector.header.cty), "RFC 7515 §4.1.10"),
        "crit" => (td_string!(locale, inspector.header.crit), "RFC 7515 §4.1.11"),
        "b64" => (td_string!(locale, inspector.header.b64), "RFC 7797 §3"),
        "enc" => (td_string!(locale, inspector.header.enc), "RFC 7516 §4.1.2"),
        "zip" => (td_string!(locale, inspector.header.zip), "RFC 7516 §4.1.3"),
        _ => return None,
    })
}

const OPENID: &str = "OpenID Connect";

fn claim(i18n: I18n, name: &str) -> Option<(&'static str, &'static str)> {
    let locale = i18n.get_locale();
    Some(match name {
        "iss" => (td_string!(locale, inspector.claim.iss), "RFC 7519 §4.1.1"),
        "sub" => (td_string!(locale, inspector.claim.sub), "RFC 7519 §4.1.2"),
        "aud" => (td_string!(locale, inspector.claim.aud), "RFC 7519 §4.1.3"),
        "exp" => (td_string!(locale, inspector.claim.exp), "RFC 7519 §4.1.4"),
        "nbf" => (td_string!(locale, inspector.claim.nbf), "RFC 7519 §4.1.5"),
        "iat" => (td_string!(locale, inspector.claim.iat), "RFC 7519 §4.1.6"),
        "jti" => (td_string!(locale, inspector.claim.jti), "RFC 7519 §4.1.7"),
        "client_id" => (td_string!(locale, inspector.claim.client_id), "RFC 9068 §2.2"),
        "scope" => (td_string!(locale, inspector.claim.scope), "RFC 9068 §2.2.3"),
        "roles" => (td_string!(locale, inspector.claim.roles), "RFC 9068 §2.2.3.1"),
        "groups" => (td_string!(locale, inspector.claim.groups), "RFC 9068 §2.2.3.1"),
        "entitlements" => (td_string!(locale, inspector.claim.entitlements), "RFC 9068 §2.2.3.1"),
        "auth_time" => (td_string!(locale, inspector.claim.auth_time), "RFC 9068 §2.2.1"),
        "acr" => (td_string!(locale, inspector.claim.acr), "RFC 9068 §2.2.1"),
        "amr" => (td_string!(locale, inspector.claim.amr), "RFC 9068 §2.2.1"),
        "cnf" => (td_string!(locale, inspector.claim.cnf), "RFC 7800 §3.1"),
        "act" => (td_string!(locale, inspector.claim.act), "RFC 8693 §4.1"),
        "sid" => (td_string!(locale, inspector.claim.sid), OPENID),
        "nonce" => (td_string!(locale, inspector.claim.nonce), OPENID),
        "azp" => (td_string!(locale, inspector.claim.azp), OPENID),
        "at_hash" => (td_string!(locale, inspector.claim.at_hash), OPENID),
        "name" | "given_name" | "family_name" | "nickname" | "preferred_username" | "email"
        | "phone_number" | "address" | "birthdate" | "gender" | "picture" => {
            (td_string!(locale, inspector.claim.profile), OPENID)
        }
        "updated_at" => (td_string!(locale, inspector.claim.updated_at), OPENID),
        _ => return None,
    })
}
