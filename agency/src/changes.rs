//! The change log.

use crate::{Agency, agency::Work, db::Db, log::Sealed};
use domain::{
    Caller, Change, Error, Later, Matching, Moved, Permission, Permit, PersonId, Record, RecordId, Recorded, Result,
    SeeActors, SeeMovies,
};
use jiff_sqlx::ToSqlx;
use serde_json::Value;

/// The latest first.
const CHANGES: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where record_type <> 'person' or $2 order by number desc limit $1";

/// The next ones after a number.
const AFTER: &str = "
    select number, at, by_id, by_name, kind, before, after from changes where number > $1 order by number limit $2";

const LAST_NUMBER: &str = "select coalesce(max(number), 0) from changes";

/// How many there are after a number, as far as it matters.
const MISSED: &str = "select count(*) from (select 1 from changes where number > $1 limit $2) missed";

/// How a record became this version, and what happened to it since.
const SINCE: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where record_type = $1 and record_id = $2 and version >= $3 order by number";

/// How a record became this version.
const VERSION: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where record_type = $1 and record_id = $2 and version = $3 order by number desc limit 1";

const RECORD: &str = "
    insert into changes (at, by_id, by_name, kind, record_type, record_id, version, before, after)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    returning number, at, by_id, by_name, kind, record_type, record_id, version, before, after, salt, digest, hash";

impl Agency {
    /// The latest changes, the newest first. Those of people are told to whoever manages people.
    pub async fn changes(&self, by: (Permit<SeeActors>, Permit<SeeMovies>), limit: i64) -> Result<Vec<Recorded>> {
        let people = by.0.caller().may(Permission::ManagePeople);
        let rows: Vec<Row> = ask!(&self.db, sqlx::query_as(CHANGES).bind(limit).bind(people), fetch_all)?;
        rows.into_iter().map(Recorded::try_from).collect()
    }
}

/// A piece of the log, read on from a number.
#[derive(Debug)]
pub struct News {
    /// What the caller may hear of it, the oldest first.
    pub changes: Vec<Recorded>,
    /// Up to which number it was read.
    pub read: i64,
    /// Whether it may go on after that.
    pub more: bool,
}

impl Agency {
    /// The number of the last change; 0 before the first.
    pub async fn last_number(&self) -> Result<i64> {
        Ok(self.db.last_number().await?)
    }

    /// Reads the log on, at most so many changes of it, and tells of them what the caller may hear.
    pub async fn news(&self, by: &Caller, after: i64, limit: i64) -> Result<News> {
        let rows: Vec<Row> = ask!(&self.db, sqlx::query_as(AFTER).bind(after).bind(limit), fetch_all)?;
        let (read, more) = (rows.last().map_or(after, |last| last.number), rows.len() as i64 == limit);
        let changes = rows.into_iter().map(Recorded::try_from).collect::<Result<Vec<_>>>()?;
        let heard = |recorded: &Recorded| by.hears_of(recorded.change.record());
        Ok(News { changes: changes.into_iter().filter(heard).collect(), read, more })
    }

    /// Whether somebody who has heard everything up to this number can be told the rest: it is a number of this log, and
    /// not more than so many came after it.
    pub async fn can_catch_up(&self, after: i64, most: i64) -> Result<bool> {
        if after < 0 || after > self.last_number().await? {
            return Ok(false);
        }
        let missed: i64 = ask!(&self.db, sqlx::query_scalar(MISSED).bind(after).bind(most + 1), fetch_one)?;
        Ok(missed <= most)
    }
}

impl Db {
    pub(crate) async fn last_number(&self) -> sqlx::Result<i64> {
        ask!(self, sqlx::query_scalar(LAST_NUMBER), fetch_one)
    }
}

impl Work {
    /// Refuses a record that is in no version the terms allow, and says how it moved on: what it was in the version that
    /// was meant, as far as the log knows one, and what the caller would have made of that.
    pub(crate) async fn unmoved(
        &mut self,
        theirs: Record,
        yours: impl FnOnce(&Record) -> Option<Record>,
    ) -> Result<()> {
        let meant = match &self.terms.matching {
            Some(matching) if !matching.holds(theirs.version()) => matching,
            _ => return Ok(()),
        };
        let meant = match meant {
            Matching::These(versions) => versions.first().copied(),
            Matching::Any => None,
        };
        let row: Option<Row> = ask!(in &mut self.tx,
            sqlx::query_as(VERSION).bind(theirs.id().kind()).bind(theirs.id().number()).bind(meant),
            fetch_optional)?;
        let base = row.map(Recorded::try_from).transpose()?.map(|recorded| recorded.change.after());
        let yours = base.as_ref().and_then(yours);
        Err(Moved::refusal(base, yours, theirs))
    }

    /// What a record was in the version a form was filled in from, and what happened to it since, in order; nothing where
    /// nothing happened. Refuses a version that the record never had.
    pub(crate) async fn since(&mut self, record: RecordId, version: i64) -> Result<Option<(Record, Vec<Recorded>)>> {
        let Some(since) = self.terms.since.filter(|since| *since != version) else { return Ok(None) };
        let rows: Vec<Row> = ask!(in &mut self.tx,
            sqlx::query_as(SINCE).bind(record.kind()).bind(record.number()).bind(since),
            fetch_all)?;
        let mut recorded = rows.into_iter().map(Recorded::try_from).collect::<Result<Vec<_>>>()?;
        if recorded.first().is_none_or(|first| first.change.version() != since) {
            return Err(Error::stale());
        }
        let base = recorded.remove(0).change.after();
        Ok(Some((base, recorded)))
    }

    /// These changes, as people are told of them.
    pub(crate) fn later<'a>(&'a self, changes: &'a [Recorded]) -> Later<'a> {
        Later { changes, zone: &self.zone }
    }

    /// Writes one change into the log, after the one with this hash; answers its number and its own hash.
    pub(crate) async fn record(&mut self, change: &Change, previous: &str) -> Result<(i64, String)> {
        let mut parts = serde_json::to_value(change).expect("a change is plain data");
        let kind = parts["kind"].as_str().expect("a change has a kind").to_owned();
        let before = parts.get_mut("before").map(|before| before.take().to_string());
        let after = parts["after"].take().to_string();
        let record = change.record();
        let (at, by_id, by_name, version) = (self.at.to_sqlx(), self.by.id(), self.by.name(), change.version());
        let written: Sealed = ask!(in &mut self.tx,
            sqlx::query_as(RECORD)
                .bind(at).bind(by_id).bind(by_name).bind(&kind)
                .bind(record.kind()).bind(record.number()).bind(version)
                .bind(&before).bind(&after),
            fetch_one)?;
        let hash = self.tx.seal(&written, previous).await?;
        Ok((written.number, hash))
    }
}

/// A change as the log holds it.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    number: i64,
    at: jiff_sqlx::Timestamp,
    by_id: Option<PersonId>,
    by_name: String,
    kind: String,
    before: Option<String>,
    after: String,
}

impl TryFrom<Row> for Recorded {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let read = || -> serde_json::Result<Change> {
            let mut parts = serde_json::Map::from_iter([
                ("kind".to_owned(), Value::from(row.kind)),
                ("after".to_owned(), serde_json::from_str(&row.after)?),
            ]);
            if let Some(before) = row.before {
                parts.insert("before".to_owned(), serde_json::from_str(&before)?);
            }
            serde_json::from_value(Value::Object(parts))
        };
        let change = read().map_err(|error| {
            tracing::error!(%error, number = row.number, "a change in the log cannot be read");
            Error::Internal
        })?;
        Ok(Self { number: row.number, at: row.at.to_jiff(), by: row.by_id, by_name: row.by_name, change })
    }
}
