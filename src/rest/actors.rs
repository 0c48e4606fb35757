//! Actors over HTTP.

use super::{
    given::{Asked, Body, Id, OnTerms},
    reply::{Deleted, Inserted, Listed, One, Reply, Roles, Updated},
};
use crate::auth::{Allowed, Both};
use agency::Agency;
use axum::extract::State;
use domain::{
    Actor, ActorChange, ActorId, ActorList, AddActors, ChangeActors, DeleteActors, NewActor, Paging, SeeActors,
    SeeMovies,
};

pub async fn actors(
    Allowed(by): Allowed<SeeActors>,
    State(agency): State<Agency>,
    asked: Asked<ActorList>,
) -> Reply<Listed<Actor>> {
    Ok(Listed(agency.actors(by, asked.list()?).await?))
}

pub async fn actor(
    Allowed(by): Allowed<SeeActors>,
    State(agency): State<Agency>,
    Id(id): Id<ActorId>,
) -> Reply<One<Actor>> {
    Ok(One(agency.actor(by, id).await?))
}

pub async fn add_actor(
    Allowed(by): Allowed<AddActors>,
    State(agency): State<Agency>,
    Body(new): Body<NewActor>,
) -> Reply<Inserted<Actor>> {
    Ok(Inserted(agency.add_actor(by, new).await?))
}

pub async fn change_actor(
    Allowed(by): Allowed<ChangeActors>,
    State(agency): State<Agency>,
    Id(id): Id<ActorId>,
    Body(change): Body<ActorChange>,
) -> Reply<Updated<Actor>> {
    Ok(Updated(agency.change_actor(by, id, change).await?))
}

pub async fn delete_actor(
    Allowed(by): Allowed<DeleteActors>,
    State(agency): State<Agency>,
    Id(id): Id<ActorId>,
    OnTerms(terms): OnTerms,
) -> Reply<Deleted<Actor>> {
    Ok(Deleted(agency.delete_actor(by, id, terms).await?))
}

pub async fn castings_of(
    Allowed(by): Allowed<Both<SeeActors, SeeMovies>>,
    State(agency): State<Agency>,
    Id(id): Id<ActorId>,
    asked: Asked<Paging>,
) -> Reply<Roles> {
    Ok(Roles(agency.castings_of(by, id, asked.list()?).await?))
}
