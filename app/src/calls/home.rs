//! What the home page shows.

#[cfg(feature = "ssr")]
use super::{agency, caller, permit};
use crate::drawn::Drawn;
#[cfg(feature = "ssr")]
use crate::ui::overview::overview;
use domain::Error;
#[cfg(feature = "ssr")]
use domain::{SeeActors, SeeMovies};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What waits for whoever looks, how the agency stands, and what changed last.
#[server(prefix = "/call", endpoint = "home", input = GetUrl)]
pub async fn home() -> Result<Drawn, Error> {
    const LATEST: i64 = 8;
    let (agency, caller) = (agency(), caller()?);
    let by = || Ok::<_, Error>((permit::<SeeActors>()?, permit::<SeeMovies>()?));
    let (standing, changes) = (by()?, by()?);
    let standing = agency.overview(standing).await?;
    let changes = agency.changes(changes, LATEST).await?;
    Ok(overview(standing, changes.iter().map(|it| it.told(agency.zone())).collect(), &caller).into())
}
