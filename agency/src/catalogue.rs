//! Movies as the catalogue writes them: named by their titles.

use crate::{Agency, agency::Work, db::Turn};
use domain::{AddMovies, Change, DeleteMovies, Error, Movie, NewMovie, Permit, Result, folded};

const TITLED: &str = "
    select id, title, release_date, release_year, genre, expiry_date, version from movies
    where title_key = $1 and deleted_at is null order by id";

impl Agency {
    /// Adds a movie that is known by its title alone. Refuses a title that another has.
    pub async fn add_movie_by_title(&self, by: Permit<AddMovies>, new: NewMovie) -> Result<Movie> {
        let facts = new.checked(self.this_year())?;
        let mut work = self.begin(&by).await?;
        // Nothing in the database says that a title is given only once.
        work.tx.take_turn(Turn::Titles).await?;
        if let Some(same) = work.titled(&facts.title).await?.first() {
            return Err(Error::AlreadyThere(Some(same.record_id())));
        }
        let movie = work.insert_movie(&facts).await?;
        self.commit(work, [Change::MovieAdded { after: movie.clone() }]).await?;
        Ok(movie)
    }

    /// Deletes the movie of this title. Refuses a title that several share: nobody could tell which is meant.
    pub async fn delete_movie_by_title(&self, by: Permit<DeleteMovies>, title: &str) -> Result<Movie> {
        // No title holds one, and PostgreSQL would not even take a NUL.
        if title.chars().any(char::is_control) {
            return Err(Error::NotFound);
        }
        let mut work = self.begin(&by).await?;
        let titled = work.titled(title).await?;
        let [movie] = &titled[..] else {
            let each = |movie: &Movie| format!("number {} of {}", movie.id, movie.release_year);
            return Err(match &titled[..] {
                [] => Error::NotFound,
                [movie, ..] => Error::Conflict(format!(
                    "Several movies are called {}: {}. Delete one of them by its number.",
                    movie.title,
                    titled.iter().map(each).collect::<Vec<_>>().join(", ")
                )),
            });
        };
        // Held, and read again: it may just have got another title.
        let before = work.movie(movie.id).await?;
        if folded(&before.title) != folded(title) {
            return Err(Error::NotFound);
        }
        let (movie, change) = work.delete_movie(&by, before.id).await?;
        self.commit(work, change).await?;
        Ok(movie)
    }
}

impl Work {
    /// The movies of this title.
    async fn titled(&mut self, title: &str) -> Result<Vec<Movie>> {
        Ok(ask!(in &mut self.tx, sqlx::query_as(TITLED).bind(folded(title)), fetch_all)?)
    }
}
