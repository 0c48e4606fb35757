//! What the home page shows.

#[cfg(feature = "ssr")]
use super::{agency, permit};
use domain::{Counts, Error, Recorded};
#[cfg(feature = "ssr")]
use domain::{SeeActors, SeeMovies};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[server(name = AllCounts, prefix = "/call", endpoint = "counts", input = GetUrl)]
pub async fn counts() -> Result<Counts, Error> {
    agency().counts((permit::<SeeActors>()?, permit::<SeeMovies>()?)).await
}

#[server(prefix = "/call", endpoint = "changes", input = GetUrl)]
pub async fn changes() -> Result<Vec<Recorded>, Error> {
    const LATEST: i64 = 12;
    agency().changes((permit::<SeeActors>()?, permit::<SeeMovies>()?), LATEST).await
}
