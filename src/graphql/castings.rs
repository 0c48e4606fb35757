//! Who plays whom.

use super::{
    actors::Actor,
    asker::asker,
    given::{Fields, terms},
    movies::Movie,
    page::{All, DEFAULT_FIRST, Length, id, listed, row_before, shown, size},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result, connection::Connection};
use domain::{AddCastings, CastingId, ChangeCastings, DeleteCastings, Terms};

pub struct Casting(pub domain::Casting);

/// One actor playing one character in one movie.
#[Object]
impl Casting {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn character(&self) -> &str {
        &self.0.character
    }

    /// Counts the changes to this record, from 1.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Who plays; null where they were deleted meanwhile.
    async fn actor(&self, context: &Context<'_>) -> Result<Option<Actor>> {
        Ok(asker(context).load(self.0.actor_id).await?.map(Actor))
    }

    /// In which movie; null where it was deleted meanwhile.
    async fn movie(&self, context: &Context<'_>) -> Result<Option<Movie>> {
        Ok(asker(context).load(self.0.movie_id).await?.map(Movie))
    }
}

pub type Castings = Connection<String, Casting, Length>;

/// A list of castings in the order they were cast, read by `rows`: so many after one.
pub async fn castings(
    first: i64,
    after: Option<&str>,
    all: All,
    rows: impl AsyncFnOnce(CastingId, i64) -> domain::Result<Vec<domain::Casting>>,
) -> Result<Option<Castings>> {
    let (size, before) = (size(first)?, CastingId(row_before(after)?));
    let rows = rows(before, size + 1).await?;
    Ok(Some(listed(rows, size, after.is_some(), Length::of(all), |casting| shown(&casting.id), Casting)))
}

#[derive(Default)]
pub struct CastingQueries;

#[Object]
impl CastingQueries {
    /// Who plays whom, in the order they were cast.
    async fn castings(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
    ) -> Result<Option<Castings>> {
        let by = asker(context);
        let permits = by.permits()?;
        castings(first, after.as_deref(), All::Castings, async |after, size| {
            by.agency.castings_after(permits, after, size).await
        })
        .await
    }

    /// One casting.
    async fn casting(&self, context: &Context<'_>, id: ID) -> Result<Option<Casting>> {
        let by = asker(context);
        Ok(Some(Casting(by.agency.casting(by.permits()?, self::id(&id)?).await?)))
    }
}

/// An actor to be cast in a movie.
#[derive(InputObject)]
pub struct NewCasting {
    movie_id: ID,
    actor_id: ID,
    character: String,
}

/// What is to be changed. Who plays in what does not change: that is another casting.
#[derive(InputObject)]
pub struct CastingChange {
    character: MaybeUndefined<String>,
}

#[derive(Default)]
pub struct CastingMutations;

#[Object]
impl CastingMutations {
    /// Casts an actor in a movie. Refuses a movie or an actor that is not there, and the same casting twice.
    async fn add_casting(&self, context: &Context<'_>, new: NewCasting) -> Result<Option<Casting>> {
        let by = asker(context);
        let permit = by.permit::<AddCastings>()?;
        let new = Fields::default()
            .with("movie_id", new.movie_id.0)
            .with("actor_id", new.actor_id.0)
            .with("character", new.character);
        Ok(Some(Casting(by.agency.add_casting(permit, new.given(Terms::default())).await?.record)))
    }

    /// Changes whom an actor plays. With a version: only if the casting still is that version.
    async fn change_casting(
        &self,
        context: &Context<'_>,
        id: ID,
        change: CastingChange,
        version: Option<i64>,
    ) -> Result<Option<Casting>> {
        let by = asker(context);
        let permit = by.permit::<ChangeCastings>()?;
        let change = Fields::default().change("character", change.character);
        let done = by.agency.change_casting(permit, self::id(&id)?, change.given(terms(version))).await?;
        Ok(Some(Casting(done.record)))
    }

    /// Takes an actor out of a cast. With a version: only if the casting still is that version.
    async fn delete_casting(&self, context: &Context<'_>, id: ID, version: Option<i64>) -> Result<Option<Casting>> {
        let by = asker(context);
        let permit = by.permit::<DeleteCastings>()?;
        Ok(Some(Casting(by.agency.delete_casting(permit, self::id(&id)?, terms(version)).await?.record)))
    }

    /// Takes a delete back. Refuses when the same casting was made since, and while its movie or its actor is in the
    /// trash.
    async fn restore_casting(&self, context: &Context<'_>, id: ID) -> Result<Option<Casting>> {
        let by = asker(context);
        let permit = by.permit::<DeleteCastings>()?;
        Ok(Some(Casting(by.agency.restore_casting(permit, self::id(&id)?).await?)))
    }
}
