//! Lists in pages. A page begins behind a key and not at a number, so that no item is skipped or repeated when rows come
//! or go, and an index finds every page equally fast.

use crate::error::AppError;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    api::{Page, page::PageQuery},
    compact::{base64url, from_base64url},
};

/// A request for a page of a list that is sorted by keys of the type `K`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging<K> {
    /// The key of the last item of the page before.
    pub after: Option<K>,
    /// How many items a page has.
    pub limit: u32,
}

impl<K: Serialize + DeserializeOwned> Paging<K> {
    /// Reads a query. Fails with the field that is wrong.
    pub fn new(query: PageQuery) -> Result<Self, AppError> {
        let limit = query.limit.unwrap_or(PageQuery::USUAL);
        if !(1..=PageQuery::MOST).contains(&limit) {
            let detail = format!("a page has 1 to {} items", PageQuery::MOST);
            return Err(AppError::field("limit", detail));
        }
        let read = |cursor: String| {
            from_base64url(&cursor)
                // No key has a zero byte, and not every database accepts one.
                .filter(|json| !json.windows(6).any(|escaped| escaped == b"\\u0000"))
                .and_then(|json| serde_json::from_slice(&json).ok())
                .ok_or_else(|| AppError::field("after", "send what the page before has as `next`"))
        };
        Ok(Self { after: query.after.map(read).transpose()?, limit })
    }

    /// How many rows to read: one more than a page has, to see whether there is a next page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Makes a page of the rows that were read. `key` returns the key of an item.
    pub fn page<T>(&self, mut items: Vec<T>, key: impl FnOnce(&T) -> K) -> Page<T> {
        let limit = self.limit as usize;
        let is_last = items.len() <= limit;
        items.truncate(limit);
        let last = if is_last { None } else { items.last() };
        let next = last.map(|item| {
            let json = serde_json::to_vec(&key(item)).expect("keys are texts and numbers");
            base64url(&json)
        });
        Page { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(after: Option<&str>, limit: Option<u32>) -> Result<Paging<(i64, String)>, AppError> {
        Paging::new(PageQuery { after: after.map(Into::into), limit })
    }

    #[test]
    fn each_page_names_the_next_and_the_last_names_none() {
        let mut wanted = paging(None, Some(2)).unwrap();
        let all = [5, 4, 3, 2, 1].map(|n| (n, n.to_string()));
        let mut seen = Vec::new();
        loop {
            let after = wanted.after.clone();
            let rest = all.iter().filter(|key| after.as_ref().is_none_or(|after| *key < after));
            let rows = rest.take(3).cloned().collect();
            let page = wanted.page(rows, Clone::clone);
            assert!(page.items.len() <= 2);
            seen.extend(page.items);
            let Some(next) = page.next else { break };
            wanted = paging(Some(&next), Some(2)).unwrap();
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn what_is_no_page_is_refused_by_name() {
        for (after, limit, field) in [
            (None, Some(0), "limit"),
            (None, Some(101), "limit"),
            (Some(""), None, "after"),
            (Some("nonsense!"), None, "after"),
            // [1,2], and then [1,"a\u0000"]
            (Some("WzEsMl0"), None, "after"),
            (Some("WzEsImFcdTAwMDAiXQ"), None, "after"),
        ] {
            let error = paging(after, limit).unwrap_err();
            assert_eq!(error.wrong_field(), Some(field));
        }
        assert_eq!(paging(None, None).unwrap().limit, PageQuery::USUAL);
        assert_eq!(paging(None, Some(100)).unwrap().rows(), 101);
    }
}
