//! Actors over HTTP.

use super::{ListQuery, reply, reply::Reply};
use crate::auth::Allowed;
use agency::Agency;
use axum::extract::State;
use domain::SeeActors;

pub async fn actors(Allowed(by): Allowed<SeeActors>, State(agency): State<Agency>, asked: ListQuery) -> Reply {
    reply::list("actors", "total_actors", agency.actors(by, asked.page()?).await?)
}
