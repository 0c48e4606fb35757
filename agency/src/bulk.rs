//! The same for many records in one go: for all of them, or for none and why.

use crate::{Agency, activity::taken, agency::Work, db::Turn};
use domain::{
    ActorChange, ActorId, Caller, Change, ChangeActors, ChangeMovies, DeleteActors, DeleteMovies, Error, FieldError,
    Given, MovieChange, MovieId, Permit, RecordId, Result, Terms,
};

/// The most records that are written to in one go.
pub const MOST_AT_ONCE: i64 = 1_000;

/// What comes of it for one of the records.
#[derive(Clone, Debug)]
pub struct Fate {
    pub record: RecordId,
    /// The change, where it changes anything; or why it cannot be.
    pub outcome: Result<Option<Change>>,
}

/// What is done to each.
enum Deed<'a> {
    ChangeActor(&'a Permit<ChangeActors>, &'a ActorChange),
    DeleteActor(&'a Permit<DeleteActors>),
    ChangeMovie(&'a Permit<ChangeMovies>, &'a MovieChange),
    DeleteMovie(&'a Permit<DeleteMovies>),
}

/// A record, and the version of it that was looked at.
type Seen = (RecordId, Option<i64>);

impl Agency {
    /// Makes the same change in each of these actors, of which these versions were looked at: what others changed since is
    /// kept. Refuses all of them where one cannot be changed, with why for each that cannot, under its name (`actor-3`). A
    /// dry run refuses none, and tells of each what would come of it.
    pub async fn change_actors(
        &self,
        by: Permit<ChangeActors>,
        actors: &[(ActorId, i64)],
        change: &ActorChange,
        dry_run: bool,
    ) -> Result<Vec<Fate>> {
        let seen = actors.iter().map(|(id, version)| (RecordId::Actor(*id), Some(*version))).collect();
        self.do_to_each(by.caller(), &Deed::ChangeActor(&by, change), seen, dry_run).await
    }

    /// Deletes these actors, and hides their castings with them. As [`Agency::change_actors`].
    pub async fn delete_actors(
        &self,
        by: Permit<DeleteActors>,
        actors: &[ActorId],
        dry_run: bool,
    ) -> Result<Vec<Fate>> {
        let seen = actors.iter().map(|id| (RecordId::Actor(*id), None)).collect();
        self.do_to_each(by.caller(), &Deed::DeleteActor(&by), seen, dry_run).await
    }

    /// Makes the same change in each of these movies. As [`Agency::change_actors`].
    pub async fn change_movies(
        &self,
        by: Permit<ChangeMovies>,
        movies: &[(MovieId, i64)],
        change: &MovieChange,
        dry_run: bool,
    ) -> Result<Vec<Fate>> {
        let seen = movies.iter().map(|(id, version)| (RecordId::Movie(*id), Some(*version))).collect();
        self.do_to_each(by.caller(), &Deed::ChangeMovie(&by, change), seen, dry_run).await
    }

    /// Deletes these movies, and hides their casts with them. As [`Agency::change_actors`].
    pub async fn delete_movies(
        &self,
        by: Permit<DeleteMovies>,
        movies: &[MovieId],
        dry_run: bool,
    ) -> Result<Vec<Fate>> {
        let seen = movies.iter().map(|id| (RecordId::Movie(*id), None)).collect();
        self.do_to_each(by.caller(), &Deed::DeleteMovie(&by), seen, dry_run).await
    }

    async fn do_to_each(&self, by: &Caller, deed: &Deed<'_>, mut seen: Vec<Seen>, dry_run: bool) -> Result<Vec<Fate>> {
        seen.sort_unstable_by_key(|(record, _)| record.number());
        seen.dedup_by_key(|(record, _)| *record);
        if seen.is_empty() {
            return Err(Error::Conflict(words::nothing_was_chosen().into()));
        }
        if seen.len() as i64 > MOST_AT_ONCE {
            return Err(Error::Conflict(words::too_many_at_once(&seen.len().to_string(), &MOST_AT_ONCE.to_string())));
        }
        let mut work = self.begin_for(by).await?;
        // Two at once would wait for each other; each holds its records in the order of their ids.
        work.tx.take_turn(Turn::Several).await?;
        let mut fates = Vec::with_capacity(seen.len());
        for (record, version) in seen {
            work.terms = Terms { since: version, ..Terms::default() };
            let outcome = match work.do_to(deed, record).await {
                // The transaction is lost, and with it all of them.
                Err(error @ (Error::Internal | Error::Unavailable | Error::AlreadyThere(None))) => return Err(error),
                Err(error) => Err(work.why(record, error).await?),
                Ok(change) => Ok(change),
            };
            fates.push(Fate { record, outcome });
        }
        if dry_run {
            return Ok(fates); // the transaction is dropped
        }
        let refused: Vec<_> = fates.iter().filter_map(Fate::refusal).collect();
        if !refused.is_empty() {
            return Err(Error::Invalid(refused));
        }
        let changes: Vec<_> = fates.iter().filter_map(|fate| fate.outcome.clone().ok()?).collect();
        self.commit(work, changes).await?;
        Ok(fates)
    }
}

impl Fate {
    /// Why it cannot be, beside the record's name.
    fn refusal(&self) -> Option<FieldError> {
        let error = self.outcome.as_ref().err()?;
        Some(FieldError { field: self.record.to_string().into(), message: error.to_string().into() })
    }
}

impl Work {
    async fn do_to(&mut self, deed: &Deed<'_>, record: RecordId) -> Result<Option<Change>> {
        Ok(match (deed, record) {
            (Deed::ChangeActor(by, change), RecordId::Actor(id)) => {
                self.change_actor(by, id, &Given::from((*change).clone())).await?.1
            }
            (Deed::DeleteActor(by), RecordId::Actor(id)) => self.delete_actor(by, id).await?.1,
            (Deed::ChangeMovie(by, change), RecordId::Movie(id)) => {
                self.change_movie(by, id, &Given::from((*change).clone())).await?.1
            }
            (Deed::DeleteMovie(by), RecordId::Movie(id)) => self.delete_movie(by, id).await?.1,
            _ => return Err(Error::NotFound),
        })
    }

    /// The refusal of one record in words that stand among those of many: who deleted it, and which other is in the way.
    async fn why(&mut self, record: RecordId, error: Error) -> Result<Error> {
        Ok(match error {
            Error::NotFound => {
                let story = self.since_step(record, 0).await?;
                let gone = story.first().map(|latest| self.happened(latest));
                Error::Conflict(gone.unwrap_or_else(|| {
                    let number = record.number().to_string();
                    match record {
                        RecordId::Movie(_) => words::no_such_movie_by_number(&number),
                        _ => words::no_such_actor_by_number(&number),
                    }
                }))
            }
            Error::AlreadyThere(Some(RecordId::Actor(id))) => {
                let other = self.actor(id).await?;
                taken(error, &other.name, other.age)
            }
            other => other,
        })
    }
}
