//! Castings: who plays whom, and their operations.

use crate::{Agency, agency::Work};
use domain::{
    ActorId, AddCastings, Casting, CastingId, Change, DeleteCastings, Error, MovieId, NewCasting, Permit, RecordId,
    Result, SeeActors, SeeMovies, folded,
};
use jiff_sqlx::ToSqlx;

/// A casting is there while it, its movie and its actor are.
macro_rules! castings_where {
    ($condition:literal) => {
        concat!(
            "select castings.id, movie_id, movies.title, actor_id, actors.name, character, castings.version
            from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
            where movies.deleted_at is null and actors.deleted_at is null and ",
            $condition
        )
    };
}

const COUNT: &str = "
    select count(*) from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    where castings.deleted_at is null and movies.deleted_at is null and actors.deleted_at is null";
const CAST: &str = castings_where!("castings.deleted_at is null and movie_id = $1 order by castings.id");
const ROLES: &str = castings_where!("castings.deleted_at is null and actor_id = $1 order by castings.id");
const ONE: &str = castings_where!("castings.deleted_at is null and castings.id = $1");
const DELETED: &str = castings_where!("castings.deleted_at is not null and castings.id = $1");
const SAME: &str = castings_where!(
    "castings.deleted_at is null and movie_id = $1 and actor_id = $2 and character_key = $3 and castings.id <> $4"
);
const ADD: &str = "
    insert into castings (movie_id, actor_id, character, character_key) values ($1, $2, $3, $4)
    on conflict do nothing returning id";
const DELETE: &str = "update castings set deleted_at = $2, version = version + 1 where id = $1";
const RESTORE: &str = "update castings set deleted_at = null, version = version + 1 where id = $1";

impl Agency {
    /// Who plays whom in a movie, in the order they were cast.
    pub async fn cast(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>), movie: MovieId) -> Result<Vec<Casting>> {
        Ok(ask!(&self.db, sqlx::query_as(CAST).bind(movie), fetch_all)?)
    }

    /// Whom an actor plays, and where, in the order they were cast.
    pub async fn castings_of(
        &self,
        _by: (Permit<SeeActors>, Permit<SeeMovies>),
        actor: ActorId,
    ) -> Result<Vec<Casting>> {
        Ok(ask!(&self.db, sqlx::query_as(ROLES).bind(actor), fetch_all)?)
    }

    /// A casting that was deleted and can be restored, if this is one.
    pub async fn deleted_casting(
        &self,
        _by: (Permit<SeeActors>, Permit<SeeMovies>),
        id: CastingId,
    ) -> Result<Option<Casting>> {
        Ok(ask!(&self.db, sqlx::query_as(DELETED).bind(id), fetch_optional)?)
    }

    /// Casts an actor in a movie. Refuses a movie or an actor that is not there, and the same casting twice.
    pub async fn add_casting(&self, by: Permit<AddCastings>, new: NewCasting) -> Result<Casting> {
        let facts = new.checked()?;
        let mut work = self.begin(&by).await?;
        work.movie(facts.movie_id).await?;
        work.actor(facts.actor_id).await?;
        let key = folded(&facts.character);
        let same: Option<Casting> = ask!(in &mut work.tx,
            sqlx::query_as(SAME).bind(facts.movie_id).bind(facts.actor_id).bind(&key).bind(CastingId(0)),
            fetch_optional)?;
        if let Some(other) = same {
            return Err(Error::AlreadyThere(Some(other.record_id())));
        }
        let id: Option<CastingId> = ask!(in &mut work.tx,
            sqlx::query_scalar(ADD).bind(facts.movie_id).bind(facts.actor_id).bind(&facts.character).bind(&key),
            fetch_optional)?;
        let casting = work.casting(id.ok_or(Error::AlreadyThere(None))?).await?;
        self.commit(work, [Change::CastingAdded { after: casting.clone() }]).await?;
        Ok(casting)
    }

    /// Takes an actor out of a cast.
    pub async fn delete_casting(&self, by: Permit<DeleteCastings>, id: CastingId) -> Result<Casting> {
        let mut work = self.begin(&by).await?;
        let before = work.casting(id).await?;
        let at = work.at.to_sqlx();
        ask!(in &mut work.tx, sqlx::query(DELETE).bind(id).bind(at), execute)?;
        let after = Casting { version: before.version + 1, ..before.clone() };
        self.commit(work, [Change::CastingDeleted { before, after: after.clone() }]).await?;
        Ok(after)
    }

    /// Takes a delete back. Done twice it changes nothing more. Refuses when the same casting was made since.
    pub async fn restore_casting(&self, by: Permit<DeleteCastings>, id: CastingId) -> Result<Casting> {
        let mut work = self.begin(&by).await?;
        work.tx.hold(RecordId::Casting(id)).await?;
        let deleted: Option<Casting> = ask!(in &mut work.tx, sqlx::query_as(DELETED).bind(id), fetch_optional)?;
        let Some(before) = deleted else { return work.casting(id).await };
        let key = folded(&before.character);
        let same: Option<Casting> = ask!(in &mut work.tx,
            sqlx::query_as(SAME).bind(before.movie_id).bind(before.actor_id).bind(&key).bind(id),
            fetch_optional)?;
        if same.is_some() {
            return Err(Error::Conflict(format!("{} plays {} again by now.", before.name, before.character)));
        }
        ask!(in &mut work.tx, sqlx::query(RESTORE).bind(id), execute)?;
        let after = Casting { version: before.version + 1, ..before.clone() };
        self.commit(work, [Change::CastingRestored { before, after: after.clone() }]).await?;
        Ok(after)
    }

    pub(crate) async fn count_castings(&self) -> Result<i64> {
        Ok(ask!(&self.db, sqlx::query_scalar(COUNT), fetch_one)?)
    }
}

impl Work {
    /// The casting as it is now, held until the end.
    async fn casting(&mut self, id: CastingId) -> Result<Casting> {
        self.tx.hold(RecordId::Casting(id)).await?;
        ask!(in &mut self.tx, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }
}
