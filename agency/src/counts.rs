//! How many records there are, and which is the so-manieth: kept, so that neither has to be counted.
//!
//! Ids are cut into blocks, blocks into larger blocks, and of each it is kept how many of its records are shown. A commit
//! adds what it changed, after it has taken its turn: nobody else is at it.

use crate::{Agency, agency::Work, db::Db};
use domain::{
    ActorId, CastingId, Change, Counts, Error, MovieId, Permit, RecordId, RecordType, Result, SeeActors, SeeMovies,
};
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap};

/// How many bits of an id are within a block, of each level. Written into [`NTH`] too, and into the migration that made the
/// table.
const BITS: [i64; 3] = [7, 12, 17];

const SHOWN: &str = "select cast(coalesce(sum(shown), 0) as bigint) from counts where record_type = $1 and level = 2";
/// How many there are of this type (`$1`), and where to read on from to come to the record before which so many (`$2`) are shown, in
/// the order of their ids: from the first id of the block it is in, and so many of that later. The block is looked for in the
/// larger one it is in (`cross`: SQLite would otherwise begin with the smallest). A statement of its own, which
/// PostgreSQL plans once for all numbers: to plan it takes longer than to run it.
const NTH: &str = "
    with large as (
        select block, start from (
            select block, shown, cast(sum(shown) over (order by block) as bigint) - shown as start
            from counts where record_type = $1 and level = 2
        ) blocks where start <= $2 and start + shown > $2
    ), middle as (
        select block, start from (
            select part.block, shown,
                large.start + cast(sum(shown) over (order by part.block) as bigint) - shown as start
            from large cross join counts part
            where record_type = $1 and level = 1 and part.block >= large.block << 5 and part.block < (large.block + 1) << 5
        ) blocks where start <= $2 and start + shown > $2
    ), small as (
        select block, start from (
            select part.block, shown,
                middle.start + cast(sum(shown) over (order by part.block) as bigint) - shown as start
            from middle cross join counts part
            where record_type = $1 and level = 0 and part.block >= middle.block << 5
                and part.block < (middle.block + 1) << 5
        ) blocks where start <= $2 and start + shown > $2
    )
    select (select cast(sum(shown) as bigint) from counts where record_type = $1 and level = 2) as shown, block << 7 as first,
        $2 - start as rest
    from small";
const SHIFT: &str = "
    insert into counts (record_type, level, block, shown) values ($1, $2, $3, $4)
    on conflict (record_type, level, block) do update set shown = counts.shown + excluded.shown";
/// A casting with the marks that hide it.
macro_rules! marks_where {
    ($condition:literal) => {
        concat!(
            "select castings.id, castings.deleted_at is null, movie_id, movies.deleted_at is null, actor_id,
                actors.deleted_at is null
            from castings join movies on movies.id = movie_id join actors on actors.id = actor_id where ",
            $condition
        )
    };
}
const OF_CASTING: &str = marks_where!("castings.id = $1");
const OF_MOVIE: &str = marks_where!("movie_id = $1");
const OF_ACTOR: &str = marks_where!("actor_id = $1");

impl Agency {
    /// How many actors, movies and castings there are.
    pub async fn counts(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>)) -> Result<Counts> {
        Ok(Counts {
            actors: self.db.shown(RecordType::Actor).await?,
            movies: self.db.shown(RecordType::Movie).await?,
            castings: self.db.shown(RecordType::Casting).await?,
        })
    }
}

impl Db {
    /// How many of these are shown.
    pub(crate) async fn shown(&self, kind: RecordType) -> sqlx::Result<i64> {
        ask!(self, sqlx::query_scalar(SHOWN).bind(kind.word()), fetch_one)
    }

    /// Where the one is before which so many of these are shown, in the order of their ids; and how many there are. Refuses it
    /// where there are not so many.
    pub(crate) async fn nth(&self, kind: RecordType, before: i64) -> Result<Nth> {
        if before == 0 {
            return Ok(Nth { shown: self.shown(kind).await?, first: 0, rest: 0 });
        }
        ask!(self, sqlx::query_as(NTH).bind(kind.word()).bind(before), fetch_optional)?.ok_or(Error::NotFound)
    }
}

/// Where to begin to read, to read the so-manieth record.
#[derive(FromRow)]
pub(crate) struct Nth {
    /// How many there are.
    pub(crate) shown: i64,
    /// The id to begin at.
    pub(crate) first: i64,
    /// How many from there on to leave out.
    pub(crate) rest: i64,
}

/// A casting, and of itself, its movie and its actor whether they are marked.
type Marks = (CastingId, bool, MovieId, bool, ActorId, bool);

impl Work {
    /// How many of these will be shown once these changes, which were made in this transaction, are committed.
    pub(crate) async fn shown(&mut self, kind: RecordType, changes: &[Change]) -> Result<i64> {
        let kept: i64 = ask!(in &mut self.tx, sqlx::query_scalar(SHOWN).bind(kind.word()), fetch_one)?;
        let own = changes.iter().filter(|change| change.record().kind() == kind.word());
        Ok(kept + own.map(shift).sum::<i64>())
    }

    /// Keeps the counts right over these changes. Whoever calls it has the turn to commit: what others committed is there to
    /// be seen, and nobody else commits.
    pub(crate) async fn keep_counts(&mut self, changes: &[Change]) -> Result<()> {
        // What was shown before the first thing that happened to it here.
        let mut before = HashMap::new();
        let (mut shifts, mut castings) = (BTreeMap::new(), BTreeMap::new());
        for change in changes.iter().filter(|change| shift(change) != 0) {
            let record = change.record();
            before.entry(record).or_insert(shift(change) < 0);
            let (marks, id) = match record {
                RecordId::Casting(id) => (OF_CASTING, id.0),
                RecordId::Movie(id) => (OF_MOVIE, id.0),
                RecordId::Actor(id) => (OF_ACTOR, id.0),
                RecordId::Person(_) => continue,
            };
            if !matches!(record, RecordId::Casting(_)) {
                *shifts.entry((record.kind(), id)).or_insert(0) += shift(change);
            }
            // What is new is in no casting yet.
            if let Change::ActorAdded { .. } | Change::MovieAdded { .. } = change {
                continue;
            }
            let marks: Vec<Marks> = ask!(in &mut self.tx, sqlx::query_as(marks).bind(id), fetch_all)?;
            castings.extend(marks.into_iter().map(|marks| (marks.0, marks)));
        }
        // A casting is shown while nothing of it is marked: that may have been so before, and may be so now.
        for (id, (_, casting, movie, in_movie, actor, of_actor)) in castings {
            let was = |record, now| before.get(&record).copied().unwrap_or(now);
            let was = was(RecordId::Casting(id), casting)
                && was(RecordId::Movie(movie), in_movie)
                && was(RecordId::Actor(actor), of_actor);
            let is = casting && in_movie && of_actor;
            *shifts.entry((RecordId::Casting(id).kind(), id.0)).or_insert(0) += i64::from(is) - i64::from(was);
        }
        let mut blocks = BTreeMap::new();
        for ((kind, id), shift) in shifts {
            for (level, bits) in (0_i64..).zip(BITS) {
                *blocks.entry((kind, level, id >> bits)).or_insert(0) += shift;
            }
        }
        for ((kind, level, block), shift) in blocks.into_iter().filter(|(_, shift)| *shift != 0) {
            ask!(in &mut self.tx, sqlx::query(SHIFT).bind(kind).bind(level).bind(block).bind(shift), execute)?;
        }
        Ok(())
    }
}

/// By how many more or fewer records of its own kind a change shows.
pub(crate) fn shift(change: &Change) -> i64 {
    match change {
        Change::ActorAdded { .. } | Change::MovieAdded { .. } | Change::CastingAdded { .. } => 1,
        Change::ActorRestored { .. } | Change::MovieRestored { .. } | Change::CastingRestored { .. } => 1,
        Change::ActorDeleted { .. } | Change::MovieDeleted { .. } | Change::CastingDeleted { .. } => -1,
        // Who is removed was deleted before.
        Change::ActorRemoved { .. } | Change::MovieRemoved { .. } | Change::CastingRemoved { .. } => 0,
        Change::ActorChanged { .. } | Change::MovieChanged { .. } | Change::CastingChanged { .. } => 0,
        Change::PersonAdded { .. } | Change::PersonChanged { .. } => 0,
    }
}
