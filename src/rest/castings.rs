//! Who plays whom, over HTTP.

use super::{
    given::{Asked, Body, Id, OnTerms},
    reply::{Deleted, Inserted, Listed, One, Reply, Updated},
};
use crate::auth::{Allowed, Both};
use agency::Agency;
use axum::extract::State;
use domain::{
    AddCastings, Casting, CastingChange, CastingId, ChangeCastings, DeleteCastings, NewCasting, Paging, SeeActors,
    SeeMovies,
};

pub async fn castings(
    Allowed(by): Allowed<Both<SeeActors, SeeMovies>>,
    State(agency): State<Agency>,
    asked: Asked<Paging>,
) -> Reply<Listed<Casting>> {
    Ok(Listed(agency.castings(by, asked.list()?).await?))
}

pub async fn casting(
    Allowed(by): Allowed<Both<SeeActors, SeeMovies>>,
    State(agency): State<Agency>,
    Id(id): Id<CastingId>,
) -> Reply<One<Casting>> {
    Ok(One(agency.casting(by, id).await?))
}

pub async fn add_casting(
    Allowed(by): Allowed<AddCastings>,
    State(agency): State<Agency>,
    Body(new): Body<NewCasting>,
) -> Reply<Inserted<Casting>> {
    Ok(Inserted(agency.add_casting(by, new).await?))
}

pub async fn change_casting(
    Allowed(by): Allowed<ChangeCastings>,
    State(agency): State<Agency>,
    Id(id): Id<CastingId>,
    Body(change): Body<CastingChange>,
) -> Reply<Updated<Casting>> {
    Ok(Updated(agency.change_casting(by, id, change).await?))
}

pub async fn delete_casting(
    Allowed(by): Allowed<DeleteCastings>,
    State(agency): State<Agency>,
    Id(id): Id<CastingId>,
    OnTerms(terms): OnTerms,
) -> Reply<Deleted<Casting>> {
    Ok(Deleted(agency.delete_casting(by, id, terms).await?))
}
