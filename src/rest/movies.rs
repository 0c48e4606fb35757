//! Movies over HTTP.

use super::{ListQuery, reply, reply::Reply};
use crate::auth::Allowed;
use agency::Agency;
use axum::extract::State;
use domain::{Paging, SeeMovies};

pub async fn movies(Allowed(by): Allowed<SeeMovies>, State(agency): State<Agency>, asked: ListQuery) -> Reply {
    reply::list("movies", "total_movies", agency.movies(by, Paging::from(asked.page()?).into()).await?)
}
