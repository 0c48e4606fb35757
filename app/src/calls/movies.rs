//! Movies, asked for and changed from the pages.

#[cfg(feature = "ssr")]
use super::{agency, go_to, permit};
#[cfg(feature = "ssr")]
use domain::{
    AddMovies, ChangeMovies, DeleteMovies, Direction, Given, MovieChange, MovieFilter, MovieKey, NewMovie, Order,
    Paging, SeeMovies, Stretch, Terms,
};
use domain::{Error, Movie, MovieId, Page, PageNumber};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[server(prefix = "/call", endpoint = "movies", input = GetUrl)]
pub async fn movies(page: PageNumber) -> Result<Page<Movie>, Error> {
    agency().movies(permit::<SeeMovies>()?, Paging::from(page).into()).await
}

#[server(name = OneMovie, prefix = "/call", endpoint = "movie", input = GetUrl)]
pub async fn movie(id: MovieId) -> Result<Movie, Error> {
    agency().movie(permit::<SeeMovies>()?, id).await
}

#[server(prefix = "/call", endpoint = "search_movies", input = GetUrl)]
pub async fn search_movies(text: String) -> Result<Vec<Movie>, Error> {
    let by = permit()?;
    let asked = |name: &str| (name == "title").then(|| text.clone());
    let order = Order(vec![(MovieKey::Title, Direction::Up)]);
    agency().search_movies(&by, &MovieFilter::read(asked)?, &order, &Stretch::after(None, super::MATCHES)).await
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
