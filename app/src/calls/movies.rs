//! Movies, asked for and changed from the pages.

#[cfg(feature = "ssr")]
use super::{
    Asked, Column, Kind, MOVIE_FIELDS, ON_PAPER, Paper, Shown, agency, back_from, caller, go_to, known, permit,
    read_ids, read_seen,
};
use super::{Choices, Listed};
#[cfg(feature = "ssr")]
use agency::MOST_AT_ONCE;
#[cfg(feature = "ssr")]
use domain::{
    AddMovies, ChangeMovies, DeleteMovies, Direction, FieldError, Given, MovieChange, MovieFilter, MovieKey, MovieList,
    NewMovie, Order, Page, Paging, Permission, SeeMovies, Setting, Stretch, Terms,
};
use domain::{Date, Error, Movie, MovieId};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
pub(crate) const MOVIES: Kind = Kind {
    path: "/movies",
    title: words::movies,
    counted: words::movies_counted,
    matched: words::movies_match,
    more_matched: words::more_movies_match,
    none_matched: words::no_movies_match,
    none: words::no_movies_yet,
    see_all: words::see_all_movies,
    fields: MOVIE_FIELDS,
    others: &[("title", words::title_contains), ("genre", words::genre_is)],
    switches: &[("parts_max", "0", words::without_a_cast)],
    name: (words::title, "title"),
    columns: &[
        Column { name: "genre", words: words::genre, keys: &["genre"], class: "", shown: Shown::WithRoom },
        // Where the day is not known there is still a year.
        Column {
            name: "release",
            words: words::release,
            keys: &["release_year", "release_date"],
            class: "number date",
            shown: Shown::Always,
        },
        Column { name: "year", words: words::year, keys: &[], class: "number", shown: Shown::Never },
        Column {
            name: "expiry",
            words: words::rights_end,
            keys: &["expiry_date"],
            class: "number date",
            shown: Shown::Never,
        },
        Column { name: "cast", words: words::cast, keys: &[], class: "number", shown: Shown::Never },
        Column { name: "added", words: words::added, keys: &[], class: "number date", shown: Shown::Never },
    ],
    faces: false,
    cast: words::cast_an_actor,
    edit: Permission::ChangeMovies,
    delete: Permission::DeleteMovies,
    look: Setting::ListMovies,
};

/// The list that the address of its page asks for, `?q=heat&sort=-release_year`: the names are those of the API.
#[server(prefix = "/call", endpoint = "movies", input = GetUrl)]
pub async fn movies(#[server(default)] query: String) -> Result<Listed, Error> {
    let by = permit::<SeeMovies>()?;
    let asked = Asked::read_kept(&MOVIES, &query).await?;
    let list = MovieList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let narrowed = list.filter != MovieFilter::default();
    let page = agency().movies(by, list).await?;
    let says = says(&asked, &page.rows).await?;
    Ok(asked.listed(&caller()?, &page, narrowed, called, says))
}

/// The list that a query asks for, as it is put on paper.
#[cfg(feature = "ssr")]
pub(crate) async fn movies_on_paper(query: &str) -> Result<Paper, Error> {
    let by = permit()?;
    let asked = Asked::read_kept(&MOVIES, query).await?;
    let MovieList { filter, order, .. } =
        MovieList::read(|name| asked.get(name)).map_err(|error| asked.refused(error))?;
    let rows = agency().search_movies(&by, &filter, &order, &Stretch::after(None, ON_PAPER)).await?;
    let page = Page::new(rows, agency().total_movies(&by, &filter).await?, Paging::ALL)?;
    let says = says(&asked, &page.rows).await?;
    Ok(asked.on_paper(&page, filter != MovieFilter::default(), called, says))
}

#[cfg(feature = "ssr")]
fn called(movie: &Movie) -> (i64, String) {
    (movie.id.0, movie.title.clone())
}

/// What the columns that are asked for say of these movies.
#[cfg(feature = "ssr")]
async fn says(asked: &Asked, movies: &[Movie]) -> Result<impl Fn(&Movie, &str) -> String, Error> {
    let ids: Vec<_> = movies.iter().map(|movie| movie.id).collect();
    let (mut cast, mut added) = (Vec::new(), Vec::new());
    if asked.shows_one("cast") {
        cast = agency().count_actors_of_each((permit()?, permit()?), &ids).await?;
    }
    if asked.shows_one("added") {
        added = agency().movies_added(permit()?, &ids).await?;
    }
    Ok(move |movie: &Movie, column: &str| match column {
        "genre" => movie.genre.clone().unwrap_or_default(),
        "release" => release(movie),
        "year" => movie.release_year.to_string(),
        "expiry" => movie.expiry_date.map_or_else(|| words::never().to_owned(), Date::in_words),
        "cast" => known(&cast, movie.id).unwrap_or_default().to_string(),
        _ => known(&added, movie.id).map(Date::in_words).unwrap_or_default(),
    })
}

/// The first of the movies that a list's query asks for, as many as can be written to in one go.
#[cfg(feature = "ssr")]
pub(crate) async fn first_movies(query: &str) -> Result<Vec<MovieId>, Error> {
    let asked = Asked::read(&MOVIES, query);
    let MovieList { filter, order, .. } = MovieList::read(|name| asked.get(name))?;
    let all = Stretch::after(None, MOST_AT_ONCE);
    let movies = agency().search_movies(&permit()?, &filter, &order, &all).await?;
    Ok(movies.into_iter().map(|movie| movie.id).collect())
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

/// What a field of many records shall say: what is filled in; or nothing, where it is emptied. What is empty without that stays as
/// it is.
#[cfg(feature = "ssr")]
pub(crate) fn filled_or_emptied(
    field: &'static str,
    filled: Option<String>,
    emptied: bool,
) -> Result<Option<String>, Error> {
    match filled.filter(|text| !text.trim().is_empty()) {
        Some(_) if emptied => Err(Error::Invalid(vec![FieldError::new(field, words::many_either())])),
        None if emptied => Ok(Some(String::new())),
        filled => Ok(filled),
    }
}

/// Makes the same change in each of these movies, or in none. As `change_actors`.
#[server(name = ChangeManyMovies, prefix = "/call", endpoint = "change_movies")]
pub async fn change_movies(
    #[server(default)] chosen: String,
    #[server(default)] list: String,
    #[server(default)] genre: Option<String>,
    #[server(default)] no_genre: bool,
    #[server(default)] expiry_date: Option<String>,
    #[server(default)] no_expiry_date: bool,
) -> Result<(), Error> {
    let by = permit::<ChangeMovies>()?;
    let genre = filled_or_emptied("genre", genre, no_genre)?;
    let expiry_date = filled_or_emptied("expiry_date", expiry_date, no_expiry_date)?;
    let movies: Vec<_> = read_seen(&chosen)?.into_iter().map(|(id, version)| (MovieId(id), version)).collect();
    let change = MovieChange { genre, expiry_date, ..MovieChange::default() };
    agency().change_movies(by, &movies, &change, false).await?;
    go_to(&Asked::read(&MOVIES, &list).at(&[], &[]));
    Ok(())
}

/// Deletes these movies, or none. As `delete_actors`.
#[server(name = DeleteManyMovies, prefix = "/call", endpoint = "delete_movies")]
pub async fn delete_movies(#[server(default)] chosen: String, #[server(default)] list: String) -> Result<(), Error> {
    let by = permit::<DeleteMovies>()?;
    let ids: Vec<_> = read_ids(&chosen)?.into_iter().map(MovieId).collect();
    agency().delete_movies(by, &ids, false).await?;
    go_to(&back_from(&MOVIES, &list, movies(list.clone()).await));
    Ok(())
}
