//! The change log, looked through: by who, what and when, and record by record.

use crate::{Agency, changes::Row, db::Midnight, db::statement};
use domain::{
    Activity, ActivityList, Actor, ActorChange, ActorId, ChangeActors, ChangeMovies, Done, Error, Movie, MovieChange,
    MovieId, Permission, Permit, Record, RecordId, Recorded, Result, SeeActors, SeeMovies,
};
use jiff_sqlx::ToSqlx;

/// How many names are offered to choose from.
const MOST_AUTHORS: i64 = 500;

const WANTED: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where (record_type <> 'person' or $2)";
const NEWEST: &str = " order by number desc limit $11";

/// A condition, or, where it is not asked for, one that holds for all: an `or` would keep both databases from the index.
struct Condition {
    asked: &'static str,
    not_asked: &'static str,
}

const BY: Condition = Condition { asked: " and by_name = $3", not_asked: " and cast($3 as text) is null" };
const ACT: Condition =
    Condition { asked: " and substr(kind, length(record_type) + 2) = $4", not_asked: " and cast($4 as text) is null" };
const TYPE: Condition = Condition { asked: " and record_type = $5", not_asked: " and cast($5 as text) is null" };
const ID: Condition = Condition { asked: " and record_id = $6", not_asked: " and cast($6 as bigint) is null" };
// The calls around a column keep SQLite from its index. Without statistics it takes any index for as good as the other, and
// one name tells more changes apart than one of four words.
const ACT_OF_ONE: Condition =
    Condition { asked: " and coalesce(substr(kind, length(record_type) + 2), '') = $4", not_asked: ACT.not_asked };
const TYPE_OF_ONE: Condition = Condition { asked: " and coalesce(record_type, '') = $5", not_asked: TYPE.not_asked };
// Numbers follow commits, and times nearly do. So a day is a stretch of numbers, found by the time and then walked by the
// number: no clock is a day off, hence the day between. By the index of the time the whole stretch would have to be sorted.
const FROM: Condition = Condition {
    asked: " and coalesce(at, at) >= $7
        and number > coalesce((select number from changes where at < $8 order by at desc, number desc limit 1), 0)",
    not_asked: " and cast($7 as timestamptz) is null and cast($8 as timestamptz) is null",
};
// A change that is dated after now says nothing about when those around it were made. One bound: of two, SQLite walks from
// either.
const TO: Condition = Condition {
    asked:
        " and coalesce(at, at) < $9
        and number < (select case when next < $1 then next else $1 end from (select coalesce(
            (select number from changes where at >= $10 and at <= $12 order by at, number limit 1), $1) as next) bound)",
    not_asked: " and number < $1 and cast($9 as timestamptz) is null and cast($10 as timestamptz) is null
        and cast($12 as timestamptz) is not null",
};

impl Condition {
    fn when(&self, asked: bool) -> &'static str {
        if asked { self.asked } else { self.not_asked }
    }
}

/// From name to name by the index, for a log is long and few write it.
const AUTHORS: &str = "
    with recursive authors (name) as (
        select (select by_name from changes where record_type <> 'person' or $1 order by by_name limit 1)
        union all
        select (
            select by_name from changes
            where by_name > authors.name and (record_type <> 'person' or $1) order by by_name limit 1
        ) from authors where authors.name is not null
    )
    select name from authors where name is not null and name <> '' limit $2";

/// What happened to a record and to the castings it is part of.
macro_rules! history_with {
    ($of_castings:literal) => {
        concat!(
            "select number, at, by_id, by_name, kind, before, after from changes
            where record_type = $1 and record_id = $2 and number < $3
            union all
            select number, at, by_id, by_name, kind, before, after from changes
            where record_type = 'casting' and record_id in (select id from castings where ",
            $of_castings,
            ") and number < $3 order by number desc limit $4"
        )
    };
}

const OF_ACTOR: &str = history_with!("actor_id = $2");
const OF_MOVIE: &str = history_with!("movie_id = $2");
const OF_ANY: &str = history_with!("id is null");

const VERSION: &str = "
    select number, at, by_id, by_name, kind, before, after from changes
    where record_type = $1 and record_id = $2 and number = $3";

type SeeAll = (Permit<SeeActors>, Permit<SeeMovies>);

impl Agency {
    /// A stretch of the log, the newest first. Changes to people are told to whoever manages people.
    pub async fn activity(&self, by: SeeAll, list: &ActivityList) -> Result<Activity> {
        let ActivityList { filter, before, size } = list;
        // Of one record the kind is half the name.
        let (act, record_type) = match (&filter.by, filter.id) {
            (Some(_), None) => (ACT_OF_ONE, TYPE_OF_ONE),
            (_, Some(_)) => (ACT_OF_ONE, TYPE),
            (None, None) => (ACT, TYPE),
        };
        let conditions = [
            WANTED,
            BY.when(filter.by.is_some()),
            act.when(filter.act.is_some()),
            record_type.when(filter.record_type.is_some()),
            ID.when(filter.id.is_some()),
            FROM.when(filter.from.is_some()),
            TO.when(filter.to.is_some()),
            NEWEST,
        ];
        let midnight = |day| Midnight::of(day, self.zone());
        let rows: Vec<Row> = ask!(
            &self.db,
            // Planned for these values each time: a plan that is kept for all of them tells no rare name from a common one.
            sqlx::query_as(statement(&conditions))
                .persistent(false)
                .bind(before.unwrap_or(i64::MAX))
                .bind(sees_people(&by))
                .bind(&filter.by)
                .bind(filter.act.map(domain::Act::word))
                .bind(filter.record_type.map(domain::RecordType::word))
                .bind(filter.id)
                .bind(filter.from.map(midnight))
                .bind(filter.from.map(|day| midnight(day.plus(-1))))
                .bind(filter.to.map(|day| midnight(day.plus(1))))
                .bind(filter.to.map(|day| midnight(day.plus(2))))
                .bind(size.saturating_add(1))
                .bind(self.now().to_sqlx()),
            fetch_all
        )?;
        Ok(Activity::new(read(rows)?, *size))
    }

    /// The names of whoever made a change that [`Agency::activity`] tells, in order.
    pub async fn authors(&self, by: SeeAll) -> Result<Vec<String>> {
        let people = sees_people(&by);
        let mut names: Vec<String> =
            ask!(&self.db, sqlx::query_scalar(AUTHORS).bind(people).bind(MOST_AUTHORS), fetch_all)?;
        names.sort_unstable_by_key(|name| domain::folded(name));
        Ok(names)
    }

    /// What happened to a record and to the castings it is part of, the newest first, before this number. Refuses a record
    /// that there never was.
    pub async fn history(&self, by: SeeAll, record: RecordId, before: Option<i64>, size: i64) -> Result<Activity> {
        if matches!(record, RecordId::Person(_)) && !sees_people(&by) {
            return Err(Error::NotAllowed(Permission::ManagePeople));
        }
        let history = match record {
            RecordId::Actor(_) => OF_ACTOR,
            RecordId::Movie(_) => OF_MOVIE,
            RecordId::Casting(_) | RecordId::Person(_) => OF_ANY,
        };
        let rows: Vec<Row> = ask!(
            &self.db,
            sqlx::query_as(history)
                .bind(record.kind())
                .bind(record.number())
                .bind(before.unwrap_or(i64::MAX))
                .bind(size.saturating_add(1)),
            fetch_all
        )?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(Activity::new(read(rows)?, size))
    }

    /// The actor as this change left them. Refuses a change of something else.
    pub async fn actor_version(&self, _by: Permit<SeeActors>, id: ActorId, number: i64) -> Result<Actor> {
        match self.version(RecordId::Actor(id), number).await? {
            Record::Actor(actor) => Ok(actor),
            _ => Err(Error::NotFound),
        }
    }

    /// The movie as this change left it. Refuses a change of something else.
    pub async fn movie_version(&self, _by: Permit<SeeMovies>, id: MovieId, number: i64) -> Result<Movie> {
        match self.version(RecordId::Movie(id), number).await? {
            Record::Movie(movie) => Ok(movie),
            _ => Err(Error::NotFound),
        }
    }

    /// Makes an actor say again what this change left them saying: a change like any other. Refuses a change of something
    /// else, and the name and age that another has by now.
    pub async fn restore_actor_version(
        &self,
        by: Permit<ChangeActors>,
        id: ActorId,
        number: i64,
    ) -> Result<Done<Actor>> {
        let Record::Actor(version) = self.version(RecordId::Actor(id), number).await? else {
            return Err(Error::NotFound);
        };
        let change = ActorChange::back_to(&version);
        self.change_actor(by, id, change).await.map_err(|error| taken(error, &version.name, version.age))
    }

    /// As [`Agency::restore_actor_version`].
    pub async fn restore_movie_version(
        &self,
        by: Permit<ChangeMovies>,
        id: MovieId,
        number: i64,
    ) -> Result<Done<Movie>> {
        let Record::Movie(version) = self.version(RecordId::Movie(id), number).await? else {
            return Err(Error::NotFound);
        };
        let change = MovieChange::back_to(&version);
        self.change_movie(by, id, change).await.map_err(|error| taken(error, &version.title, version.release_year))
    }

    /// The record as this change of it left it.
    async fn version(&self, record: RecordId, number: i64) -> Result<Record> {
        let row: Option<Row> = ask!(
            &self.db,
            sqlx::query_as(VERSION).bind(record.kind()).bind(record.number()).bind(number),
            fetch_optional
        )?;
        Ok(Recorded::try_from(row.ok_or(Error::NotFound)?)?.change.after())
    }
}

fn sees_people(by: &SeeAll) -> bool {
    by.0.caller().may(Permission::ManagePeople)
}

fn read(rows: Vec<Row>) -> Result<Vec<Recorded>> {
    rows.into_iter().map(Recorded::try_from).collect()
}

/// Another record is by now what this one was: said to people in words, and with the way out.
pub(crate) fn taken(error: Error, name: &str, number: i32) -> Error {
    match error {
        Error::AlreadyThere(_) => Error::Conflict(words::another_by_now(name, &number.to_string())),
        other => other,
    }
}
