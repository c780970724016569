//! Rotation while requests come in.

use super::{ALGORITHMS, signing_with};
use serde_json::Value;
use shared::{Compact, UnverifiedClaims};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

const LIFETIME: i64 = 15;
const ANNOUNCE: i64 = 10;
/// In how many steps of a second the second node looks at the database.
const SECOND_NODE_LOOKS_EVERY: i64 = 3;

/// Two nodes on one database, and sessions that renew all the time. In each step every token that has
/// not expired is sent to both nodes, at the same time as the clock goes on, the nodes look at the
/// database, and sessions are renewed.
#[tokio::test(flavor = "multi_thread")]
async fn s19_rotation_under_load_refuses_no_valid_token() {
    for algorithm in ALGORITHMS {
        let flags = ["--access-lifetime", "15s", "--key-announce", "10s"];
        let first = signing_with(algorithm, &flags).await;
        let second = first.node_beside().await;
        let mut session = first.signed_in().await;
        let mut tokens = vec![session.token.clone()];
        let mut kids = BTreeSet::from([kid(&session.token)]);
        let mut sent = 0;
        // Long enough for announced, signing, verifying and gone, and for tokens after that.
        for step in 0..ANNOUNCE + 2 * (LIFETIME + 5) + 5 {
            let now = first.state.clock.now();
            tokens.retain(|token| {
                let claims = UnverifiedClaims::read(token).unwrap();
                // Still good after this step's second has passed.
                now.seconds().since(claims.exp) < 4
            });
            let mut requests = JoinSet::new();
            for node in [&first, &second] {
                for token in &tokens {
                    requests.spawn(node.me_later(token));
                    sent += 1;
                }
            }
            if step == 2 {
                first.rotate().await;
            }
            let looks = async {
                first.state.keys.tend(now).await.unwrap();
                if step % SECOND_NODE_LOOKS_EVERY == 0 {
                    second.state.keys.tend(now).await.unwrap();
                }
                first.advance(1);
            };
            let node = if step % 2 == 0 { &first } else { &second };
            let (renewed, ()) = tokio::join!(node.renew(&session.refresh), looks);
            assert_eq!(renewed.status, 200, "{}", renewed.summary());
            session.refresh = renewed.refresh_token();
            let token = renewed.access_token();
            kids.insert(kid(&token));
            tokens.push(token);
            while let Some(answer) = requests.join_next().await {
                let answer = answer.unwrap();
                assert_eq!(answer.status, 200, "{algorithm}, step {step}: {}", answer.summary());
            }
        }
        assert_eq!(kids.len(), 2, "the key did not rotate");
        assert!(sent > 1000, "{sent} requests are no load");
        let now = first.state.clock.now();
        let left: Vec<_> = first.state.keys.verifying(now);
        assert_eq!(left.len(), 1, "the old key is still there");
    }
}

fn kid(token: &str) -> String {
    let header: Value = serde_json::from_slice(&Compact::parse(token).unwrap().header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}
