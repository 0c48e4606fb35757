//! Queries that are known by their digest, so that a client sends each only once (Apollo's automatic persisted queries).

use domain::{Error, Result};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// How many are remembered; those that were not asked for the longest are forgotten first.
const MANY: usize = 500;
/// Longer queries, in bytes, are answered and not remembered.
const LONGEST: usize = 16 * 1024;

/// The queries that are remembered, in memory: after a restart a client sends each once more.
#[derive(Clone)]
pub struct Persisted(Arc<Cache<[u8; 32], Arc<str>>>);

impl Default for Persisted {
    fn default() -> Self {
        Self(Arc::new(Cache::new(MANY)))
    }
}

impl Persisted {
    pub fn get(&self, digest: &PersistedDigest) -> Option<Arc<str>> {
        self.0.get(&digest.0)
    }

    /// Remembers a query that was found sound.
    pub fn keep(&self, digest: &PersistedDigest, query: &str) {
        if query.len() <= LONGEST {
            self.0.insert(digest.0, query.into());
        }
    }
}

/// The SHA-256 of a query.
pub struct PersistedDigest([u8; 32]);

impl PersistedDigest {
    /// As a client writes it, in hexadecimal digits.
    pub fn read(text: &str) -> Result<Self> {
        let digits = text.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> =
            digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect();
        let bytes = bytes.filter(|_| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(|| {
            Error::Malformed("extensions.persistedQuery.sha256Hash is the SHA-256 of the query in 64 digits.".into())
        })
    }

    /// Refuses a query that it is not the digest of.
    pub fn names(&self, query: &str) -> Result<()> {
        if <[u8; 32]>::from(Sha256::digest(query)) == self.0 {
            return Ok(());
        }
        Err(Error::Malformed("extensions.persistedQuery.sha256Hash is not the digest of this query.".into()))
    }
}
