//! Settings: the only place that reads the environment.
//!
//! Each setting is a flag of `claimcheck serve` and an environment variable of the same name. With a value out of range
//! the server does not start, and the error says what to set.

mod public_url;
mod store;
mod timing;
mod values;

pub use public_url::PublicUrl;
pub use store::{RootKeySource, StoreArgs, StoreConfig};
pub use timing::TimingArgs;
pub use values::algorithm;

use anyhow::{Result, ensure};
use clap::{Parser, value_parser};
use ipnet::IpNet;
use shared::{TokenPolicy, credentials::PasswordRules, verify::Algorithm};
use std::{net::SocketAddr, time::Duration};
use url::Url;
use values::{duration, network, origin};

/// The flags of `claimcheck serve`.
#[derive(Parser, Clone, Debug)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(long, env = "CLAIMCHECK_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where everything is kept
    #[command(flatten)]
    pub store: StoreArgs,
    /// URL under which browsers reach the server [default: plain http on localhost, with the port]
    #[arg(long, env = "CLAIMCHECK_PUBLIC_URL")]
    pub public_url: Option<Url>,
    /// `iss` of the tokens [default: the public URL]
    #[arg(long, env = "CLAIMCHECK_ISSUER")]
    pub issuer: Option<String>,
    /// `aud` of the tokens
    #[arg(long, env = "CLAIMCHECK_AUDIENCE", default_value = "claimcheck")]
    pub audience: String,
    /// How long tokens live and keys are announced
    #[command(flatten)]
    pub timing: TimingArgs,
    /// Fewest characters of a new password, at least 8
    #[arg(long, env = "CLAIMCHECK_PASSWORD_MIN", default_value_t = PasswordRules::default().min)]
    pub password_min: u32,
    /// A session that is not renewed for this long ends
    #[arg(long, env = "CLAIMCHECK_REFRESH_IDLE", default_value = "24h", value_parser = duration)]
    pub refresh_idle: Duration,
    /// A session ends after this long, renewed or not
    #[arg(long, env = "CLAIMCHECK_REFRESH_ABSOLUTE", default_value = "14d", value_parser = duration)]
    pub refresh_absolute: Duration,
    /// Most sessions of a user; a login beyond ends the one that was unused for longest
    #[arg(long, env = "CLAIMCHECK_SESSIONS_PER_USER", default_value_t = 50, value_parser = value_parser!(u32).range(1..=10_000))]
    pub sessions_per_user: u32,
    /// How access tokens are signed: HS256, EdDSA, ES256 or RS256; a change takes effect as a rotation
    #[arg(long, env = "CLAIMCHECK_ALGORITHM", default_value = "HS256", value_parser = algorithm)]
    pub algorithm: Algorithm,
    /// A signing key of this age is replaced by a new one
    #[arg(long, env = "CLAIMCHECK_KEY_AGE", default_value = "30d", value_parser = duration)]
    pub key_age: Duration,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks like 10.0.0.0/8, with commas
    #[arg(long, env = "CLAIMCHECK_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,
    /// Other origins whose pages may call the interface, like `https://app.example.com`, with commas
    #[arg(long, env = "CLAIMCHECK_CORS_ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub cors_origins: Vec<String>,
    /// How long the audit is kept, at least as long as a session can last
    #[arg(long, env = "CLAIMCHECK_AUDIT_RETENTION", default_value = "90d", value_parser = duration)]
    pub audit_retention: Duration,
    /// Address and port of the metrics, for Prometheus [default: none]
    #[arg(long, env = "CLAIMCHECK_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// How the log on standard error is written
    #[arg(long, env = "CLAIMCHECK_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// What is logged, in the syntax of `RUST_LOG`
    #[arg(long, env = "CLAIMCHECK_LOG", default_value = "info,sqlx=warn")]
    pub log: String,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object per line.
    Json,
}

/// Settings whose values were checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Data directory, database and root key.
    pub store: StoreConfig,
    /// The URL under which browsers reach the server.
    pub public_url: PublicUrl,
    /// What the verifier requires of a token. Its longest lifetime is the usual lifetime.
    pub policy: TokenPolicy,
    /// Rules for new passwords.
    pub passwords: PasswordRules,
    /// A session that is not renewed for this long ends.
    pub refresh_idle: Duration,
    /// A session ends after this long, renewed or not.
    pub refresh_absolute: Duration,
    /// Most sessions of a user.
    pub sessions_per_user: u32,
    /// The algorithm of new signing keys.
    pub algorithm: Algorithm,
    /// A signing key of this age is replaced.
    pub key_age: Duration,
    /// How long a new signing key is known before it signs.
    pub key_announce: Duration,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Other origins whose pages may call the interface.
    pub cors_origins: Vec<String>,
    /// How long the audit is kept.
    pub audit_retention: Duration,
}

impl Config {
    /// Checks the settings. `bound` is the address that the server listens on; it has the port if the setting was port 0.
    /// Fails with a sentence that names the setting and a value to use.
    pub fn new(args: &ServeArgs, bound: SocketAddr) -> Result<Self> {
        let public_url = match &args.public_url {
            Some(url) => PublicUrl::new(url)?,
            None => format!("http://localhost:{}", bound.port()).parse()?,
        };
        let issuer = args.issuer.as_deref().unwrap_or(public_url.origin());
        let policy = args.timing.policy(issuer, &args.audience)?;
        ensure!(
            (PasswordRules::LOWEST_MIN..=PasswordRules::MAX).contains(&args.password_min),
            "CLAIMCHECK_PASSWORD_MIN is {}; set {} to {}, 15 where the password is all there is",
            args.password_min,
            PasswordRules::LOWEST_MIN,
            PasswordRules::MAX
        );
        ensure!(
            args.refresh_idle >= args.timing.access_lifetime,
            "CLAIMCHECK_REFRESH_IDLE is shorter than an access token lives, so that no session could be renewed; set it longer than CLAIMCHECK_ACCESS_LIFETIME"
        );
        ensure!(
            args.refresh_idle <= args.refresh_absolute,
            "CLAIMCHECK_REFRESH_IDLE is longer than CLAIMCHECK_REFRESH_ABSOLUTE, which would never let it count; set it shorter"
        );
        ensure!(
            args.refresh_absolute <= Duration::from_hours(400 * 24),
            "CLAIMCHECK_REFRESH_ABSOLUTE is over 400d, longer than browsers keep any cookie; set at most 400d"
        );
        ensure!(
            !(public_url.is_secure()
                && bound.ip().is_loopback()
                && args.trusted_proxies.is_empty()),
            "CLAIMCHECK_PUBLIC_URL is https and CLAIMCHECK_LISTEN is an address of this machine alone, so every request comes from a proxy; without CLAIMCHECK_TRUSTED_PROXIES all visitors count as one, and twenty wrong passwords lock everybody out; set CLAIMCHECK_TRUSTED_PROXIES=127.0.0.1,::1 if the proxy runs on this machine"
        );
        ensure!(
            args.key_age >= args.timing.key_announce + args.timing.access_lifetime,
            "CLAIMCHECK_KEY_AGE is shorter than CLAIMCHECK_KEY_ANNOUNCE and CLAIMCHECK_ACCESS_LIFETIME together, so that keys would pile up; set it longer, 30d is usual"
        );
        ensure!(
            args.audit_retention >= args.refresh_absolute,
            "CLAIMCHECK_AUDIT_RETENTION is shorter than CLAIMCHECK_REFRESH_ABSOLUTE, so that what happened to a session could be gone before its user comes back and is told of a theft; set it longer, 90d is usual"
        );
        Ok(Self {
            store: StoreConfig::new(&args.store)?,
            public_url,
            policy,
            passwords: PasswordRules { min: args.password_min },
            refresh_idle: args.refresh_idle,
            refresh_absolute: args.refresh_absolute,
            sessions_per_user: args.sessions_per_user,
            algorithm: args.algorithm,
            key_age: args.key_age,
            key_announce: args.timing.key_announce,
            trusted_proxies: args.trusted_proxies.clone(),
            cors_origins: args.cors_origins.clone(),
            audit_retention: args.audit_retention,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(flags: &[&str]) -> Result<Config> {
        let args = ServeArgs::try_parse_from([&["claimcheck"], flags].concat())?;
        Config::new(&args, SocketAddr::from(([127, 0, 0, 1], 4321)))
    }

    #[test]
    fn defaults_follow_the_port_that_was_bound() {
        let config = config(&[]).unwrap();
        assert_eq!(config.public_url.origin(), "http://localhost:4321");
        assert_eq!(config.policy.issuer(), "http://localhost:4321");
        assert_eq!((config.policy.max_lifetime(), config.policy.leeway()), (600, 5));
        assert!(!config.public_url.is_secure() && !config.public_url.is_exposed());
    }

    #[test]
    fn s28_a_proxy_on_this_machine_that_is_not_trusted_stops_the_start() {
        let https = ["--public-url", "https://login.example.com"];
        let error = config(&https).unwrap_err().to_string();
        assert!(error.contains("set CLAIMCHECK_TRUSTED_PROXIES=127.0.0.1,::1"), "{error}");
        assert!(config(&[&https[..], &["--trusted-proxies", "127.0.0.1,::1"]].concat()).is_ok());
        // Where the proxy is elsewhere, its address cannot be guessed.
        let bound = SocketAddr::from(([0, 0, 0, 0], 8080));
        let args = ServeArgs::parse_from([&["claimcheck"], &https[..]].concat());
        assert!(Config::new(&args, bound).is_ok());
    }

    /// The longest duration must not overflow.
    #[test]
    fn a_duration_of_any_length_is_taken_or_refused() {
        let longest = "18446744073709551615s";
        for (flag, taken) in [
            ("--access-lifetime", false),
            ("--leeway", false),
            ("--key-announce", false),
            ("--refresh-idle", false),
            ("--refresh-absolute", false),
            ("--key-age", true),
            ("--audit-retention", true),
        ] {
            assert_eq!(config(&[flag, longest]).is_ok(), taken, "{flag}");
        }
    }

    #[test]
    fn s11_s14_values_out_of_range_say_what_to_do() {
        for (flags, told) in [
            (&["--leeway", "31s"][..], "at most 30 s"),
            (&["--leeway", "5"], "write it like"),
            (&["--access-lifetime", "16m"], "stolen token"),
            (&["--access-lifetime", "14s"], "at least 15s"),
            (&["--access-lifetime=-10m"], "write it like"),
            (&["--password-min", "7"], "set 8 to 128"),
            (&["--refresh-idle", "5m"], "set it longer"),
            (&["--refresh-idle", "15d"], "set it shorter"),
            (&["--refresh-absolute", "401d"], "at most 400d"),
            (&["--key-announce", "9s"], "under 10 s"),
            (&["--key-announce", "8d"], "at most 7d"),
            (&["--audit-retention", "13d"], "set it longer"),
            (&["--key-age", "10m"], "keys would pile up"),
            (&["--algorithm", "none"], "none of HS256"),
            (&["--algorithm", "es256"], "none of HS256"),
            (&["--issuer", ""], "the issuer is empty"),
            (&["--audience", ""], "the audience is empty"),
            (&["--public-url", "ftp://example.com"], "https: or http:"),
            (&["--trusted-proxies", "10.0.0.0/33"], "a network like"),
            (&["--cors-origins", "*"], "give a scheme"),
            (&["--cors-origins", "null"], "give a scheme"),
            (&["--cors-origins", "app.example.com"], "give a scheme"),
            (&["--cors-origins", "https://*.example.com"], "give a scheme"),
            (&["--cors-origins", "https://a.example,https://b.example/app"], "give a scheme"),
            (&["--cors-origins", "https://me@a.example"], "give a scheme"),
            (&["--cors-origins", "file:///tmp"], "give a scheme"),
            (&["--public-url", "https://example.com/login"], "give it like"),
        ] {
            let error = match config(flags) {
                Ok(_) => panic!("accepted: {flags:?}"),
                Err(error) => format!("{error:#}"),
            };
            assert!(error.contains(told), "{flags:?}: {error}");
        }
    }
}
