//! What the naive verifier believes to reach: an internet, a file system, a table and a shell. They are
//! these few texts and nothing else, so the lab opens no file, no connection and no database.

/// A text at an address or a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    pub at: &'static str,
    pub text: &'static str,
}

/// Where the naive verifier keeps its key files, with the slash: the secret of the key `kid` is in the
/// file of this name. `kid` is put behind it, and `..` leads out of it.
pub const KEY_DIRECTORY: &str = "/etc/claimcheck/keys/";

/// The query for the secret of a key. `{kid}` is replaced as it stands, and `UNION SELECT 'text'` is
/// understood; `--` begins a comment.
pub const KEY_QUERY: &str = "SELECT secret FROM keys WHERE kid = '{kid}'";

/// The command for the secret of a key. `{kid}` is replaced as it stands; `;`, `&&`, `||` and `|` are
/// understood, and so are `cat FILE` and `echo WORDS`. What the last command that runs writes is the secret,
/// without the line break at its end.
pub const KEY_COMMAND: &str = "cat /etc/claimcheck/keys/{kid}";

pub const FILES: &[Document] = &[
    Document { at: "/dev/null", text: "" },
    Document { at: "/etc/hostname", text: "lab\n" },
    Document { at: "/var/www/robots.txt", text: "User-agent: *\nDisallow: /\n" },
];

/// The internet, and the network behind the firewall.
pub const INTERNET: &[Document] = &[
    Document { at: ATTACKER_JWKS_URL, text: ATTACKER_JWKS },
    Document { at: ATTACKER_CERTIFICATE_URL, text: ATTACKER_CERTIFICATE_PEM },
    Document { at: INTERNAL_URL, text: INTERNAL_TEXT },
];

/// Where the attacker has published a key, for `jku`.
pub const ATTACKER_JWKS_URL: &str = "https://attacker.example/jwks.json";
/// Where the attacker has published a certificate, for `x5u`.
pub const ATTACKER_CERTIFICATE_URL: &str = "https://attacker.example/certificate.pem";
/// An address that only the server can reach (SSRF). A naive verifier that is sent there takes
/// the text for a secret, and the attacker knows what every such service answers.
pub const INTERNAL_URL: &str = "http://169.254.169.254/latest/meta-data/ami-launch-index";
/// What is there.
pub const INTERNAL_TEXT: &str = "0";

/// The attacker's key pair (ES256) as a JWK, private half included. It signs nothing but attacks.
pub const ATTACKER_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"peYhN1lZrA8QoEHj2xzCnNKiExytxVS8X3Z-hKX1u-w","y":"B0Esze153-hLhWpc1-270zxHoOAAJ2Vi9TN0YhFkaqw","d":"wJDjL0nG8P1RgmkCecM6PMGv6agzw9U0l1cJz_vWJrk"}"#;
/// The public half with its key id, as the attacker publishes it.
pub const ATTACKER_JWKS: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"attacker","x":"peYhN1lZrA8QoEHj2xzCnNKiExytxVS8X3Z-hKX1u-w","y":"B0Esze153-hLhWpc1-270zxHoOAAJ2Vi9TN0YhFkaqw"}]}"#;
/// A certificate for this key in PEM (RFC 7468 §5), which the attacker issued.
pub const ATTACKER_CERTIFICATE_PEM: &str = "\
-----BEGIN CERTIFICATE-----
MIIBjDCCATOgAwIBAgIUSMwGro2k54KsH6Iv47urrddwt4swCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQYXR0YWNrZXIuZXhhbXBsZTAgFw0yNjExMjMxMTQ5MjNaGA8y
MTI2MTAzMDExNDkyM1owGzEZMBcGA1UEAwwQYXR0YWNrZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABKXmITdZWawPEKBB49scwpzSohMcrcVUvF92
foSl9bvsB0Esze153+hLhWpc1+270zxHoOAAJ2Vi9TN0YhFkaqyjUzBRMB0GA1Ud
DgQWBBQqznjDF49cXOQZXr7EXAubDYbf6TAfBgNVHSMEGDAWgBQqznjDF49cXOQZ
Xr7EXAubDYbf6TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIFMp
MHQdu1GPEHXdpD5IXyTUEMwXKguulO2zwd6nV7ySAiAyWvlpDZXfAU5RJQuXcDMp
rco3Hn401CLIq/9uyr4bcw==
-----END CERTIFICATE-----
";

/// The certificate as an element of `x5c` (RFC 7515 §4.1.6): DER in base64, without line breaks.
pub fn attacker_certificate() -> String {
    ATTACKER_CERTIFICATE_PEM.lines().filter(|line| !line.starts_with('-')).collect()
}
