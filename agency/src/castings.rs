//! Castings: who plays whom, and their operations.

use crate::{
    Agency,
    agency::{Made, Work},
};
use domain::{
    ActorId, AddCastings, Casting, CastingChange, CastingId, Change, ChangeCastings, DeleteCastings, Done, Error,
    Given, MovieId, NewCasting, Page, Paging, Permit, Record, RecordId, RecordType, Result, SeeActors, SeeMovies,
    Terms, Total, folded,
};
use jiff_sqlx::ToSqlx;

/// What a casting says.
macro_rules! casting_says {
    () => {
        "castings.id, movie_id, movies.title, actor_id, actors.name, character, castings.version"
    };
}

/// The castings whose movie and actor are there: a casting is shown while none of the three is marked.
macro_rules! castings_where {
    ($condition:literal) => {
        concat!(
            " from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
            where movies.deleted_at is null and actors.deleted_at is null and ",
            $condition
        )
    };
}

macro_rules! select_castings {
    ($condition:literal) => {
        concat!("select ", casting_says!(), castings_where!($condition))
    };
}
pub(crate) use {casting_says, castings_where, select_castings};

const ALL: &str = select_castings!("castings.deleted_at is null");
const COUNT: &str = concat!("select count(*)", castings_where!("castings.deleted_at is null"));
/// Those of one movie, or of one actor.
const OF_MOVIE: &str = " and movie_id = {}";
const OF_ACTOR: &str = " and actor_id = {}";
const ONE: &str = select_castings!("castings.deleted_at is null and castings.id = $1");
const DELETED: &str = select_castings!("castings.deleted_at is not null and castings.id = $1");
/// What keeps a casting hidden that is in the trash itself.
const HIDDEN_BY: &str = "
    select case when movies.deleted_at is not null then movies.title else actors.name end
    from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    where castings.id = $1 and castings.deleted_at is not null
    and (movies.deleted_at is not null or actors.deleted_at is not null)";
const SAME: &str = select_castings!(
    "castings.deleted_at is null and movie_id = $1 and actor_id = $2 and character_key = $3 and castings.id <> $4"
);
const ADD: &str = "
    insert into castings (movie_id, actor_id, character, character_key) values ($1, $2, $3, $4)
    on conflict do nothing returning id";
const CHANGE: &str = "
    update castings set character = $2, character_key = $3, version = version + 1 where id = $1";
const DELETE: &str = "update castings set deleted_at = $2, version = version + 1 where id = $1";
const RESTORE: &str = "update castings set deleted_at = null, version = version + 1 where id = $1";

impl Agency {
    /// One page of who plays whom, in the order they were cast.
    pub async fn castings(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>), paging: Paging) -> Result<Page<Casting>> {
        let nth = self.db.nth(RecordType::Casting, paging.offset()).await?;
        let mut query = self.db.query(ALL);
        query.with(" and castings.id >= {}", nth.first);
        query.with(" order by castings.id limit {}", paging.reach());
        query.with(" offset {}", nth.rest);
        let rows = ask!(&self.db, bound!(sqlx::query_as, query), fetch_all)?;
        Page::new(rows, Total::exact(nth.shown), paging)
    }

    /// One casting.
    pub async fn casting(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>), id: CastingId) -> Result<Casting> {
        ask!(&self.db, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// One page of who plays whom in a movie, in the order they were cast. Refuses a movie that is not there.
    pub async fn cast(
        &self,
        by: (Permit<SeeActors>, Permit<SeeMovies>),
        movie: MovieId,
        paging: Paging,
    ) -> Result<Page<Casting>> {
        self.movie(by.1, movie).await?;
        self.castings_page((OF_MOVIE, movie.0), paging).await
    }

    /// One page of whom an actor plays, and where, in the order they were cast. Refuses an actor that is not there.
    pub async fn castings_of(
        &self,
        by: (Permit<SeeActors>, Permit<SeeMovies>),
        actor: ActorId,
        paging: Paging,
    ) -> Result<Page<Casting>> {
        self.actor(by.0, actor).await?;
        self.castings_page((OF_ACTOR, actor.0), paging).await
    }

    async fn castings_page(&self, of: (&'static str, i64), paging: Paging) -> Result<Page<Casting>> {
        let mut query = self.db.query(ALL);
        query.with(of.0, of.1);
        query.with(" order by castings.id limit {}", paging.reach());
        query.with(" offset {}", paging.offset());
        let rows = ask!(&self.db, bound!(sqlx::query_as, query), fetch_all)?;
        let mut count = self.db.query(COUNT);
        count.with(of.0, of.1);
        let total = ask!(&self.db, bound!(sqlx::query_scalar, count), fetch_one)?;
        Page::new(rows, Total::exact(total), paging)
    }

    /// Casts an actor in a movie. Refuses a movie or an actor that is not there, and the same casting twice.
    pub async fn add_casting(
        &self,
        by: Permit<AddCastings>,
        new: impl Into<Given<NewCasting>>,
    ) -> Result<Done<Casting>> {
        let new = new.into();
        let facts = new.body()?.checked()?;
        let mut work = self.begin_on(&by, new.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        work.movie(facts.movie_id).await?;
        work.actor(facts.actor_id).await?;
        let key = folded(&facts.character);
        work.no_other_casting(facts.movie_id, facts.actor_id, &key, CastingId(0)).await?;
        let id: Option<CastingId> = ask!(in &mut work.tx,
            sqlx::query_scalar(ADD).bind(facts.movie_id).bind(facts.actor_id).bind(&facts.character).bind(&key),
            fetch_optional)?;
        if id.is_none() {
            // Another writer was quicker by a hair: now it is to be seen.
            work.no_other_casting(facts.movie_id, facts.actor_id, &key, CastingId(0)).await?;
        }
        let casting = work.casting(id.ok_or(Error::AlreadyThere(None))?).await?;
        self.finish(work, casting.clone(), RecordType::Casting, [Change::CastingAdded { after: casting }]).await
    }

    /// Changes whom an actor plays. Refuses a character that this actor plays in that movie already, and a change that
    /// started from an older version. What changes nothing leaves no trace.
    pub async fn change_casting(
        &self,
        by: Permit<ChangeCastings>,
        id: CastingId,
        change: impl Into<Given<CastingChange>>,
    ) -> Result<Done<Casting>> {
        let change = change.into();
        let mut work = self.begin_on(&by, change.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (casting, change) = work.change_casting(&by, id, &change).await?;
        self.finish(work, casting, RecordType::Casting, change).await
    }

    /// Takes an actor out of a cast.
    pub async fn delete_casting(
        &self,
        by: Permit<DeleteCastings>,
        id: CastingId,
        terms: Terms,
    ) -> Result<Done<Casting>> {
        let mut work = self.begin_on(&by, &terms).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (casting, change) = work.delete_casting(&by, id).await?;
        self.finish(work, casting, RecordType::Casting, change).await
    }

    /// Takes a delete back. Done twice it changes nothing more. Refuses when the same casting was made since, and while
    /// its movie or its actor is in the trash.
    pub async fn restore_casting(&self, by: Permit<DeleteCastings>, id: CastingId) -> Result<Casting> {
        let mut work = self.begin(&by).await?;
        let (casting, change) = work.restore_casting(&by, id).await?;
        self.commit(work, change).await?;
        Ok(casting)
    }
}

impl Work {
    /// The casting as it is now, held until the end.
    async fn casting(&mut self, id: CastingId) -> Result<Casting> {
        self.tx.hold(RecordId::Casting(id)).await?;
        ask!(in &mut self.tx, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// [`Agency::change_casting`] within the transaction.
    pub(crate) async fn change_casting(
        &mut self,
        _by: &Permit<ChangeCastings>,
        id: CastingId,
        change: &Given<CastingChange>,
    ) -> Result<Made<Casting>> {
        let before = self.casting(id).await?;
        let yours = |base: &Record| match base {
            Record::Casting(base) => change.body().ok()?.applied(base).map(Record::Casting),
            _ => None,
        };
        self.unmoved(Record::Casting(before.clone()), yours).await?;
        let character = match self.since(before.record_id(), before.version).await? {
            Some((Record::Casting(base), later)) => {
                change.body()?.merged(&base, &before, self.later(&later))?.checked(&before)?
            }
            _ => change.body()?.checked(&before)?,
        };
        let key = folded(&character);
        self.no_other_casting(before.movie_id, before.actor_id, &key, id).await?;
        if character == before.character {
            return Ok((before, None));
        }
        ask!(in &mut self.tx, sqlx::query(CHANGE).bind(id).bind(&character).bind(&key), execute)?;
        let after = Casting { character, version: before.version + 1, ..before.clone() };
        Ok((after.clone(), Some(Change::CastingChanged { before, after })))
    }

    /// [`Agency::delete_casting`] within the transaction.
    pub(crate) async fn delete_casting(
        &mut self,
        _by: &Permit<DeleteCastings>,
        id: CastingId,
    ) -> Result<Made<Casting>> {
        let before = self.casting(id).await?;
        self.unmoved(Record::Casting(before.clone()), |_| None).await?;
        let at = self.at.to_sqlx();
        ask!(in &mut self.tx, sqlx::query(DELETE).bind(id).bind(at), execute)?;
        let after = Casting { version: before.version + 1, ..before.clone() };
        Ok((after.clone(), Some(Change::CastingDeleted { before, after })))
    }

    /// [`Agency::restore_casting`] within the transaction.
    pub(crate) async fn restore_casting(
        &mut self,
        _by: &Permit<DeleteCastings>,
        id: CastingId,
    ) -> Result<Made<Casting>> {
        self.tx.hold(RecordId::Casting(id)).await?;
        let deleted: Option<Casting> = ask!(in &mut self.tx, sqlx::query_as(DELETED).bind(id), fetch_optional)?;
        let Some(before) = deleted else {
            let hidden: Option<String> = ask!(in &mut self.tx, sqlx::query_scalar(HIDDEN_BY).bind(id), fetch_optional)?;
            return match hidden {
                Some(name) => Err(Error::Conflict(words::also_in_trash(&name))),
                None => Ok((self.casting(id).await?, None)),
            };
        };
        let key = folded(&before.character);
        self.no_other_casting(before.movie_id, before.actor_id, &key, id)
            .await
            .map_err(|error| cast_again(error, &before))?;
        ask!(in &mut self.tx, sqlx::query(RESTORE).bind(id), execute)?;
        let after = Casting { version: before.version + 1, ..before.clone() };
        Ok((after.clone(), Some(Change::CastingRestored { before, after })))
    }

    async fn no_other_casting(&mut self, movie: MovieId, actor: ActorId, key: &str, id: CastingId) -> Result<()> {
        let same: Option<Casting> = ask!(in &mut self.tx,
            sqlx::query_as(SAME).bind(movie).bind(actor).bind(key).bind(id),
            fetch_optional)?;
        same.map_or(Ok(()), |other| Err(Error::AlreadyThere(Some(other.record_id()))))
    }
}

/// Somebody was cast the same way again by now: said to people in words.
pub(crate) fn cast_again(error: Error, casting: &Casting) -> Error {
    match error {
        Error::AlreadyThere(_) => Error::Conflict(words::plays_again(&casting.name, &casting.character)),
        other => other,
    }
}
