//! Rate limits: a burst of tries, and then one try per interval.
//!
//! GCRA, a leaky bucket that needs one number for each key: the time at which the last try is forgiven. A try moves it
//! on by one interval. When it is a whole burst ahead of now, the next try has to wait. A refused try does not move it,
//! so a client that keeps trying does not wait longer.

use crate::clock::UnixMillis;
use lru::LruCache;
use std::{
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A burst of tries, and then one try per interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many tries at once, at least one.
    pub burst: u32,
    /// The time after which one more try is possible.
    pub every: Duration,
}

impl Rate {
    /// The latest time of forgiveness that leaves room for another try.
    pub fn latest(self, now: UnixMillis) -> UnixMillis {
        now.plus(self.every * (self.burst - 1))
    }

    /// The time of forgiveness when there is no room at all.
    pub fn full(self, now: UnixMillis) -> UnixMillis {
        self.latest(now).plus(self.every)
    }

    /// How long until there is room.
    pub fn wait(self, forgiven_at: UnixMillis, now: UnixMillis) -> Duration {
        forgiven_at.since(self.latest(now))
    }
}

/// A limit for each key, in memory. It keeps the keys that came last and forgets the others, so that many keys cannot
/// fill the memory.
#[derive(Debug)]
pub struct Limiter<K: Hash + Eq> {
    rate: Rate,
    forgiven_at: Mutex<LruCache<K, UnixMillis>>,
}

/// How many keys a limiter keeps: a few megabytes.
const MOST_KEYS: usize = 50_000;

impl<K: Hash + Eq> Limiter<K> {
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            // Unbounded, because `new(capacity)` allocates at once; `take` holds it to its bound.
            forgiven_at: Mutex::new(LruCache::unbounded()),
        }
    }

    /// Counts a try; the error is the time to wait.
    pub fn take(&self, key: K, now: UnixMillis) -> Result<(), Duration> {
        let mut keys = self.keys();
        let forgiven_at = self.read(&mut keys, &key, now);
        let wait = self.rate.wait(forgiven_at, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        keys.put(key, forgiven_at.plus(self.rate.every));
        if keys.len() > MOST_KEYS {
            keys.pop_lru();
        }
        Ok(())
    }

    /// The time until a try of this key is admitted.
    pub fn wait(&self, key: &K, now: UnixMillis) -> Duration {
        let mut keys = self.keys();
        let forgiven_at = self.read(&mut keys, key, now);
        self.rate.wait(forgiven_at, now)
    }

    pub fn give_back(&self, key: &K) {
        if let Some(forgiven_at) = self.keys().peek_mut(key) {
            *forgiven_at = forgiven_at.minus(self.rate.every);
        }
    }

    /// A time further off than a full burst was written before the clock was set back.
    fn read(&self, keys: &mut LruCache<K, UnixMillis>, key: &K, now: UnixMillis) -> UnixMillis {
        let Some(forgiven_at) = keys.get_mut(key) else {
            return now;
        };
        *forgiven_at = (*forgiven_at).clamp(now, self.rate.full(now));
        *forgiven_at
    }

    fn keys(&self) -> MutexGuard<'_, LruCache<K, UnixMillis>> {
        self.forgiven_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    const NOW: UnixMillis = UnixMillis(1_800_000_000_000);
    const RATE: Rate = Rate { burst: 3, every: Duration::from_mins(1) };

    fn after(seconds: u64) -> UnixMillis {
        NOW.plus(Duration::from_secs(seconds))
    }

    #[test]
    fn s28_a_burst_and_then_one_per_interval() {
        let limiter = Limiter::new(RATE);
        for _ in 0..3 {
            limiter.take("a", NOW).unwrap();
        }
        for _ in 0..9 {
            assert_eq!(limiter.take("a", NOW), Err(Duration::from_mins(1)));
        }
        assert_eq!(limiter.take("b", NOW), Ok(()));
        assert_eq!(limiter.take("a", after(59)), Err(Duration::from_secs(1)));
        assert_eq!(limiter.take("a", after(60)), Ok(()));
    }

    #[test]
    fn s28_what_is_given_back_was_not_counted() {
        let limiter = Limiter::new(RATE);
        for _ in 0..100 {
            limiter.take("a", NOW).unwrap();
            limiter.give_back(&"a");
        }
        limiter.give_back(&"never came");
        assert_eq!(limiter.keys().len(), 1);
    }

    #[test]
    fn s28_a_clock_that_was_set_back_shuts_nobody_out_for_longer() {
        let limiter = Limiter::new(RATE);
        for _ in 0..3 {
            limiter.take("a", after(86_400)).unwrap();
        }
        assert_eq!(limiter.take("a", NOW), Err(Duration::from_mins(1)));
        assert_eq!(limiter.take("a", after(60)), Ok(()));
    }

    #[test]
    fn s31_a_million_addresses_do_not_grow_it_without_bound() {
        let limiter = Limiter::new(RATE);
        for number in 0..1_000_000 {
            let address = IpAddr::from(Ipv4Addr::from_bits(number));
            limiter.take(address, NOW).unwrap();
        }
        assert_eq!(limiter.keys().len(), MOST_KEYS);
        // Those that came last are the ones that it knows.
        let last = IpAddr::from(Ipv4Addr::from_bits(999_999));
        limiter.take(last, NOW).unwrap();
        limiter.take(last, NOW).unwrap();
        assert!(limiter.take(last, NOW).is_err());
    }
}
