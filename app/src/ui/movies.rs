//! The movies' list, and a movie's page.

use super::{
    abreast::abreast,
    forms::{DateField, FormState, TextField, Typed},
    lists::{List, list_page},
    records::{Fact, Shown, record_page},
};
use crate::calls::{self, AddMovie, ChangeMovie, Side, release};
use domain::{Date, Movie, MovieId, NewMovie, Permission};
use leptos::{prelude::*, server_fn::ServerFn};
use std::sync::Arc;

static LIST: List = List {
    path: "/movies",
    title: words::movies,
    search: words::search_movies,
    no_page: words::no_such_page_of_movies,
    fields: calls::MOVIE_FIELDS,
    kept: &["title", "genre", "parts_max", "sort", "view", "columns", "limit"],
    read: |query| Box::pin(calls::movies(query)),
    permission: Permission::AddMovies,
    add: words::add_movie,
    draft: "movie-0",
};

/// The list, and the movie that is open.
#[component]
pub fn MoviesPage() -> impl IntoView {
    abreast(LIST.path, list, record)
}

fn list() -> AnyView {
    list_page(&LIST, FormState::new(AddMovie::PATH, sound), |state| {
        view! { <Fields state movie=NewMovie::default() /> }.into_any()
    })
}

fn record() -> AnyView {
    let change = FormState::new(ChangeMovie::PATH, sound);
    record_page(
        Side::Movie,
        change,
        |id| calls::movie(MovieId(id)),
        |movie: Movie, state| Shown {
            id: movie.id.0,
            version: movie.version,
            name: movie.title.clone(),
            facts: vec![
                Fact("release_date", words::release(), release(&movie)),
                Fact("genre", words::genre(), movie.genre.clone().unwrap_or_else(|| words::not_set().to_owned())),
                Fact(
                    "expiry_date",
                    words::rights_end(),
                    movie.expiry_date.map_or_else(|| words::never().to_owned(), Date::in_words),
                ),
            ],
            fields: Arc::new(move || view! { <Fields state movie=NewMovie::from(&movie) /> }.into_any()),
        },
    )
}

#[component]
fn Fields(state: FormState, movie: NewMovie) -> impl IntoView {
    view! {
        <TextField state name="title" label=words::title() value=movie.title first=true />
        <DateField state name="release_date" label=words::release_date() value=movie.release_date />
        <TextField state name="release_year" label=words::release_year() value=movie.release_year numeric=true hint=words::only_without_day() />
        <TextField state name="genre" label=words::genre() value=movie.genre hint=words::may_stay_empty() />
        <DateField state name="expiry_date" label=words::rights_end() value=movie.expiry_date hint=words::empty_is_never() />
    }
}

fn sound(typed: &Typed) -> domain::Result<()> {
    let new = NewMovie {
        title: typed.text("title"),
        release_date: typed.text("release_date"),
        release_year: typed.text("release_year"),
        genre: typed.text("genre"),
        expiry_date: typed.text("expiry_date"),
    };
    new.checked(this_year()).map(drop)
}

/// By the browser's clock; only the browser checks before it sends.
fn this_year() -> i32 {
    #[cfg(feature = "hydrate")]
    return js_sys::Date::new_0().get_full_year().try_into().unwrap_or(i32::MAX);
    #[cfg(not(feature = "hydrate"))]
    unreachable!("the server checks in the operation, by the agency's clock")
}
