//! Actors over HTTP.

use super::{ListQuery, reply, reply::Reply};
use crate::auth::Allowed;
use agency::Agency;
use axum::extract::State;
use domain::{Paging, SeeActors};

pub async fn actors(Allowed(by): Allowed<SeeActors>, State(agency): State<Agency>, asked: ListQuery) -> Reply {
    reply::list("actors", "total_actors", agency.actors(by, Paging::from(asked.page()?).into()).await?)
}
