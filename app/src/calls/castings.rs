//! Who plays whom, asked for and changed from an actor's page and a movie's page.

#[cfg(feature = "ssr")]
use super::{agency, caller, go_to, permit};
use crate::drawn::Drawn;
#[cfg(feature = "ssr")]
use crate::ui::story;
#[cfg(feature = "ssr")]
use domain::{
    ActorId, AddCastings, DeleteCastings, MovieId, NewCasting, Paging, Permission, RecordId, SeeActors, SeeMovies,
    Terms,
};
use domain::{Casting, CastingId, Error};
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

/// What stands on a record's page below its facts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Below {
    /// The cast of a movie, or the movies of an actor.
    pub castings: Vec<Casting>,
    /// What happened to it last.
    pub story: Drawn,
    /// What a delete would take along, in words; empty where that is nothing, and for those whose it is not.
    pub takes: String,
}

#[server(prefix = "/call", endpoint = "beside", input = GetUrl)]
pub async fn beside(side: Side, id: i64) -> Result<Below, Error> {
    const LATEST: i64 = 5;
    // All that is asked of the context before the first await: the page around may be drawn anew meanwhile, and take it away.
    let agency = agency();
    let by = || Ok::<_, Error>((permit::<SeeActors>()?, permit::<SeeMovies>()?));
    let (castings, story) = (by()?, by()?);
    let deletes = caller()?.may(match side {
        Side::Actor => Permission::DeleteActors,
        Side::Movie => Permission::DeleteMovies,
    });
    let (castings, record) = match side {
        Side::Actor => (agency.castings_of(castings, ActorId(id), Paging::ALL).await?, RecordId::Actor(ActorId(id))),
        Side::Movie => (agency.cast(castings, MovieId(id), Paging::ALL).await?, RecordId::Movie(MovieId(id))),
    };
    let story = agency.history(story, record, None, LATEST).await?;
    let takes = match castings.total {
        0 => String::new(),
        _ if !deletes => String::new(),
        parts => words::takes_parts_along(parts),
    };
    let story = story::story(story.changes.iter().map(|it| it.told(agency.zone())).collect()).to_html();
    Ok(Below { castings: castings.rows, story: story.into(), takes })
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
