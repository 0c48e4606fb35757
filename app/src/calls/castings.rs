//! Who plays whom, asked for and changed from an actor's page and a movie's page.

#[cfg(feature = "ssr")]
use super::{agency, go_to, permit};
use domain::{ActorId, Casting, CastingId, Error, MovieId};
#[cfg(feature = "ssr")]
use domain::{AddCastings, DeleteCastings, NewCasting, Paging, SeeActors, SeeMovies, Terms};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

/// Whose page the casting is shown on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Actor,
    #[default]
    Movie,
}

impl Side {
    pub fn word(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Movie => "movie",
        }
    }

    /// The page to come back to.
    #[cfg(feature = "ssr")]
    fn page(self, casting: &Casting) -> String {
        match self {
            Self::Actor => format!("/actors/{}", casting.actor_id),
            Self::Movie => format!("/movies/{}", casting.movie_id),
        }
    }
}

#[server(prefix = "/call", endpoint = "cast", input = GetUrl)]
pub async fn cast(movie: MovieId) -> Result<Vec<Casting>, Error> {
    Ok(agency().cast((permit::<SeeActors>()?, permit::<SeeMovies>()?), movie, Paging::ALL).await?.rows)
}

#[server(prefix = "/call", endpoint = "castings_of", input = GetUrl)]
pub async fn castings_of(actor: ActorId) -> Result<Vec<Casting>, Error> {
    Ok(agency().castings_of((permit::<SeeActors>()?, permit::<SeeMovies>()?), actor, Paging::ALL).await?.rows)
}

#[server(prefix = "/call", endpoint = "add_casting")]
pub async fn add_casting(
    #[server(default)] movie_id: String,
    #[server(default)] actor_id: String,
    #[server(default)] character: String,
    #[server(default)] side: Side,
) -> Result<Casting, Error> {
    let new = NewCasting { movie_id, actor_id, character };
    let casting = agency().add_casting(permit::<AddCastings>()?, new).await?.record;
    go_to(&side.page(&casting));
    Ok(casting)
}

#[server(prefix = "/call", endpoint = "delete_casting")]
pub async fn delete_casting(id: CastingId, #[server(default)] side: Side) -> Result<Casting, Error> {
    let casting = agency().delete_casting(permit::<DeleteCastings>()?, id, Terms::default()).await?.record;
    go_to(&side.page(&casting));
    Ok(casting)
}

#[server(prefix = "/call", endpoint = "restore_casting")]
pub async fn restore_casting(id: CastingId, #[server(default)] side: Side) -> Result<Casting, Error> {
    let casting = agency().restore_casting(permit::<DeleteCastings>()?, id).await?;
    go_to(&side.page(&casting));
    Ok(casting)
}
