//! The Movie Catalogue API, base `/api`: every route on one screen. Its clients are older than this program.

mod given;
mod reply;
mod token;

use crate::{
    auth::Allowed,
    limits::Policy,
    rest::{self, Refusal},
    server::Server,
};
use agency::Agency;
use axum::{
    Extension, Router,
    extract::State,
    middleware,
    routing::{get, post},
};
use domain::{AddMovies, DeleteMovies, Error, MovieFilter, Result, SeeMovies};
use given::Asked;
use reply::{One, Shown};

pub fn routes() -> Router<Server> {
    Router::new()
        .route("/api", get(catalogue).post(add_movie).delete(delete_movie))
        .route("/api/search", get(search))
        .route("/api/expiredMovies", get(expired))
        .route("/api/token", post(token::token))
        .method_not_allowed_fallback(wrong_method)
        .layer(Extension(Policy::Catalogue))
        .layer(middleware::from_fn(reply::put_in_words))
        .layer(middleware::from_fn(rest::put_in_words))
        .layer(rest::cors())
}

async fn catalogue(Allowed(by): Allowed<SeeMovies>, State(agency): State<Agency>) -> Result<Shown, Refusal> {
    Ok(Shown::read(agency, by, MovieFilter::default()).await?)
}

async fn search(Allowed(by): Allowed<SeeMovies>, State(agency): State<Agency>, asked: Asked) -> Result<Shown, Refusal> {
    Ok(Shown::read(agency, by, asked.search()?).await?)
}

async fn expired(
    Allowed(by): Allowed<SeeMovies>,
    State(agency): State<Agency>,
    asked: Asked,
) -> Result<Shown, Refusal> {
    Ok(Shown::read(agency, by, asked.expired()?).await?)
}

async fn add_movie(
    Allowed(by): Allowed<AddMovies>,
    State(agency): State<Agency>,
    asked: Asked,
) -> Result<One, Refusal> {
    let new = asked.new_movie().map_err(reply::not_added)?;
    Ok(One(agency.add_movie_by_title(by, new).await.map_err(reply::not_added)?))
}

async fn delete_movie(
    Allowed(by): Allowed<DeleteMovies>,
    State(agency): State<Agency>,
    asked: Asked,
) -> Result<One, Refusal> {
    let title = asked.title()?;
    Ok(One(agency.delete_movie_by_title(by, &title).await.map_err(reply::not_deleted)?))
}

async fn wrong_method() -> Refusal {
    Error::WrongMethod.into()
}
