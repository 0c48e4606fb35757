//! Who plays whom.

use crate::{ActorId, CastingId, Error, FieldError, MovieId, Result, text};
use serde::{Deserialize, Serialize};

/// One actor playing one character in one movie, with the names both had when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow, schemars::JsonSchema))]
pub struct Casting {
    pub id: CastingId,
    pub movie_id: MovieId,
    pub title: String,
    pub actor_id: ActorId,
    pub name: String,
    pub character: String,
    /// Counts the changes to this record, from 1.
    pub version: i64,
}

/// What is known of a casting, found sound: only [`NewCasting::checked`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CastingFacts {
    pub movie_id: MovieId,
    pub actor_id: ActorId,
    pub character: String,
}

/// A new casting as it arrives: text nobody has judged yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCasting {
    pub movie_id: String,
    pub actor_id: String,
    pub character: String,
}

impl NewCasting {
    /// The facts, or every field that is wrong.
    pub fn checked(&self) -> Result<CastingFacts> {
        let movie_id = chosen("movie_id", words::choose_movie(), &self.movie_id);
        let actor_id = chosen("actor_id", words::choose_actor(), &self.actor_id);
        let character = text::needed("character", words::character(), &self.character);
        match (movie_id, actor_id, character) {
            (Ok(movie_id), Ok(actor_id), Ok(character)) => Ok(CastingFacts { movie_id, actor_id, character }),
            (movie_id, actor_id, character) => {
                Err(Error::Invalid([movie_id.err(), actor_id.err(), character.err()].into_iter().flatten().collect()))
            }
        }
    }
}

/// A change to a casting as it arrives: what is `None` stays as it is. Who plays in what does not change: that is
/// another casting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastingChange {
    pub character: Option<String>,
}

impl CastingChange {
    /// The character after the change, or what is wrong with it.
    pub fn checked(&self, before: &Casting) -> Result<String> {
        let character = self.character.as_deref().unwrap_or(&before.character);
        text::needed("character", words::character(), character).map_err(|wrong| Error::Invalid(vec![wrong]))
    }

    /// The casting as this change would have it, if it is sound.
    pub fn applied(&self, before: &Casting) -> Option<Casting> {
        Some(Casting { character: self.checked(before).ok()?, ..before.clone() })
    }
}

fn chosen<Id: std::str::FromStr>(field: &'static str, ask: &'static str, text: &str) -> Result<Id, FieldError> {
    text.trim().parse().map_err(|_| FieldError::new(field, ask))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_castings() {
        fn check(movie_id: &str, actor_id: &str, character: &str, expected: &str) {
            let new = NewCasting { movie_id: movie_id.into(), actor_id: actor_id.into(), character: character.into() };
            let faults = match new.checked() {
                Err(Error::Invalid(fields)) => fields.iter().map(|f| f.field.as_ref()).collect::<Vec<_>>().join(" "),
                other => format!("{:?}", other.map(|facts| facts.character)),
            };
            assert_eq!(faults, expected, "{new:?}");
        }
        check("1", "2", " Neil ", "Ok(\"Neil\")");
        check("", "2", "Neil", "movie_id");
        check("1", "x", "Neil", "actor_id");
        check("1", "2", " ", "character");
        check("", "", "", "movie_id actor_id character");
    }
}
