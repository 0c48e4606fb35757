//! What was deleted and can be restored.

#[cfg(feature = "ssr")]
use super::{agency, permit};
use domain::Error;
#[cfg(feature = "ssr")]
use domain::{ActorId, CastingId, MovieId, SeeActors, SeeMovies};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The name of what was deleted, and what has become of it: `tom hanks`, ` was deleted.` Nothing, where nothing was.
#[server(prefix = "/call", endpoint = "deleted", input = GetUrl)]
pub async fn deleted(kind: String, id: i64) -> Result<Option<(String, String)>, Error> {
    let (actors, movies) = (permit::<SeeActors>()?, permit::<SeeMovies>()?);
    let was_deleted = |name| (name, " was deleted.".to_owned());
    Ok(match kind.as_str() {
        "actor" => agency().deleted_actor(actors, ActorId(id)).await?.map(|actor| was_deleted(actor.name)),
        "movie" => agency().deleted_movie(movies, MovieId(id)).await?.map(|movie| was_deleted(movie.title)),
        "casting" => agency()
            .deleted_casting((actors, movies), CastingId(id))
            .await?
            .map(|casting| (casting.name, format!(" no longer plays {} in {}.", casting.character, casting.title))),
        _ => None,
    })
}
