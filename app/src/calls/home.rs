//! What the home page shows.

#[cfg(feature = "ssr")]
use super::{agency, permit};
use domain::{Counts, Error, Told};
#[cfg(feature = "ssr")]
use domain::{Recorded, SeeActors, SeeMovies};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// How much there is of everything, and what changed last.
#[server(prefix = "/call", endpoint = "home", input = GetUrl)]
pub async fn home() -> Result<(Counts, Vec<Told>), Error> {
    const LATEST: i64 = 12;
    let agency = agency();
    let by = || Ok::<_, Error>((permit::<SeeActors>()?, permit::<SeeMovies>()?));
    let (counts, changes) = (by()?, by()?);
    let counts = agency.counts(counts).await?;
    let changes = agency.changes(changes, LATEST).await?;
    Ok((counts, changes.iter().map(Recorded::told).collect()))
}
