//! Movies, asked for and changed from the pages.

#[cfg(feature = "ssr")]
use super::{Asked, Kind, MOVIE_FIELDS, Row, agency, go_to, permit};
use super::{Choices, Listed};
#[cfg(feature = "ssr")]
use domain::{
    AddMovies, ChangeMovies, DeleteMovies, Direction, Given, MovieChange, MovieFilter, MovieKey, MovieList, NewMovie,
    Order, SeeMovies, Stretch, Terms,
};
use domain::{Date, Error, Movie, MovieId};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
const KIND: Kind = Kind {
    path: "/movies",
    one: "movie",
    many: "movies",
    none: "No movies yet. Movies that are added will be listed here, ten to a page.",
    fields: MOVIE_FIELDS,
    switches: &[],
    // Where the day is not known there is still a year.
    columns: [("Title", &["title"]), ("Genre", &["genre"]), ("Release", &["release_year", "release_date"])],
};

/// The list that the address of its page asks for, `?q=heat&sort=-release_year`: the names are those of the API.
#[server(prefix = "/call", endpoint = "movies", input = GetUrl)]
pub async fn movies(#[server(default)] query: String) -> Result<Listed, Error> {
    let by = permit::<SeeMovies>()?;
    let asked = Asked::read(&KIND, &query);
    let list = MovieList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let narrowed = list.filter != MovieFilter::default();
    let page = agency().movies(by, list).await?;
    Ok(asked.listed(page, narrowed, |movie| {
        let figures = release(&movie);
        Row { id: movie.id.0, name: movie.title, minor: movie.genre.unwrap_or_default(), figures }
    }))
}

/// When it comes or came out, in words: the day where it is known, the year elsewhere.
pub fn release(movie: &Movie) -> String {
    movie.release_date.map_or_else(|| movie.release_year.to_string(), Date::in_words)
}

#[server(name = OneMovie, prefix = "/call", endpoint = "movie", input = GetUrl)]
pub async fn movie(id: MovieId) -> Result<Movie, Error> {
    agency().movie(permit::<SeeMovies>()?, id).await
}

#[server(prefix = "/call", endpoint = "search_movies", input = GetUrl)]
pub async fn search_movies(text: String) -> Result<Choices, Error> {
    let by = permit()?;
    let asked = |name: &str| (name == "title").then(|| text.clone());
    let order = Order(vec![(MovieKey::Title, Direction::Up)]);
    let stretch = Stretch::after(None, super::MATCHES);
    let movies = agency().search_movies(&by, &MovieFilter::read(asked)?, &order, &stretch).await?;
    Ok(movies
        .into_iter()
        .map(|movie| (movie.id.to_string(), format!("{}, {}", movie.title, movie.release_year)))
        .collect())
}

#[server(prefix = "/call", endpoint = "add_movie")]
pub async fn add_movie(
    #[server(default)] title: String,
    #[server(default)] release_date: String,
    #[server(default)] release_year: String,
    #[server(default)] genre: String,
    #[server(default)] expiry_date: String,
) -> Result<Movie, Error> {
    let new = NewMovie { title, release_date, release_year, genre, expiry_date };
    let movie = agency().add_movie(permit::<AddMovies>()?, new).await?.record;
    go_to(&format!("/movies/{}", movie.id));
    Ok(movie)
}

#[server(prefix = "/call", endpoint = "change_movie")]
pub async fn change_movie(
    id: MovieId,
    version: i64,
    #[server(default)] title: String,
    #[server(default)] release_date: String,
    #[server(default)] release_year: String,
    #[server(default)] genre: String,
    #[server(default)] expiry_date: String,
) -> Result<Movie, Error> {
    let change = MovieChange {
        title: Some(title),
        release_date: Some(release_date),
        release_year: Some(release_year),
        genre: Some(genre),
        expiry_date: Some(expiry_date),
    };
    let movie = agency().change_movie(permit::<ChangeMovies>()?, id, Given::since(version, change)).await?.record;
    go_to(&format!("/movies/{id}"));
    Ok(movie)
}

#[server(prefix = "/call", endpoint = "delete_movie")]
pub async fn delete_movie(id: MovieId) -> Result<Movie, Error> {
    let movie = agency().delete_movie(permit::<DeleteMovies>()?, id, Terms::default()).await?.record;
    go_to("/movies");
    Ok(movie)
}
