//! Movies: their operations.

use crate::{
    Agency,
    activity::taken,
    agency::{Made, Work},
    search::{Searched, Wanted},
};
use domain::{
    AddMovies, Change, ChangeMovies, Date, DeleteMovies, Done, Error, Given, Movie, MovieChange, MovieFacts,
    MovieFilter, MovieId, MovieKey, MovieList, NewMovie, Order, Page, Permit, Record, RecordId, RecordType, Result,
    SeeMovies, Stretch, Terms, Total, UNSPECIFIED, folded,
};
use jiff_sqlx::ToSqlx;

const ONE: &str = "
    select id, title, release_date, release_year, genre, expiry_date, version from movies
    where id = $1 and deleted_at is null";
const DELETED: &str = "
    select id, title, release_date, release_year, genre, expiry_date, version from movies
    where id = $1 and deleted_at is not null";
// A movie without a date is the same as another without a date of the same year.
const SAME: &str = "
    select id from movies
    where title_key = $1 and deleted_at is null and id <> $4
    and (release_date = $2 or (release_date is null and cast($2 as date) is null and release_year = $3))";
const ADD: &str = "
    insert into movies (title, title_key, release_date, release_year, genre, genre_key, expiry_date)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict do nothing
    returning id, title, release_date, release_year, genre, expiry_date, version";
const CHANGE: &str = "
    update movies set title = $2, title_key = $3, release_date = $4, release_year = $5, genre = $6, genre_key = $7,
        expiry_date = $8, version = version + 1
    where id = $1
    returning id, title, release_date, release_year, genre, expiry_date, version";
const DELETE: &str = "
    update movies set deleted_at = $2, version = version + 1 where id = $1
    returning id, title, release_date, release_year, genre, expiry_date, version";
const RESTORE: &str = "
    update movies set deleted_at = null, version = version + 1 where id = $1
    returning id, title, release_date, release_year, genre, expiry_date, version";

impl Agency {
    /// One page of the movies that are wanted, in the order that is asked for and then of their ids. Refuses a page past
    /// the end, and of a list that is filtered or sorted one beyond [`domain::FARTHEST`] rows.
    pub async fn movies(&self, _by: Permit<SeeMovies>, list: MovieList) -> Result<Page<Movie>> {
        let MovieList { filter, order, paging } = list;
        self.page(&wanted(&filter), &order, paging).await
    }

    /// A piece of the list of movies that are wanted, in this order and then in that of their ids.
    pub async fn search_movies(
        &self,
        _by: &Permit<SeeMovies>,
        filter: &MovieFilter,
        order: &Order<MovieKey>,
        stretch: &Stretch,
    ) -> Result<Vec<Movie>> {
        self.stretch(&wanted(filter), order, stretch).await
    }

    /// How many movies are wanted: of a filtered list counted up to [`domain::EXACT_TOTAL`].
    pub async fn total_movies(&self, _by: &Permit<SeeMovies>, filter: &MovieFilter) -> Result<Total> {
        self.total::<Movie>(&wanted(filter)).await
    }

    /// One movie.
    pub async fn movie(&self, _by: Permit<SeeMovies>, id: MovieId) -> Result<Movie> {
        ask!(&self.db, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    /// Adds a movie. Refuses one whose title and release date another has.
    pub async fn add_movie(&self, by: Permit<AddMovies>, new: impl Into<Given<NewMovie>>) -> Result<Done<Movie>> {
        let new = new.into();
        let facts = new.body()?.checked(self.this_year())?;
        let mut work = self.begin_on(&by, new.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let movie = work.insert_movie(&facts).await?;
        self.finish(work, movie.clone(), RecordType::Movie, [Change::MovieAdded { after: movie }]).await
    }

    /// Changes what is given and keeps the rest. Refuses a title and release date that another movie has, and a change
    /// that started from an older version. What changes nothing leaves no trace.
    pub async fn change_movie(
        &self,
        by: Permit<ChangeMovies>,
        id: MovieId,
        change: impl Into<Given<MovieChange>>,
    ) -> Result<Done<Movie>> {
        let change = change.into();
        let mut work = self.begin_on(&by, change.terms()).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (movie, change) = work.change_movie(&by, id, &change).await?;
        self.finish(work, movie, RecordType::Movie, change).await
    }

    /// Deletes a movie, and hides its cast with it.
    pub async fn delete_movie(&self, by: Permit<DeleteMovies>, id: MovieId, terms: Terms) -> Result<Done<Movie>> {
        let mut work = self.begin_on(&by, &terms).await?;
        if let Some(done) = work.done_before()? {
            return Ok(done);
        }
        let (movie, change) = work.delete_movie(&by, id).await?;
        self.finish(work, movie, RecordType::Movie, change).await
    }

    /// Takes a delete back, cast included. Done twice it changes nothing more. Refuses when the same movie was added
    /// since.
    pub async fn restore_movie(&self, by: Permit<DeleteMovies>, id: MovieId) -> Result<Movie> {
        let mut work = self.begin(&by).await?;
        let (movie, change) = work.restore_movie(&by, id).await?;
        self.commit(work, change).await?;
        Ok(movie)
    }
}

impl Work {
    /// The movie as it is now, held until the end.
    pub(crate) async fn movie(&mut self, id: MovieId) -> Result<Movie> {
        self.tx.hold(RecordId::Movie(id)).await?;
        ask!(in &mut self.tx, sqlx::query_as(ONE).bind(id), fetch_optional)?.ok_or(Error::NotFound)
    }

    pub(crate) async fn insert_movie(&mut self, facts: &MovieFacts) -> Result<Movie> {
        self.no_other_movie(facts, MovieId(0)).await?;
        let (title_key, genre_key) = keys(facts);
        let added = ask!(in &mut self.tx,
            sqlx::query_as(ADD)
                .bind(&facts.title).bind(&title_key)
                .bind(facts.release_date).bind(facts.release_year)
                .bind(&facts.genre).bind(&genre_key).bind(facts.expiry_date),
            fetch_optional)?;
        if added.is_none() {
            self.no_other_movie(facts, MovieId(0)).await?; // another writer was quicker by a hair: now it is to be seen
        }
        added.ok_or(Error::AlreadyThere(None))
    }

    /// [`Agency::change_movie`] within the transaction.
    pub(crate) async fn change_movie(
        &mut self,
        _by: &Permit<ChangeMovies>,
        id: MovieId,
        change: &Given<MovieChange>,
    ) -> Result<Made<Movie>> {
        let this_year = self.this_year();
        let before = self.movie(id).await?;
        let yours = |base: &Record| match base {
            Record::Movie(base) => change.body().ok()?.applied(base, this_year).map(Record::Movie),
            _ => None,
        };
        self.unmoved(Record::Movie(before.clone()), yours).await?;
        let facts = match self.since(before.record_id(), before.version).await? {
            Some((Record::Movie(base), later)) => {
                change.body()?.merged(&base, &before, self.later(&later), this_year)?.checked(&before, this_year)?
            }
            _ => change.body()?.checked(&before, this_year)?,
        };
        self.no_other_movie(&facts, id).await?;
        if facts.are(&before) {
            return Ok((before, None));
        }
        let (title_key, genre_key) = keys(&facts);
        let after: Movie = ask!(in &mut self.tx,
            sqlx::query_as(CHANGE)
                .bind(id).bind(&facts.title).bind(&title_key)
                .bind(facts.release_date).bind(facts.release_year)
                .bind(&facts.genre).bind(&genre_key).bind(facts.expiry_date),
            fetch_one)?;
        Ok((after.clone(), Some(Change::MovieChanged { before, after })))
    }

    /// [`Agency::delete_movie`] within the transaction.
    pub(crate) async fn delete_movie(&mut self, _by: &Permit<DeleteMovies>, id: MovieId) -> Result<Made<Movie>> {
        let before = self.movie(id).await?;
        self.unmoved(Record::Movie(before.clone()), |_| None).await?;
        let at = self.at.to_sqlx();
        let after: Movie = ask!(in &mut self.tx, sqlx::query_as(DELETE).bind(id).bind(at), fetch_one)?;
        Ok((after.clone(), Some(Change::MovieDeleted { before, after })))
    }

    /// [`Agency::restore_movie`] within the transaction.
    pub(crate) async fn restore_movie(&mut self, _by: &Permit<DeleteMovies>, id: MovieId) -> Result<Made<Movie>> {
        self.tx.hold(RecordId::Movie(id)).await?;
        let deleted: Option<Movie> = ask!(in &mut self.tx, sqlx::query_as(DELETED).bind(id), fetch_optional)?;
        let Some(before) = deleted else { return Ok((self.movie(id).await?, None)) };
        let facts = NewMovie::from(&before).checked(self.this_year())?;
        self.no_other_movie(&facts, id).await.map_err(|error| taken(error, &before.title, before.release_year))?;
        let after: Movie = ask!(in &mut self.tx, sqlx::query_as(RESTORE).bind(id), fetch_one)?;
        Ok((after.clone(), Some(Change::MovieRestored { before, after })))
    }

    async fn no_other_movie(&mut self, facts: &MovieFacts, id: MovieId) -> Result<()> {
        let (title_key, _) = keys(facts);
        let same: Option<MovieId> = ask!(in &mut self.tx,
            sqlx::query_scalar(SAME).bind(&title_key).bind(facts.release_date).bind(facts.release_year).bind(id),
            fetch_optional)?;
        same.map_or(Ok(()), |other| Err(Error::AlreadyThere(Some(RecordId::Movie(other)))))
    }
}

impl Searched for Movie {
    type Key = MovieKey;
    const KIND: RecordType = RecordType::Movie;
    const TABLE: &'static str = "movies";
    const COLUMNS: &'static str = "id, title, release_date, release_year, genre, expiry_date, version";

    fn column(key: MovieKey) -> (&'static str, bool) {
        match key {
            MovieKey::Id => ("id", false),
            MovieKey::Title => ("title_key", false),
            MovieKey::ReleaseDate => ("release_date", true),
            MovieKey::ReleaseYear => ("release_year", false),
            MovieKey::Genre => ("genre_key", true),
            MovieKey::ExpiryDate => ("expiry_date", true),
        }
    }
}

/// A part is there while it, its movie and its actor are.
const PARTS: &str = "(
    select count(*) from castings join actors on actors.id = actor_id
    where movie_id = movies.id and castings.deleted_at is null and actors.deleted_at is null) <= {}";

fn wanted(filter: &MovieFilter) -> Wanted {
    let shown = filter.as_shown;
    let from = if shown { "(expiry_date >= {} or expiry_date is null)" } else { "expiry_date >= {}" };
    // Nothing ends after the last day, and what never ends is shown as ending then.
    let to = filter.expires_to.filter(|day| !(shown && *day == Date::LAST));
    Wanted::default()
        .containing(&["title_key", "genre_key"], filter.q.as_deref())
        .containing(&["title_key"], filter.title.as_deref())
        .containing_or(&["genre_key"], filter.genre_contains.as_deref(), shown.then_some(UNSPECIFIED))
        .and("genre_key = {}", filter.genre.as_deref().map(folded))
        .and("release_date >= {}", filter.released_from)
        .and("release_date <= {}", filter.released_to)
        .and("release_year >= {}", filter.year_from)
        .and("release_year <= {}", filter.year_to)
        .and(from, filter.expires_from)
        .and("expiry_date <= {}", to)
        .and(PARTS, filter.parts_max)
}

fn keys(facts: &MovieFacts) -> (String, Option<String>) {
    (folded(&facts.title), facts.genre.as_deref().map(folded))
}
