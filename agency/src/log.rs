//! The chain of the change log: each change carries a hash over the one before it and over what it says, so that an
//! edited or missing row is found, and, by whoever keeps the last number and its hash elsewhere, a cut or rewritten log.

use crate::{
    Agency,
    db::{Turn, Tx},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Error, Result};
use jiff_sqlx::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// The setting that says the log is a chain from its first change on.
const CHAINED: &str = "log_chained";
/// How many rows are read at once.
const BATCH: i64 = 1_000;

const LAST: &str = "select number, hash from changes where hash is not null order by number desc limit 1";
const UNSEALED: &str = "
    select number, at, by_id, by_name, kind, record_type, record_id, version, before, after, salt, digest, hash
    from changes where hash is null order by number limit $1";
const AFTER: &str = "
    select number, at, by_id, by_name, kind, record_type, record_id, version, before, after, salt, digest, hash
    from changes where number > $1 order by number limit $2";
const SEAL: &str = "update changes set salt = $2, digest = $3, hash = $4 where number = $1";

/// Where the log ends: its last number and that row's hash. Kept elsewhere, it proves later that nothing before it was
/// changed. Written `NUMBER:HASH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEnd {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for LogEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl std::str::FromStr for LogEnd {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, hash) = text.split_once(':').unwrap_or((text, ""));
        let number = number.parse().ok().filter(|number| *number > 0);
        let sound = URL_SAFE_NO_PAD.decode(hash).is_ok_and(|bytes| bytes.len() == 32);
        match number {
            Some(number) if sound => Ok(Self { number, hash: hash.to_owned() }),
            _ => Err("write it as verify-log printed it: NUMBER:HASH".into()),
        }
    }
}

/// What a look at the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogState {
    /// Nothing is wrong with it.
    Whole {
        changes: i64,
        /// Of how many what they said was erased; that they were made still stands.
        erased: i64,
        /// Nothing, where there is no change yet.
        end: Option<LogEnd>,
    },
    /// This change does not say what it said when it was written.
    Edited(i64),
    /// Between these two something is missing, was put in or was put elsewhere; or the later one's hash was edited.
    Broken { after: i64, at: i64 },
    /// It is whole in itself, but the change that was expected is not in it, or not as it was: cut, or rewritten.
    NotAsExpected(LogEnd),
}

/// A change as its digest is made of it.
#[derive(sqlx::FromRow)]
pub(crate) struct Sealed {
    pub number: i64,
    pub at: Timestamp,
    pub by_id: Option<i64>,
    pub by_name: String,
    pub kind: String,
    pub record_type: String,
    pub record_id: i64,
    pub version: i64,
    pub before: Option<String>,
    pub after: String,
    pub salt: Option<String>,
    pub digest: Option<String>,
    pub hash: Option<String>,
}

impl Sealed {
    /// The digest of what the change says, each part with its length before it, so that no two changes read alike.
    pub(crate) fn digest(&self, salt: &str) -> String {
        let mut sha = Sha256::new();
        let mut part = |text: Option<&str>| {
            // Nothing is told from an empty text.
            let length = text.map_or(u64::MAX, |text| text.len() as u64);
            sha.update(length.to_be_bytes());
            sha.update(text.unwrap_or_default());
        };
        part(Some(salt));
        // PostgreSQL keeps microseconds.
        part(Some(&self.at.to_jiff().as_microsecond().to_string()));
        part(self.by_id.map(|id| id.to_string()).as_deref());
        part(Some(&self.by_name));
        part(Some(&self.kind));
        part(Some(&self.record_type));
        part(Some(&self.record_id.to_string()));
        part(Some(&self.version.to_string()));
        part(self.before.as_deref());
        part(Some(&self.after));
        URL_SAFE_NO_PAD.encode(sha.finalize())
    }
}

/// The hash of a change: over the one before it, its number and its digest.
pub(crate) fn chained(previous: &str, number: i64, digest: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{previous}\n{number}\n{digest}")))
}

pub(crate) fn salt() -> Result<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        Error::Internal
    })?;
    Ok(URL_SAFE_NO_PAD.encode(bits))
}

impl Tx {
    /// The hash of the last change that has one; empty before the first.
    pub(crate) async fn last_hash(&mut self) -> Result<String> {
        let last: Option<(i64, String)> = ask!(in &mut *self, sqlx::query_as(LAST), fetch_optional)?;
        Ok(last.map(|(_, hash)| hash).unwrap_or_default())
    }

    /// Gives a change that was just written its place in the chain.
    pub(crate) async fn seal(&mut self, change: &Sealed, previous: &str) -> Result<String> {
        let salt = salt()?;
        let digest = change.digest(&salt);
        let hash = chained(previous, change.number, &digest);
        ask!(in &mut *self, sqlx::query(SEAL).bind(change.number).bind(&salt).bind(&digest).bind(&hash), execute)?;
        Ok(hash)
    }
}

impl Agency {
    /// Gives the changes of a log that was written before there was a chain their places in it. Done once, when the
    /// database is new to the chain: a change without its place is later one that somebody put in.
    pub(crate) async fn seal_log(&self) -> Result<()> {
        if self.setting(CHAINED).await?.is_some() {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        tx.take_turn(Turn::Changes).await?;
        let mut previous = tx.last_hash().await?;
        loop {
            // Another instance may have been quicker: then there is nothing left here.
            let unsealed: Vec<Sealed> = ask!(in &mut tx, sqlx::query_as(UNSEALED).bind(BATCH), fetch_all)?;
            if unsealed.is_empty() {
                break;
            }
            for change in &unsealed {
                previous = tx.seal(change, &previous).await?;
            }
        }
        tx.set(CHAINED, "yes").await?;
        self.settle(tx).await
    }

    /// Looks at the whole log, from the first change to the last; with an end that was kept elsewhere, also whether it is
    /// still that log. For whoever runs the program, not for callers.
    pub async fn verify_log(&self, expected: Option<&LogEnd>) -> Result<LogState> {
        let (mut end, mut changes, mut erased) = (None::<LogEnd>, 0, 0);
        let mut met = expected.is_none();
        loop {
            let after = end.as_ref().map_or(0, |end| end.number);
            let batch: Vec<Sealed> = ask!(&self.db, sqlx::query_as(AFTER).bind(after).bind(BATCH), fetch_all)?;
            if batch.is_empty() {
                break;
            }
            for change in batch {
                let (after, previous) = end.as_ref().map_or((0, ""), |end| (end.number, end.hash.as_str()));
                let broken = LogState::Broken { after, at: change.number };
                let (Some(digest), Some(hash)) = (&change.digest, &change.hash) else { return Ok(broken) };
                match &change.salt {
                    Some(salt) if change.digest(salt) != *digest => return Ok(LogState::Edited(change.number)),
                    Some(_) => {}
                    None => erased += 1,
                }
                if chained(previous, change.number, digest) != *hash {
                    return Ok(broken);
                }
                met |= expected.is_some_and(|expected| (expected.number, &expected.hash) == (change.number, hash));
                changes += 1;
                end = Some(LogEnd { number: change.number, hash: hash.clone() });
            }
        }
        match expected {
            Some(expected) if !met => Ok(LogState::NotAsExpected(expected.clone())),
            _ => Ok(LogState::Whole { changes, erased, end }),
        }
    }
}
