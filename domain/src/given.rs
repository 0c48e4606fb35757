//! What a door hands to an operation: what arrived, unjudged, and the terms on which it is to be done.

use crate::{Actor, Casting, Error, Movie, Person, RecordId, Result};
use serde::{Deserialize, Serialize};

/// What arrived for an operation, or why it could not be read. A door passes it on unjudged, because other things are
/// judged before it: whether the record is there, whether it is still the version that was meant.
#[derive(Clone, Debug)]
pub struct Given<T> {
    body: Result<T>,
    terms: Terms,
}

impl<T> Given<T> {
    pub fn new(body: Result<T>, terms: Terms) -> Self {
        Self { body, terms }
    }

    /// As a form gives it that was filled in from this version of the record.
    pub fn since(version: i64, body: T) -> Self {
        Self { body: Ok(body), terms: Terms { since: Some(version), ..Terms::default() } }
    }

    /// What arrived; refuses what could not be read.
    pub fn body(&self) -> Result<&T> {
        self.body.as_ref().map_err(Clone::clone)
    }

    pub fn terms(&self) -> &Terms {
        &self.terms
    }
}

impl<T> From<T> for Given<T> {
    fn from(body: T) -> Self {
        Self { body: Ok(body), terms: Terms::default() }
    }
}

/// On which terms a write is wanted. By default: now, for good, whatever the record says by now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Only if the record still is what the caller saw (RFC 9110, `If-Match`).
    pub matching: Option<Matching>,
    /// It was filled in from this version: what others changed since is kept.
    pub since: Option<i64>,
    /// At most once, however often it is sent (the HTTP working group's draft on `Idempotency-Key`).
    pub once: Option<Once>,
    /// Only to see what would happen (`Prefer: tx=rollback`).
    pub dry_run: bool,
}

/// Which versions of a record are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matching {
    /// Whichever it has.
    Any,
    These(Vec<i64>),
}

impl Matching {
    pub fn holds(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::These(versions) => versions.contains(&version),
        }
    }
}

/// What tells a request that is sent again from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The caller's own text.
    pub key: String,
    /// What it is asked of: a method and a path.
    pub operation: String,
    /// A digest of what was sent along.
    pub digest: String,
}

/// What came of a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done<T> {
    /// The record as it is now (or, deleted, as it was).
    pub record: T,
    /// How many of its kind there are now.
    pub total: i64,
    /// This was done before, and not again.
    #[serde(skip)]
    pub replayed: bool,
    /// This was not done: it is what would happen.
    #[serde(skip)]
    pub dry_run: bool,
}

/// Any record that the change log speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Record {
    Actor(Actor),
    Movie(Movie),
    Casting(Casting),
    Person(Person),
}

impl Record {
    pub fn id(&self) -> RecordId {
        match self {
            Self::Actor(actor) => actor.record_id(),
            Self::Movie(movie) => movie.record_id(),
            Self::Casting(casting) => casting.record_id(),
            Self::Person(person) => person.record_id(),
        }
    }

    pub fn version(&self) -> i64 {
        match self {
            Self::Actor(actor) => actor.version,
            Self::Movie(movie) => movie.version,
            Self::Casting(casting) => casting.version,
            Self::Person(person) => person.version,
        }
    }
}

/// A record that moved on: as it was in the version the caller started from, as the caller would have it, as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Nothing, where the version is none the record ever had.
    pub base: Option<Record>,
    /// Nothing, where what was sent cannot be read or is not sound.
    pub yours: Option<Record>,
    pub theirs: Record,
}

impl Moved {
    /// The refusal that says so.
    pub fn refusal(base: Option<Record>, yours: Option<Record>, theirs: Record) -> Error {
        Error::Stale { moved: Some(Box::new(Self { base, yours, theirs })), clashes: Vec::new(), mine: Vec::new() }
    }
}
