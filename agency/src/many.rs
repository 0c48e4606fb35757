//! Many records at once, for a door that would otherwise ask for one after the other.

use crate::{
    Agency,
    castings::{casting_says, castings_where, select_castings},
    db::statement,
};
use domain::{
    Actor, ActorId, Casting, CastingId, Date, Movie, MovieId, Permit, RecordType, Result, SeeActors, SeeMovies,
};
use serde::Serialize;

/// A casting shows an actor and a movie.
type SeeCastings = (Permit<SeeActors>, Permit<SeeMovies>);

const ACTORS: &str = "select id, name, age, gender, version from actors where deleted_at is null and id";
const MOVIES: &str = "
    select id, title, release_date, release_year, genre, expiry_date, version from movies
    where deleted_at is null and id";

const AFTER: &str = select_castings!("castings.deleted_at is null and castings.id > $1 order by castings.id limit $2");
/// Of each of many records so many after a casting. The column that refers to the record stands between the parts.
const OF_EACH: [&str; 3] = [
    concat!(
        "select id, movie_id, title, actor_id, name, character, version from (select ",
        casting_says!(),
        ", row_number() over (partition by "
    ),
    concat!(
        " order by castings.id) as place",
        castings_where!("castings.deleted_at is null and castings.id > $2 and ")
    ),
    ") of_each where place <= $3 order by id",
];
const COUNT_OF_EACH: [&str; 3] =
    ["select ", concat!(", count(*)", castings_where!("castings.deleted_at is null and ")), " group by 1"];
/// Somebody who plays two characters is in one movie.
const COUNT_OTHERS: [&str; 4] =
    ["select ", ", count(distinct ", concat!(")", castings_where!("castings.deleted_at is null and ")), " group by 1"];
const ADDED: &str = "select record_id, at from changes where record_type = $2 and kind = $3 and record_id";

impl Agency {
    /// Those of these actors that are there, in no order.
    pub async fn these_actors(&self, _by: Permit<SeeActors>, ids: &[ActorId]) -> Result<Vec<Actor>> {
        let statement = statement(&[ACTORS, self.db.is_listed()]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(ids)), fetch_all)?)
    }

    /// Those of these movies that are there, in no order.
    pub async fn these_movies(&self, _by: Permit<SeeMovies>, ids: &[MovieId]) -> Result<Vec<Movie>> {
        let statement = statement(&[MOVIES, self.db.is_listed()]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(ids)), fetch_all)?)
    }

    /// Who plays whom: so many after this casting, in the order they were cast.
    pub async fn castings_after(&self, _by: SeeCastings, after: CastingId, size: i64) -> Result<Vec<Casting>> {
        Ok(ask!(&self.db, sqlx::query_as(AFTER).bind(after).bind(size), fetch_all)?)
    }

    /// How many castings there are.
    pub async fn total_castings(&self, _by: SeeCastings) -> Result<i64> {
        Ok(self.db.shown(RecordType::Casting).await?)
    }

    /// Who plays whom in each of these movies: so many of each after this casting, in the order they were cast.
    pub async fn casts(
        &self,
        _by: SeeCastings,
        movies: &[MovieId],
        after: CastingId,
        size: i64,
    ) -> Result<Vec<Casting>> {
        self.of_each("movie_id", list(movies), after, size).await
    }

    /// Whom each of these actors plays, and where: so many of each after this casting, in the order they were cast.
    pub async fn castings_of_each(
        &self,
        _by: SeeCastings,
        actors: &[ActorId],
        after: CastingId,
        size: i64,
    ) -> Result<Vec<Casting>> {
        self.of_each("actor_id", list(actors), after, size).await
    }

    /// How many castings each of these movies has. A movie without any is left out.
    pub async fn count_casts(&self, _by: SeeCastings, movies: &[MovieId]) -> Result<Vec<(MovieId, i64)>> {
        let [head, condition, tail] = COUNT_OF_EACH;
        let statement = statement(&[head, "movie_id", condition, "movie_id", self.db.is_listed(), tail]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(movies)), fetch_all)?)
    }

    /// How many castings each of these actors has. An actor without any is left out.
    pub async fn count_castings_of_each(&self, _by: SeeCastings, actors: &[ActorId]) -> Result<Vec<(ActorId, i64)>> {
        let [head, condition, tail] = COUNT_OF_EACH;
        let statement = statement(&[head, "actor_id", condition, "actor_id", self.db.is_listed(), tail]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(actors)), fetch_all)?)
    }

    /// In how many movies each of these actors is cast. An actor who is in none is left out.
    pub async fn count_movies_of_each(&self, _by: SeeCastings, actors: &[ActorId]) -> Result<Vec<(ActorId, i64)>> {
        let [head, others, condition, tail] = COUNT_OTHERS;
        let statement =
            statement(&[head, "actor_id", others, "movie_id", condition, "actor_id", self.db.is_listed(), tail]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(actors)), fetch_all)?)
    }

    /// How many actors are cast in each of these movies. A movie without any is left out.
    pub async fn count_actors_of_each(&self, _by: SeeCastings, movies: &[MovieId]) -> Result<Vec<(MovieId, i64)>> {
        let [head, others, condition, tail] = COUNT_OTHERS;
        let statement =
            statement(&[head, "movie_id", others, "actor_id", condition, "movie_id", self.db.is_listed(), tail]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(list(movies)), fetch_all)?)
    }

    /// The day each of these actors was added.
    pub async fn actors_added(&self, _by: Permit<SeeActors>, actors: &[ActorId]) -> Result<Vec<(ActorId, Date)>> {
        let added = self.added("actor", "actor_added", list(actors)).await?;
        Ok(added.into_iter().map(|(id, at)| (ActorId(id), Date::of(at.to_jiff(), self.zone()))).collect())
    }

    /// The day each of these movies was added.
    pub async fn movies_added(&self, _by: Permit<SeeMovies>, movies: &[MovieId]) -> Result<Vec<(MovieId, Date)>> {
        let added = self.added("movie", "movie_added", list(movies)).await?;
        Ok(added.into_iter().map(|(id, at)| (MovieId(id), Date::of(at.to_jiff(), self.zone()))).collect())
    }

    async fn added(
        &self,
        record_type: &'static str,
        kind: &'static str,
        records: String,
    ) -> Result<Vec<(i64, jiff_sqlx::Timestamp)>> {
        let statement = statement(&[ADDED, self.db.is_listed()]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(records).bind(record_type).bind(kind), fetch_all)?)
    }

    async fn of_each(
        &self,
        column: &'static str,
        records: String,
        after: CastingId,
        size: i64,
    ) -> Result<Vec<Casting>> {
        let [head, condition, tail] = OF_EACH;
        let statement = statement(&[head, column, condition, column, self.db.is_listed(), tail]);
        Ok(ask!(&self.db, sqlx::query_as(statement).bind(records).bind(after).bind(size), fetch_all)?)
    }
}

/// Many ids as one parameter.
fn list<Id: Serialize>(ids: &[Id]) -> String {
    serde_json::to_string(ids).expect("ids are numbers")
}
