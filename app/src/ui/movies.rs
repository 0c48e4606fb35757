//! The movies' list, and a movie's page.

use super::{
    castings::{CastSheet, Castings},
    forms::{CallButton, CallForm, ErrorSummary, FormState, Submit, TextField, Typed},
    json::read,
    lists::{List, list_page},
    parts::{Barred, Deed, Heard, Icon, Problem, Sheet, Skeleton, may},
};
use crate::calls::{self, AddMovie, ChangeMovie, DeleteMovie, Side, release};
use domain::{Date, Error, Movie, MovieId, NewMovie, Permission};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

static LIST: List = List {
    path: "/movies",
    title: "Movies",
    fields: calls::MOVIE_FIELDS,
    kept: &["sort", "view", "columns"],
    read: |query| Box::pin(calls::movies(query)),
    permission: Permission::AddMovies,
    add: "Add movie",
    draft: "movie-0",
};

#[component]
pub fn MoviesPage() -> impl IntoView {
    list_page(&LIST, FormState::new(AddMovie::PATH, sound), |state| {
        view! { <Fields state movie=NewMovie::default() /> }.into_any()
    })
}

#[component]
pub fn MoviePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<MovieId>().ok()));
    let open = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).is_some()));
    let (editing, casting) = (open("edit"), open("cast"));
    let change = FormState::new(ChangeMovie::PATH, sound);
    let heard = Heard::unless(move || editing.get() || casting.get());
    let movie = read(
        move || (id.get(), change.settled.get(), heard.get()),
        async |(id, ..)| calls::movie(id.ok_or(Error::NotFound)?).await,
    );
    view! {
        <Transition fallback=Skeleton>
            {move || Suspend::new(async move {
                match movie.await {
                    Ok(movie) => {
                        let (edited, cast) = (movie.clone(), movie.clone());
                        Either::Left(
                            view! {
                                <Record movie />
                                <Show when=move || editing.get() && may(Permission::ChangeMovies)>
                                    <EditSheet movie=edited.clone() change />
                                </Show>
                                <Show when=move || casting.get() && may(Permission::AddCastings)>
                                    <CastSheet side=Side::Movie id=cast.id.0 name=cast.title.clone() />
                                </Show>
                            },
                        )
                    }
                    Err(error) => Either::Right(view! { <Problem error what="movie" back="/movies" back_label="See all movies" /> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Record(movie: Movie) -> impl IntoView {
    let id = movie.id;
    let delete = FormState::button(DeleteMovie::PATH);
    let fact = |label: &'static str, value: String| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <Title text=movie.title.clone() />
        <a href="/movies" class="up">
            <Icon name="back" />
            <span>"Movies"</span>
        </a>
        <header class="head record">
            <h1>{movie.title.clone()}</h1>
            <div class="deeds">
                <Deed permission=Permission::ChangeMovies href=format!("/movies/{id}?edit=1") icon="edit" label="Edit" />
                {if may(Permission::DeleteMovies) {
                    Either::Left(view! { <CallButton state=delete label="Delete" icon="bin" fields=vec![("id", id.to_string())] /> })
                } else {
                    Either::Right(view! { <Barred permission=Permission::DeleteMovies icon="bin" label="Delete" /> })
                }}
            </div>
        </header>
        <dl class="facts">
            {fact("Release", release(&movie))} {fact("Genre", movie.genre.clone().unwrap_or_else(|| "Not set".to_owned()))}
            {fact("Rights end", movie.expiry_date.map_or("Never".to_owned(), Date::in_words))}
        </dl>
        <Castings side=Side::Movie id=id.0 />
    }
}

#[component]
fn EditSheet(movie: Movie, change: FormState) -> impl IntoView {
    view! {
        <Sheet title=format!("Edit {}", movie.title) close=format!("/movies/{}", movie.id)>
            <CallForm state=change draft=format!("movie-{}", movie.id)>
                <ErrorSummary state=change />
                <input type="hidden" name="id" value=movie.id.to_string() />
                <input type="hidden" name="version" value=movie.version />
                <Fields state=change movie=NewMovie::from(&movie) />
                <Submit state=change label="Save movie" />
            </CallForm>
        </Sheet>
    }
}

#[component]
fn Fields(state: FormState, movie: NewMovie) -> impl IntoView {
    view! {
        <TextField state name="title" label="Title" value=movie.title first=true />
        <TextField state name="release_date" label="Release date" kind="date" value=movie.release_date />
        <TextField state name="release_year" label="Release year" value=movie.release_year numeric=true hint="Counts only while the day is not known" />
        <TextField state name="genre" label="Genre" value=movie.genre hint="May stay empty" />
        <TextField state name="expiry_date" label="Rights end" kind="date" value=movie.expiry_date hint="Empty: never" />
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
