//! The names of records: each its own type, so that an actor's id cannot be handed to a movie.

use crate::Error;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $Id:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "server", derive(sqlx::Type, schemars::JsonSchema), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $Id(pub i64);

        impl fmt::Display for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $Id {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Names an actor.
    ActorId,
    /// Names a movie.
    MovieId,
    /// Names a casting: one actor playing one character in one movie.
    CastingId,
    /// Names a person with an account.
    PersonId,
    /// Names a file that somebody is importing.
    ImportId,
}

/// Names any record that the change log speaks of; on the wire `{"type":"movie","id":3}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum RecordId {
    Actor(ActorId),
    Movie(MovieId),
    Casting(CastingId),
    Person(PersonId),
}

impl RecordId {
    /// The kind of record, as the log's column and the wire write it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Actor(_) => "actor",
            Self::Movie(_) => "movie",
            Self::Casting(_) => "casting",
            Self::Person(_) => "person",
        }
    }

    /// The bare number.
    pub fn number(self) -> i64 {
        match self {
            Self::Actor(id) => id.0,
            Self::Movie(id) => id.0,
            Self::Casting(id) => id.0,
            Self::Person(id) => id.0,
        }
    }

    /// The record of this kind and number.
    pub fn of(kind: &str, number: i64) -> Option<Self> {
        Some(match kind {
            "actor" => Self::Actor(ActorId(number)),
            "movie" => Self::Movie(MovieId(number)),
            "casting" => Self::Casting(CastingId(number)),
            "person" => Self::Person(PersonId(number)),
            _ => return None,
        })
    }

    /// The record's page. A casting is shown on its movie's page, which it does not name; people have none.
    pub fn path(self) -> Option<String> {
        match self {
            Self::Actor(id) => Some(format!("/actors/{id}")),
            Self::Movie(id) => Some(format!("/movies/{id}")),
            Self::Casting(_) | Self::Person(_) => None,
        }
    }
}

/// As a form names it: `movie-3`.
impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind(), self.number())
    }
}

impl FromStr for RecordId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let record = text.split_once('-').and_then(|(kind, number)| Self::of(kind, number.parse().ok()?));
        record.ok_or_else(|| Error::Malformed("A record is named by its kind and number: movie-3.".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_records() {
        fn check(text: &str, expected: Option<RecordId>) {
            assert_eq!(text.parse().ok(), expected, "{text:?}");
            assert!(expected.is_none_or(|record| record.to_string() == text));
        }
        check("actor-12", Some(RecordId::Actor(ActorId(12))));
        check("movie-3", Some(RecordId::Movie(MovieId(3))));
        check("casting-1", Some(RecordId::Casting(CastingId(1))));
        check("person-2", Some(RecordId::Person(PersonId(2))));
        check("actor", None);
        check("actor-", None);
        check("actor-x", None);
        check("prop-1", None);
        check("", None);
    }
}
