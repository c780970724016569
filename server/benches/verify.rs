//! Measures how long signing and verifying a token take with each algorithm, and compares `jsonwebtoken::decode` on the
//! same token. `cargo xtask bench` runs it.
//!
//! The strict verification is the path of the server from the text of the token to its claims: all checks, with the key
//! found by its id. Both take turns and the medians are compared, so that load on the machine slows both.

use anyhow::{Context, Result};
use jsonwebtoken::{DecodingKey, Validation};
use serde::Deserialize;
use server::{
    clock::{Clock, UnixMillis},
    config::{RootKeySource, StoreConfig},
    db,
    keys::{
        KeyPolicy, KeyRing, RootKey,
        root::Purpose,
        sealed::{RowField, Sealer},
    },
};
use shared::{
    AccessClaims, Claims, Refusal, Role, TokenPolicy,
    verify::{Algorithm, Parsed},
};
use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

const ROUNDS: usize = 41;
const ROUND: Duration = Duration::from_millis(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    println!("| algorithm | sign | verify, all checks | jsonwebtoken::decode | ratio |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for algorithm in Algorithm::ALL {
        let directory = tempfile::tempdir()?;
        let bench = Bench::new(directory.path(), algorithm).await?;
        let [sign, strict, plain] = bench.run();
        let ratio = strict / plain;
        let name = algorithm.name();
        println!("| {name} | {sign:.0} ns | {strict:.0} ns | {plain:.0} ns | {ratio:.2} |");
    }
    Ok(())
}

struct Bench {
    ring: KeyRing,
    policy: TokenPolicy,
    now: UnixMillis,
    claims: Claims,
    token: String,
    decoding: DecodingKey,
    validation: Validation,
}

/// The claims that a program with jsonwebtoken alone reads.
#[derive(Deserialize)]
#[expect(dead_code, reason = "reading them is what is measured")]
struct Decoded {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    jti: String,
    iat: i64,
    exp: i64,
    roles: Vec<Role>,
}

impl Bench {
    async fn new(directory: &Path, algorithm: Algorithm) -> Result<Self> {
        let store = StoreConfig {
            data_dir: directory.into(),
            database_url: None,
            root_key: RootKeySource::File(directory.join("root.key")),
        };
        let root = RootKey::open(&store.root_key)?;
        let db = db::open(&store).await?;
        let policy = TokenPolicy::new("http://localhost:8080", "claimcheck", 5, 600)?;
        let keys = KeyPolicy {
            algorithm,
            age: Duration::MAX,
            announce: Duration::from_mins(1),
            retention: Duration::from_mins(11),
        };
        let now = Clock::System.now();
        let ring = KeyRing::open(db.clone(), &root, keys, now).await?;
        let claims = claims(&policy, now);
        let token = ring.signing(now)?.sign(&claims)?;
        let decoding = match ring.signing(now)?.public() {
            Some(jwk) => DecodingKey::from_jwk(jwk)?,
            None => hmac_key(&db, &root).await?,
        };
        let mut validation = Validation::new(jsonwebtoken::decode_header(&token)?.alg);
        validation.set_audience(&["claimcheck"]);
        Ok(Self { ring, policy, now, claims, token, decoding, validation })
    }

    fn strict(&self) -> Result<AccessClaims, Refusal> {
        let keys = |kid: &str| self.ring.find(kid, self.now);
        let keyed = Parsed::parse(&self.token)?.choose_key(keys)?;
        let valid = keyed.key().has_signed(&keyed);
        keyed.signature_is(valid)?.claims(&self.policy, self.now.seconds())
    }

    fn plain(&self) -> jsonwebtoken::errors::Result<Decoded> {
        jsonwebtoken::decode(&self.token, &self.decoding, &self.validation).map(|data| data.claims)
    }

    fn sign(&self) -> Result<String> {
        self.ring.signing(self.now)?.sign(&self.claims)
    }

    /// Nanoseconds of a signature, of a strict verification and of a plain one.
    fn run(&self) -> [f64; 3] {
        let mut times = [vec![], vec![], vec![]];
        for _ in 0..ROUNDS {
            times[0].push(per_call(|| self.sign().is_ok()));
            times[1].push(per_call(|| self.strict().is_ok()));
            times[2].push(per_call(|| self.plain().is_ok()));
        }
        times.map(median)
    }
}

fn claims(policy: &TokenPolicy, now: UnixMillis) -> Claims {
    Claims {
        iss: policy.issuer().into(),
        aud: policy.audience().into(),
        sub: server::random::id(),
        sid: server::random::id(),
        jti: server::random::id(),
        iat: now.seconds(),
        exp: now.seconds().plus(600),
        ..Claims::example()
    }
}

/// The secret, taken from the server's database.
async fn hmac_key(db: &db::Db, root: &RootKey) -> Result<DecodingKey> {
    let rows = db::signing_keys::list(db).await?;
    let row = rows.first().context("there is no key")?;
    let field = RowField { table: "signing_keys", column: "sealed", row: &row.kid };
    let secret = Sealer::new(&root.derive(Purpose::SealSigningKeys))
        .open(field, &row.sealed)
        .context("the key does not open")?;
    Ok(DecodingKey::from_secret(&secret))
}

/// Nanoseconds per call, over as many calls as fit into a round.
#[expect(clippy::cast_precision_loss, reason = "these are small numbers")]
fn per_call(call: impl Fn() -> bool) -> f64 {
    let begin = Instant::now();
    let mut calls = 0_u32;
    while begin.elapsed() < ROUND {
        for _ in 0..10 {
            assert!(black_box(call()), "what is measured fails");
        }
        calls += 10;
    }
    begin.elapsed().as_nanos() as f64 / f64::from(calls)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
