//! What stands beside a record in the list one came from.

use super::Side;
#[cfg(feature = "ssr")]
use super::{ACTORS, Asked, MOVIES, agency, permit};
#[cfg(feature = "ssr")]
use crate::ui::links;
use domain::Error;
#[cfg(feature = "ssr")]
use domain::{ActorList, MovieList, Paging, Place, SeeActors, SeeMovies, Stretch};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// The way to the records beside one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// As HTML; empty where the list has no such record any more.
    pub links: String,
    /// On which page of the list the record is by now.
    pub page: i64,
}

/// Looks for the record on this page of a list and on those beside it: whoever goes from one record to the next comes to another
/// page, and meanwhile others add and delete. `list` is what the address of the list asks for.
#[server(prefix = "/call", endpoint = "around", input = GetUrl)]
pub async fn around(side: Side, id: i64, #[server(default)] list: String) -> Result<Neighbours, Error> {
    let agency = agency();
    let asked = Asked::read(if side == Side::Actor { &ACTORS } else { &MOVIES }, &list);
    let asked = |name: &str| asked.get(name);
    let (paging, rows) = match side {
        Side::Actor => {
            let by = permit::<SeeActors>()?;
            let ActorList { filter, order, paging } = ActorList::read(asked)?;
            let rows = agency.search_actors(&by, &filter, &order, &near(paging)).await?;
            (paging, rows.into_iter().map(|actor| (actor.id.0, actor.name)).collect::<Vec<_>>())
        }
        Side::Movie => {
            let by = permit::<SeeMovies>()?;
            let MovieList { filter, order, paging } = MovieList::read(asked)?;
            let rows = agency.search_movies(&by, &filter, &order, &near(paging)).await?;
            (paging, rows.into_iter().map(|movie| (movie.id.0, movie.title)).collect())
        }
    };
    let Some(place) = rows.iter().position(|(known, _)| *known == id) else { return Ok(Neighbours::default()) };
    let beside = |place: Option<usize>| {
        let (id, name) = rows.get(place?)?;
        Some((format!("/{}s/{id}", side.word()), name.clone()))
    };
    let links = links::around(beside(place.checked_sub(1)), beside(Some(place + 1)));
    let stands = before(paging) + i64::try_from(place).unwrap_or_default();
    Ok(Neighbours { links, page: stands / paging.size() + 1 })
}

/// A page, the one before it, and the one after it.
#[cfg(feature = "ssr")]
fn near(paging: Paging) -> Stretch {
    let size = paging.offset().saturating_add(paging.size().saturating_mul(2)).saturating_sub(before(paging));
    Stretch { from: Place::Offset(before(paging)), size }
}

/// How many rows stand before those.
#[cfg(feature = "ssr")]
fn before(paging: Paging) -> i64 {
    (paging.offset() - paging.size()).max(0)
}
