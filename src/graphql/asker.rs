//! Who asks, and how records are read for them: those that are wanted in many places of one answer are read together, so
//! that no field asks the database for each row by itself.

use agency::Agency;
use async_graphql::{
    Context,
    dataloader::{DataLoader, Loader},
};
use domain::{
    Actor, ActorId, Caller, Casting, CastingId, Error, Grants, Movie, MovieId, Permit, Result, SeeActors, SeeMovies,
    SignedIn,
};
use std::{collections::HashMap, hash::Hash};
use tracing::Instrument;

/// Whoever sent one request.
pub struct Asker {
    pub agency: Agency,
    caller: Caller,
    together: DataLoader<Source>,
}

impl Asker {
    pub fn new(agency: Agency, caller: Caller) -> Self {
        let source = Source { agency: agency.clone(), caller: caller.clone() };
        Self { agency, caller, together: DataLoader::new(source, |load| tokio::spawn(load.in_current_span())) }
    }

    pub fn permit<P: Grants>(&self) -> Result<Permit<P>> {
        self.caller.permit()
    }

    /// What a casting shows takes both.
    pub fn permits(&self) -> Result<(Permit<SeeActors>, Permit<SeeMovies>)> {
        permits(&self.caller)
    }

    pub fn signed_in(&self) -> Result<SignedIn> {
        self.caller.signed_in()
    }

    /// What there is under this key, read together with what is wanted beside it.
    pub async fn load<K>(&self, key: K) -> Result<Option<<Source as Loader<K>>::Value>>
    where
        K: Clone + Eq + Hash + Send + Sync + 'static,
        Source: Loader<K, Error = Error>,
    {
        self.together.load_one(key).await
    }
}

/// Whoever asks: the door puts them into every request.
pub fn asker<'a>(context: &Context<'a>) -> &'a Asker {
    context.data_unchecked()
}

/// Where records are read together: one operation for each kind of key.
pub struct Source {
    agency: Agency,
    caller: Caller,
}

/// So many of the castings of a movie or an actor, after this one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CastingsOf<Id> {
    pub record: Id,
    pub after: CastingId,
    pub size: i64,
}

/// How many castings a movie or an actor has.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CountOf<Id>(pub Id);

fn permits(caller: &Caller) -> Result<(Permit<SeeActors>, Permit<SeeMovies>)> {
    Ok((caller.permit()?, caller.permit()?))
}

impl Loader<ActorId> for Source {
    type Value = Actor;
    type Error = Error;

    async fn load(&self, ids: &[ActorId]) -> Result<HashMap<ActorId, Actor>> {
        let actors = self.agency.these_actors(self.caller.permit()?, ids).await?;
        Ok(actors.into_iter().map(|actor| (actor.id, actor)).collect())
    }
}

impl Loader<MovieId> for Source {
    type Value = Movie;
    type Error = Error;

    async fn load(&self, ids: &[MovieId]) -> Result<HashMap<MovieId, Movie>> {
        let movies = self.agency.these_movies(self.caller.permit()?, ids).await?;
        Ok(movies.into_iter().map(|movie| (movie.id, movie)).collect())
    }
}

impl Loader<CastingsOf<MovieId>> for Source {
    type Value = Vec<Casting>;
    type Error = Error;

    async fn load(&self, keys: &[CastingsOf<MovieId>]) -> Result<HashMap<CastingsOf<MovieId>, Vec<Casting>>> {
        let mut found = HashMap::new();
        for ((after, size), movies) in alike(keys) {
            let castings = self.agency.casts(permits(&self.caller)?, &movies, after, size).await?;
            sort_in(&mut found, castings, |casting| CastingsOf { record: casting.movie_id, after, size });
        }
        Ok(found)
    }
}

impl Loader<CastingsOf<ActorId>> for Source {
    type Value = Vec<Casting>;
    type Error = Error;

    async fn load(&self, keys: &[CastingsOf<ActorId>]) -> Result<HashMap<CastingsOf<ActorId>, Vec<Casting>>> {
        let mut found = HashMap::new();
        for ((after, size), actors) in alike(keys) {
            let castings = self.agency.castings_of_each(permits(&self.caller)?, &actors, after, size).await?;
            sort_in(&mut found, castings, |casting| CastingsOf { record: casting.actor_id, after, size });
        }
        Ok(found)
    }
}

impl Loader<CountOf<MovieId>> for Source {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[CountOf<MovieId>]) -> Result<HashMap<CountOf<MovieId>, i64>> {
        let movies: Vec<_> = keys.iter().map(|key| key.0).collect();
        let sizes = self.agency.count_casts(permits(&self.caller)?, &movies).await?;
        Ok(sizes.into_iter().map(|(movie, count)| (CountOf(movie), count)).collect())
    }
}

impl Loader<CountOf<ActorId>> for Source {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[CountOf<ActorId>]) -> Result<HashMap<CountOf<ActorId>, i64>> {
        let actors: Vec<_> = keys.iter().map(|key| key.0).collect();
        let counts = self.agency.count_castings_of_each(permits(&self.caller)?, &actors).await?;
        Ok(counts.into_iter().map(|(actor, count)| (CountOf(actor), count)).collect())
    }
}

/// The records of which the same stretch is wanted. One place of a query wants the same of each of its rows.
fn alike<Id: Copy>(keys: &[CastingsOf<Id>]) -> HashMap<(CastingId, i64), Vec<Id>> {
    let mut alike = HashMap::<_, Vec<Id>>::new();
    for key in keys {
        alike.entry((key.after, key.size)).or_default().push(key.record);
    }
    alike
}

fn sort_in<K: Eq + Hash>(found: &mut HashMap<K, Vec<Casting>>, castings: Vec<Casting>, key: impl Fn(&Casting) -> K) {
    for casting in castings {
        found.entry(key(&casting)).or_default().push(casting);
    }
}
