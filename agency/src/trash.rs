//! The trash: what was deleted and can be restored, until it is removed for good.

use crate::{
    Agency,
    agency::Work,
    db::{Turn, statement},
};
use domain::{
    Actor, Caller, Casting, CastingId, Change, EmptyTrash, Error, Movie, Page, Paging, Permit, RecordId, Result, Role,
    SeeActors, SeeMovies, SignedIn, Total, Trash, Trashed, in_words,
};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

/// How many records are removed in one transaction: other writers get their turn in between.
const BATCH: usize = 100;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What was deleted itself, with the change that did it: nothing happened to the record since.
const TRASH: &str = "
    (select 'actor' as kind, actors.id, actors.version, name, cast(age as text) as detail, cast(null as text) as title,
        deleted_at, number, by_name
    from actors
    left join changes on record_type = 'actor' and record_id = actors.id and changes.version = actors.version
    where deleted_at is not null
    union all
    select 'movie', movies.id, movies.version, title, cast(release_year as text), null, deleted_at, number, by_name
    from movies
    left join changes on record_type = 'movie' and record_id = movies.id and changes.version = movies.version
    where deleted_at is not null
    union all
    select 'casting', castings.id, castings.version, actors.name, character, movies.title, castings.deleted_at, number,
        by_name
    from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    left join changes on record_type = 'casting' and record_id = castings.id and changes.version = castings.version
    where castings.deleted_at is not null) trash";
/// The castings are counted for one page only.
const LIST: [&str; 3] = [
    "select kind, id, name, detail, title, deleted_at, by_name, case kind
        when 'actor' then (select count(*) from castings join movies on movies.id = movie_id
            where actor_id = page.id and castings.deleted_at is null and movies.deleted_at is null)
        when 'movie' then (select count(*) from castings join actors on actors.id = actor_id
            where movie_id = page.id and castings.deleted_at is null and actors.deleted_at is null)
        else 0 end as castings
    from (select * from ",
    TRASH,
    " order by number desc nulls last, kind, id limit $1 offset $2) page order by number desc nulls last, kind, id",
];
const COUNT: [&str; 2] = ["select count(*), coalesce(max(number), 0) from ", TRASH];
const HIDDEN: &str = "
    select count(*) from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    where castings.deleted_at is null and (movies.deleted_at is not null or actors.deleted_at is not null)";
const DUE: [&str; 3] = [
    "select kind, id, version from ",
    TRASH,
    " where coalesce(number, 0) <= $1 and deleted_at <= $2 order by coalesce(number, 0), kind, id",
];

const ACTOR: &str = "
    select id, name, age, gender, version from actors where id = $1 and version = $2 and deleted_at is not null";
const MOVIE: &str = "
    select id, title, release_date, release_year, genre, expiry_date, version from movies
    where id = $1 and version = $2 and deleted_at is not null";
const CASTING_DUE: &str = "select id from castings where id = $1 and version = $2 and deleted_at is not null";
const CASTINGS_OF_ACTOR: &str = "select id from castings where actor_id = $1 order by id";
const CASTINGS_OF_MOVIE: &str = "select id from castings where movie_id = $1 order by id";
const CASTING: &str = "
    select castings.id, movie_id, movies.title, actor_id, actors.name, character, castings.version
    from castings join movies on movies.id = movie_id join actors on actors.id = actor_id where castings.id = $1";
const REMOVE_ACTOR: &str = "delete from actors where id = $1";
const REMOVE_MOVIE: &str = "delete from movies where id = $1";
const REMOVE_CASTING: &str = "delete from castings where id = $1";

impl Agency {
    /// The same agency, which keeps what was deleted for so many days; for 0, until somebody empties the trash.
    pub fn keeping_trash(mut self, days: u16) -> Self {
        self.trash_days = days;
        self
    }

    /// One page of the trash, the latest first. Refuses a page past the end.
    pub async fn trash(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>), paging: Paging) -> Result<Trash> {
        let (total, latest) = ask!(&self.db, sqlx::query_as(statement(&COUNT)), fetch_one)?;
        let castings = ask!(&self.db, sqlx::query_scalar(HIDDEN), fetch_one)?;
        let rows: Vec<Row> =
            ask!(&self.db, sqlx::query_as(statement(&LIST)).bind(paging.reach()).bind(paging.offset()), fetch_all)?;
        let rows = rows.into_iter().filter_map(|row| self.trashed(row)).collect();
        Ok(Trash { page: Page::new(rows, Total::exact(total), paging)?, castings, latest, days: self.trash_days })
    }

    /// Restores these records in one go, each with the permission it needs by itself. Those that cannot be restored are
    /// left, and answered with why; the others are restored.
    pub async fn restore(&self, by: &SignedIn, records: &[RecordId]) -> Result<Vec<(RecordId, Error)>> {
        let mut work = self.begin_for(by.caller()).await?;
        work.tx.take_turn(Turn::Several).await?;
        let (mut changes, mut refused) = (Vec::new(), Vec::new());
        // Castings last: one can only be restored into a movie that is there.
        for record in work.hold_all(records.to_vec()).await? {
            match work.restore(record).await {
                Ok(change) => changes.extend(change),
                // The transaction is lost, and with it all of them.
                Err(error @ (Error::Internal | Error::Unavailable | Error::AlreadyThere(_))) => return Err(error),
                Err(error) => refused.push((record, error)),
            }
        }
        self.commit(work, changes).await?;
        Ok(refused)
    }

    /// Removes for good what was in the trash when this was the latest change that had put something there, castings
    /// included. Answers how many records that were.
    pub async fn empty_trash(&self, by: Permit<EmptyTrash>, latest: i64) -> Result<usize> {
        self.remove_trash(by.caller(), latest, Timestamp::MAX).await
    }

    /// Removes for good what has been in the trash for as long as it is kept there. Answers how many records that were.
    pub async fn empty_old_trash(&self) -> Result<usize> {
        if self.trash_days == 0 {
            return Ok(0);
        }
        let by = Caller::program("Casting Agency", Role::ExecutiveProducer);
        self.remove_trash(&by, i64::MAX, self.now() - self.kept()).await
    }

    async fn remove_trash(&self, by: &Caller, latest: i64, before: Timestamp) -> Result<usize> {
        let due: Vec<Due> =
            ask!(&self.db, sqlx::query_as(statement(&DUE)).bind(latest).bind(before.to_sqlx()), fetch_all)?;
        let mut removed = 0;
        for batch in due.chunks(BATCH) {
            let mut work = self.begin_for(by).await?;
            work.tx.take_turn(Turn::Several).await?;
            let mut changes = Vec::new();
            for due in batch {
                work.remove(due, &mut changes).await?;
            }
            removed += changes.len();
            if !changes.is_empty() {
                self.commit(work, changes).await?;
            }
        }
        Ok(removed)
    }

    fn kept(&self) -> SignedDuration {
        DAY * i32::from(self.trash_days)
    }

    /// A row in words.
    fn trashed(&self, row: Row) -> Option<Trashed> {
        let Row { kind, id, name, detail, title, deleted_at, by_name, castings } = row;
        let record = RecordId::of(&kind, id)?;
        let rest = match (record, title) {
            (RecordId::Movie(_), _) => words::rest_of_movie(&detail),
            (_, Some(title)) => words::rest_of_casting(&detail, &title),
            _ => words::rest_of_actor(&detail),
        };
        let deleted_at = deleted_at.to_jiff();
        let left = (deleted_at + self.kept()).duration_since(self.now());
        let days = left.as_secs().max(0).saturating_add(DAY.as_secs() - 1) / DAY.as_secs();
        let days_left = (self.trash_days > 0).then_some(days);
        let by = by_name.unwrap_or_default();
        Some(Trashed { record, name, rest, by, when: in_words(deleted_at, self.zone()), castings, days_left })
    }
}

impl Work {
    /// Takes the mark of one record back, with the permission it needs by itself.
    pub(crate) async fn restore(&mut self, record: RecordId) -> Result<Option<Change>> {
        let by = self.by.clone();
        Ok(match record {
            RecordId::Actor(id) => self.restore_actor(&by.permit()?, id).await?.1,
            RecordId::Movie(id) => self.restore_movie(&by.permit()?, id).await?.1,
            RecordId::Casting(id) => self.restore_casting(&by.permit()?, id).await?.1,
            RecordId::Person(_) => return Err(Error::NotFound), // nobody is deleted
        })
    }

    /// Removes this record for good, if it is still in the trash as it was when it was looked for, and the castings that
    /// refer to it.
    async fn remove(&mut self, due: &Due, changes: &mut Vec<Change>) -> Result<()> {
        let (id, version) = (due.id, due.version);
        let Some(record) = RecordId::of(&due.kind, id) else { return Ok(()) };
        self.tx.hold(record).await?;
        match record {
            RecordId::Actor(_) => {
                let actor = ask!(in &mut self.tx, sqlx::query_as(ACTOR).bind(id).bind(version), fetch_optional)?;
                let Some(before): Option<Actor> = actor else { return Ok(()) };
                self.remove_castings(CASTINGS_OF_ACTOR, id, changes).await?;
                ask!(in &mut self.tx, sqlx::query(REMOVE_ACTOR).bind(id), execute)?;
                let after = Actor { version: version + 1, ..before.clone() };
                changes.push(Change::ActorRemoved { before, after });
            }
            RecordId::Movie(_) => {
                let movie = ask!(in &mut self.tx, sqlx::query_as(MOVIE).bind(id).bind(version), fetch_optional)?;
                let Some(before): Option<Movie> = movie else { return Ok(()) };
                self.remove_castings(CASTINGS_OF_MOVIE, id, changes).await?;
                ask!(in &mut self.tx, sqlx::query(REMOVE_MOVIE).bind(id), execute)?;
                let after = Movie { version: version + 1, ..before.clone() };
                changes.push(Change::MovieRemoved { before, after });
            }
            RecordId::Casting(_) => {
                let due: Option<CastingId> =
                    ask!(in &mut self.tx, sqlx::query_scalar(CASTING_DUE).bind(id).bind(version), fetch_optional)?;
                if let Some(id) = due {
                    self.remove_casting(id, changes).await?;
                }
            }
            RecordId::Person(_) => {} // nobody is deleted
        }
        Ok(())
    }

    async fn remove_castings(&mut self, of: &'static str, id: i64, changes: &mut Vec<Change>) -> Result<()> {
        let castings: Vec<CastingId> = ask!(in &mut self.tx, sqlx::query_scalar(of).bind(id), fetch_all)?;
        for casting in castings {
            self.tx.hold(RecordId::Casting(casting)).await?;
            self.remove_casting(casting, changes).await?;
        }
        Ok(())
    }

    async fn remove_casting(&mut self, id: CastingId, changes: &mut Vec<Change>) -> Result<()> {
        let before: Casting = ask!(in &mut self.tx, sqlx::query_as(CASTING).bind(id), fetch_one)?;
        ask!(in &mut self.tx, sqlx::query(REMOVE_CASTING).bind(id), execute)?;
        let after = Casting { version: before.version + 1, ..before.clone() };
        changes.push(Change::CastingRemoved { before, after });
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    id: i64,
    name: String,
    detail: String,
    title: Option<String>,
    deleted_at: jiff_sqlx::Timestamp,
    by_name: Option<String>,
    castings: i64,
}

#[derive(sqlx::FromRow)]
struct Due {
    kind: String,
    id: i64,
    version: i64,
}
