//! Movies.

use super::{
    asker::{CastingsOf, asker},
    castings::{Castings, castings},
    given::{Date, Fields, terms},
    page::{All, DEFAULT_FIRST, Length, hidden, id, listed, shown, size},
    sort::Direction,
};
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result, connection::Connection};
use domain::{AddMovies, ChangeMovies, Cursor, DeleteMovies, MovieFilter, Order, SeeMovies, Stretch, Terms};

pub struct Movie(pub domain::Movie);

/// A movie the agency casts.
#[Object]
impl Movie {
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The day of release, where it is known.
    async fn release_date(&self) -> Option<Date> {
        self.0.release_date.map(Date::from)
    }

    /// Always known; follows the release date where there is one.
    async fn release_year(&self) -> i32 {
        self.0.release_year
    }

    async fn genre(&self) -> Option<&str> {
        self.0.genre.as_deref()
    }

    /// The day the rights end; null is never.
    async fn expiry_date(&self) -> Option<Date> {
        self.0.expiry_date.map(Date::from)
    }

    /// Counts the changes to this record, from 1.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Who plays whom.
    async fn cast(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
    ) -> Result<Option<Castings>> {
        let by = asker(context);
        by.permits()?;
        let all = All::Cast(self.0.id);
        let of = |after, size| by.load(CastingsOf { record: self.0.id, after, size });
        castings(first, after.as_deref(), all, async |after, size| Ok(of(after, size).await?.unwrap_or_default())).await
    }
}

pub type Movies = Connection<String, Movie, Length>;

/// What the movies of a list have in common.
#[derive(Default, InputObject)]
#[graphql(name = "MovieFilter")]
pub struct WantedMovies {
    /// A text the title or the genre contains, without regard to case or accents.
    q: Option<String>,
    /// A text the title contains.
    title: Option<String>,
    /// The whole genre.
    genre: Option<String>,
    /// A text the genre contains.
    genre_contains: Option<String>,
    released_from: Option<Date>,
    released_to: Option<Date>,
    year_from: Option<i32>,
    year_to: Option<i32>,
    expires_from: Option<Date>,
    expires_to: Option<Date>,
    /// At the most so many parts cast.
    parts_max: Option<i32>,
}

impl WantedMovies {
    fn read(self) -> domain::Result<MovieFilter> {
        let fields = Fields::default()
            .with("q", self.q)
            .with("title", self.title)
            .with("genre", self.genre)
            .with("genre_contains", self.genre_contains)
            .with("released_from", self.released_from)
            .with("released_to", self.released_to)
            .with("year_from", self.year_from)
            .with("year_to", self.year_to)
            .with("expires_from", self.expires_from)
            .with("expires_to", self.expires_to)
            .with("parts_max", self.parts_max);
        MovieFilter::read(|name| fields.asked(name))
    }
}

/// What movies can be sorted by.
#[derive(Clone, Copy, Enum, PartialEq, Eq)]
#[graphql(remote = "domain::MovieKey")]
pub enum MovieKey {
    Id,
    Title,
    ReleaseDate,
    ReleaseYear,
    Genre,
    ExpiryDate,
}

#[derive(InputObject)]
pub struct MovieSort {
    key: MovieKey,
    #[graphql(default)]
    direction: Direction,
}

#[derive(Default)]
pub struct MovieQueries;

#[Object]
impl MovieQueries {
    /// The movies that are wanted, in the order that is asked for and then of their ids.
    async fn movies(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "DEFAULT_FIRST")] first: i64,
        after: Option<String>,
        filter: Option<WantedMovies>,
        sort: Option<Vec<MovieSort>>,
    ) -> Result<Option<Movies>> {
        let by = asker(context);
        let permit = by.permit::<SeeMovies>()?;
        let (filter, size) = (filter.unwrap_or_default().read()?, size(first)?);
        let order = Order(sort.into_iter().flatten().map(|sort| (sort.key.into(), sort.direction.into())).collect());
        let cursor = after.map(|after| Cursor::read(&hidden(&after)?, &order)).transpose()?;
        let begun = cursor.is_some();
        let movies = by.agency.search_movies(&permit, &filter, &order, &Stretch::after(cursor, size + 1)).await?;
        let length = Length::of(All::Movies(filter));
        Ok(Some(listed(movies, size, begun, length, |movie| shown(&Cursor::of(movie, &order)), Movie)))
    }

    /// One movie.
    async fn movie(&self, context: &Context<'_>, id: ID) -> Result<Option<Movie>> {
        let by = asker(context);
        Ok(Some(Movie(by.agency.movie(by.permit()?, self::id(&id)?).await?)))
    }
}

/// A new movie: with a release date, or with a release year where the day is not known.
#[derive(InputObject)]
pub struct NewMovie {
    title: String,
    release_date: Option<Date>,
    /// Read only when there is no release date.
    release_year: Option<i32>,
    genre: Option<String>,
    /// The day the rights end; without it, never.
    expiry_date: Option<Date>,
}

/// What is to be changed: what is not sent stays, null takes a value away.
#[derive(InputObject)]
pub struct MovieChange {
    title: MaybeUndefined<String>,
    /// Null only together with a release year.
    release_date: MaybeUndefined<Date>,
    release_year: MaybeUndefined<i32>,
    genre: MaybeUndefined<String>,
    expiry_date: MaybeUndefined<Date>,
}

#[derive(Default)]
pub struct MovieMutations;

#[Object]
impl MovieMutations {
    /// Adds a movie. Refuses one whose title and release date another has.
    async fn add_movie(&self, context: &Context<'_>, new: NewMovie) -> Result<Option<Movie>> {
        let by = asker(context);
        let permit = by.permit::<AddMovies>()?;
        let new = Fields::default()
            .with("title", new.title)
            .with("release_date", new.release_date)
            .with("release_year", new.release_year)
            .with("genre", new.genre)
            .with("expiry_date", new.expiry_date);
        Ok(Some(Movie(by.agency.add_movie(permit, new.given(Terms::default())).await?.record)))
    }

    /// Changes what is sent and keeps the rest. With a version: only if the movie still is that version.
    async fn change_movie(
        &self,
        context: &Context<'_>,
        id: ID,
        change: MovieChange,
        version: Option<i64>,
    ) -> Result<Option<Movie>> {
        let by = asker(context);
        let permit = by.permit::<ChangeMovies>()?;
        let change = Fields::default()
            .change("title", change.title)
            .change("release_date", change.release_date)
            .change("release_year", change.release_year)
            .change("genre", change.genre)
            .change("expiry_date", change.expiry_date);
        let done = by.agency.change_movie(permit, self::id(&id)?, change.given(terms(version))).await?;
        Ok(Some(Movie(done.record)))
    }

    /// Deletes a movie, and hides its cast with it. With a version: only if the movie still is that version.
    async fn delete_movie(&self, context: &Context<'_>, id: ID, version: Option<i64>) -> Result<Option<Movie>> {
        let by = asker(context);
        let permit = by.permit::<DeleteMovies>()?;
        Ok(Some(Movie(by.agency.delete_movie(permit, self::id(&id)?, terms(version)).await?.record)))
    }

    /// Takes a delete back, cast included. Refuses when the same movie was added since.
    async fn restore_movie(&self, context: &Context<'_>, id: ID) -> Result<Option<Movie>> {
        let by = asker(context);
        let permit = by.permit::<DeleteMovies>()?;
        Ok(Some(Movie(by.agency.restore_movie(permit, self::id(&id)?).await?)))
    }

    /// Makes a movie say again what the change of this number left it saying: a change like any other.
    async fn restore_movie_version(&self, context: &Context<'_>, id: ID, number: i64) -> Result<Option<Movie>> {
        let by = asker(context);
        let permit = by.permit::<ChangeMovies>()?;
        Ok(Some(Movie(by.agency.restore_movie_version(permit, self::id(&id)?, number).await?.record)))
    }
}
