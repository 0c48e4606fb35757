//! Movies over HTTP.

use super::{
    given::{Asked, Body, Id, OnTerms},
    reply::{Cast, Deleted, Inserted, Listed, One, Reply, Updated},
};
use crate::auth::{Allowed, Both};
use agency::Agency;
use axum::extract::State;
use domain::{
    AddMovies, ChangeMovies, DeleteMovies, Movie, MovieChange, MovieId, MovieList, NewMovie, Paging, SeeActors,
    SeeMovies,
};

pub async fn movies(
    Allowed(by): Allowed<SeeMovies>,
    State(agency): State<Agency>,
    asked: Asked<MovieList>,
) -> Reply<Listed<Movie>> {
    Ok(Listed(agency.movies(by, asked.list()?).await?))
}

pub async fn movie(
    Allowed(by): Allowed<SeeMovies>,
    State(agency): State<Agency>,
    Id(id): Id<MovieId>,
) -> Reply<One<Movie>> {
    Ok(One(agency.movie(by, id).await?))
}

pub async fn add_movie(
    Allowed(by): Allowed<AddMovies>,
    State(agency): State<Agency>,
    Body(new): Body<NewMovie>,
) -> Reply<Inserted<Movie>> {
    Ok(Inserted(agency.add_movie(by, new).await?))
}

pub async fn change_movie(
    Allowed(by): Allowed<ChangeMovies>,
    State(agency): State<Agency>,
    Id(id): Id<MovieId>,
    Body(change): Body<MovieChange>,
) -> Reply<Updated<Movie>> {
    Ok(Updated(agency.change_movie(by, id, change).await?))
}

pub async fn delete_movie(
    Allowed(by): Allowed<DeleteMovies>,
    State(agency): State<Agency>,
    Id(id): Id<MovieId>,
    OnTerms(terms): OnTerms,
) -> Reply<Deleted<Movie>> {
    Ok(Deleted(agency.delete_movie(by, id, terms).await?))
}

pub async fn cast(
    Allowed(by): Allowed<Both<SeeActors, SeeMovies>>,
    State(agency): State<Agency>,
    Id(id): Id<MovieId>,
    asked: Asked<Paging>,
) -> Reply<Cast> {
    Ok(Cast(agency.cast(by, id, asked.list()?).await?))
}
