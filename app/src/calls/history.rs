//! Going back to what a record said before.

#[cfg(feature = "ssr")]
use super::{agency, go_to, permit};
use domain::{Actor, ActorId, Error, Movie, MovieId};
#[cfg(feature = "ssr")]
use domain::{ChangeActors, ChangeMovies};
use leptos::prelude::*;

/// Makes an actor say again what the change of this number left them saying.
#[server(prefix = "/call", endpoint = "restore_actor_version")]
pub async fn restore_actor_version(id: ActorId, number: i64) -> Result<Actor, Error> {
    let actor = agency().restore_actor_version(permit::<ChangeActors>()?, id, number).await?.record;
    go_to(&format!("/actors/{id}/history?restored={number}"));
    Ok(actor)
}

/// Makes a movie say again what the change of this number left it saying.
#[server(prefix = "/call", endpoint = "restore_movie_version")]
pub async fn restore_movie_version(id: MovieId, number: i64) -> Result<Movie, Error> {
    let movie = agency().restore_movie_version(permit::<ChangeMovies>()?, id, number).await?.record;
    go_to(&format!("/movies/{id}/history?restored={number}"));
    Ok(movie)
}
